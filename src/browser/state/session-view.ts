/** What the page knows of its session: the fold of the journal, and, without a runner to tell it, what was last known. */
import type { Entry } from '../../runbook/model.ts';
import { fold } from '../../runbook/session/fold.ts';
import { emptyView, type RunView, type View } from '../../runbook/session/view.ts';

export interface SessionView {
  /** Number of the last entry that is known. */
  seq(): number;
  /** Another session. */
  begin(): View;
  add(entries: readonly Entry[]): View;
  /** Nobody tells any more what happens. */
  lose(): View;
  /** All that happened meanwhile has been told. */
  catchUp(): View;
}

export function sessionView(): SessionView {
  let [known, lost] = [emptyView, false];
  const shown = () => (lost ? asLost(known) : known);
  return {
    seq: () => known.seq,
    begin() {
      known = emptyView;
      return shown();
    },
    add(entries) {
      known = entries.reduce(foldNext, known);
      return shown();
    },
    lose() {
      lost = true;
      return shown();
    },
    catchUp() {
      lost = false;
      return shown();
    },
  };
}

/** Of what was under way no more is known than that. */
function asLost(view: View): View {
  const lost = (run: RunView): RunView => (run.end === null ? { ...run, phase: 'lost', line: null } : run);
  return { ...view, runs: new Map([...view.runs].map(([id, run]) => [id, lost(run)])) };
}

/** What comes again, or of an earlier time at which the session was shown, leaves no gap and is not counted twice. */
function foldNext(view: View, entry: Entry): View {
  return entry.seq === view.seq + 1 ? fold(view, entry) : view;
}
