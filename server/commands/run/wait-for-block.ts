import type { Block } from '../../../src/runbook/model.ts';
import { fold, runStatus } from '../../../src/runbook/view.ts';
import type { RunView } from '../../../src/runbook/view.ts';
import type { Session } from '../../engine/index.ts';

const GRACE = 1000; // ms after a check's own time, so that the session speaks first

/** Resolves once the next block may follow: a step or probe has ended, a service is ready or will not be. */
export function waitForBlock(session: Session, run: string, block: Block): Promise<void> {
  return new Promise((resolve) => {
    let view = session.view;
    const done = () => {
      unfollow();
      clearTimeout(limit);
      resolve();
    };
    const check = () => {
      const state = view.runs.get(run);
      if (state && isSettled(state, block)) done();
    };
    const unfollow = session.journal.follow((entry) => {
      if (entry.seq > view.seq) view = fold(view, entry);
      check();
    });
    // a service whose check stays open would run for ever, and "waiting for …" is said of it again and again
    const limit = block.kind === 'service' ? setTimeout(done, patience(block)) : undefined;
    check();
  });
}

function isSettled(run: RunView, block: Block): boolean {
  if (run.end !== null) return true;
  const status = runStatus(run, block);
  return block.kind === 'service' && (status === 'ready' || status === 'failed');
}

/** How long a service may take to become ready and to print what its checks want. */
function patience({ expectations, timeout, ready }: Block): number {
  const times = expectations.map(({ within }) => within ?? timeout);
  return Math.max(...times, ready === null && times.length > 0 ? 0 : timeout) + GRACE;
}
