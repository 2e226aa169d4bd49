/** A session that only can be read: it has ended, or belongs to another runner. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../src/runbook/model.ts';
import { emptyView, fold } from '../../src/runbook/view.ts';
import { EVENTS, readEntries, readOutput } from './journal.ts';
import { type Guide, type Journal, Refused, type Session } from './types.ts';

export function openFinished(id: string, folder: string, guide: Guide | undefined): Session {
  const entries = readEntries(readFileSync(join(folder, EVENTS), 'utf8')).all;
  const view = entries.reduce(fold, emptyView);
  const refuse = (): never => {
    throw new Refused('closed', 'This session is over; it can only be read.');
  };
  return {
    id,
    guide: guide ?? unknownGuide(view.guide ?? 'unknown', folder),
    workspace: view.workspace ?? { kind: 'mine', path: folder },
    journal: readOnly(id, folder, entries, refuse),
    view,
    setInput: refuse,
    choose: refuse,
    run: refuse,
    cancel: refuse,
    type: refuse,
    resize: refuse,
    idle: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

function readOnly(id: string, folder: string, entries: readonly Entry[], refuse: () => never): Journal {
  return {
    id,
    seq: entries.length,
    append: refuse,
    output: refuse,
    entries: (after) => entries.slice(after),
    follow: () => () => undefined,
    read: (run, from, to) => readOutput(folder, run, from, to),
  };
}

/** The guide is no longer there; what was said of it stands in the journal. */
function unknownGuide(id: string, folder: string): Guide {
  const runbook = {
    id,
    title: id,
    description: '',
    pages: [],
    inputs: [],
    groups: [],
    blocks: [],
    env: {},
    cwd: null,
    practice: null,
  };
  return { runbook, folder, hashes: new Map() };
}
