import type { Block } from '../../../src/runbook/model.ts';
import { runStatus } from '../../../src/runbook/session/view.ts';
import type { RunView } from '../../../src/runbook/session/view.ts';
import type { Session } from '../../engine/index.ts';

const GRACE = 1000; // ms after a check's own time limit, so that the session reports it first
const STOPPING = 10_000; // ms in which the session ends a service that did not become ready in time, and reports it
const LAST_WORDS = 3000; // ms in which a failing service may print why, and end

/** Resolves once the next block may follow: a step or probe has ended, a service is ready or will not be. */
export function waitForBlock(session: Session, run: string, block: Block): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      unfollow();
      clearTimeout(limit);
      clearTimeout(lastWords);
      resolve();
    };
    let lastWords: NodeJS.Timeout | undefined;
    const check = () => {
      const state = session.view.runs.get(run);
      const way = state ? wayOf(state, block) : 'going';
      if (way === 'settled') done();
      if (way === 'failing') lastWords ??= setTimeout(done, LAST_WORDS);
    };
    const unfollow = session.journal.follow(check);
    // Without a limit, a service whose check stays undecided would be waited for without end.
    const limit = block.kind === 'service' ? setTimeout(done, patience(block)) : undefined;
    check();
  });
}

/** `failing`: the check of a service has failed, but it usually prints the reason before it ends, soon after. */
function wayOf(run: RunView, block: Block): 'going' | 'failing' | 'settled' {
  if (run.end !== null) return 'settled';
  if (block.kind !== 'service') return 'going';
  const status = runStatus(run, block);
  return status === 'ready' ? 'settled' : status === 'failed' ? 'failing' : 'going';
}

/** How long a service may take, in ms, to become ready and to pass its checks. */
function patience({ expectations, timeout, ready }: Block): number {
  const times = expectations.map(({ within }) => within ?? timeout);
  return ready === null && times.length > 0 ? Math.max(...times) + GRACE : Math.max(...times, timeout) + STOPPING;
}
