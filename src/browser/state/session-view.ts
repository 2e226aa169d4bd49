/** The page's view of its session: the fold of the journal. Without a connection: the last known view. */
import type { Entry } from '../../runbook/model.ts';
import { fold } from '../../runbook/session/fold.ts';
import { emptyView, type RunView, type View } from '../../runbook/session/view.ts';

export interface SessionView {
  /** Number of the last entry known. */
  seq(): number;
  /** Starts over for another session. */
  begin(): View;
  add(entries: readonly Entry[]): View;
  /** The connection is lost. */
  lose(): View;
  /** All entries that were missed have arrived. */
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

/** A run that was under way when the connection was lost: its present state is unknown. */
function asLost(view: View): View {
  const lost = (run: RunView): RunView => (run.end === null ? { ...run, phase: 'lost', line: null } : run);
  return { ...view, runs: new Map([...view.runs].map(([id, run]) => [id, lost(run)])) };
}

/** An entry that was already counted, or that belongs to an earlier request for this session, is ignored. */
function foldNext(view: View, entry: Entry): View {
  return entry.seq === view.seq + 1 ? fold(view, entry) : view;
}
