/** A session that can only be read, because it is closed or belongs to another runner. */
import { join } from 'node:path';
import { blankRunbook } from '../../../src/runbook/blank-runbook.ts';
import { fold } from '../../../src/runbook/session/fold.ts';
import { emptyView } from '../../../src/runbook/session/view.ts';
import { type Journal, type Tail, EVENTS, openTail, readOutput } from '../journal/index.ts';
import { type Guide, type Session, Refused } from './types.ts';

export function openReadOnly(id: string, folder: string, guide: Guide | undefined): Session {
  const tail = openTail(join(folder, EVENTS));
  let view = emptyView;
  const currentView = () => (view = tail.entries.slice(view.seq).reduce(fold, view));
  const refuse = (): never => {
    const why = currentView().closed
      ? 'This session is closed'
      : 'This session has no runner, or belongs to another one';
    throw new Refused('closed', `${why}; it is read-only here.`);
  };
  const { guide: name, workspace } = currentView();
  return {
    id,
    guide: guide ?? unknownGuide(name ?? 'unknown', folder),
    workspace: workspace ?? { kind: 'mine', path: folder },
    journal: readOnly(id, folder, tail, refuse),
    get view() {
      return currentView();
    },
    setInput: refuse,
    choose: refuse,
    admit: refuse,
    preview: refuse,
    run: refuse,
    cancel: refuse,
    type: refuse,
    resize: refuse,
    idle: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

function readOnly(id: string, folder: string, tail: Tail, refuse: () => never): Journal {
  return {
    id,
    get seq() {
      return tail.entries.length;
    },
    append: refuse,
    output: refuse,
    entries: (after) => tail.entries.slice(after),
    follow: (listener) => tail.follow(listener),
    read: (run, from, to) => readOutput(folder, run, from, to),
  };
}

/** Stands in for a guide that no longer exists; everything else is in the journal. */
function unknownGuide(id: string, folder: string): Guide {
  return { runbook: { ...blankRunbook, id, title: id }, folder, hashes: new Map() };
}
