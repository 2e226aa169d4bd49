import type { Block } from '../../../src/runbook/model.ts';
import { fold, runStatus } from '../../../src/runbook/view.ts';
import type { RunView } from '../../../src/runbook/view.ts';
import type { Session } from '../../engine/types.ts';

/** Resolves once the next block may follow: a step or probe has ended, a service is ready or will not be. */
export function settle(session: Session, run: string, block: Block): Promise<void> {
  return new Promise((resolve) => {
    let view = session.view;
    const unfollow = session.journal.follow((entry) => {
      if (entry.seq > view.seq) view = fold(view, entry);
      check();
    });
    check();
    function check() {
      const state = view.runs.get(run);
      if (!state || !isSettled(state, block)) return;
      unfollow();
      resolve();
    }
  });
}

export function isSettled(run: RunView, block: Block): boolean {
  if (run.end !== null) return true;
  if (block.kind !== 'service') return false;
  const undecided = [...run.verdicts.values()].some(({ outcome }) => outcome === 'undecided');
  const status = runStatus(run, block);
  return undecided || status === 'ready' || status === 'failed';
}
