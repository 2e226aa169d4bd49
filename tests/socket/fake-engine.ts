/**
 * An engine without processes: a run succeeds at once, and the test decides what it prints. Same types, same order of
 * entries.
 */
import { admit } from '../../src/runbook/session/admission.ts';
import { blankBlock } from '../../src/runbook/blank-block.ts';
import { blankRunbook } from '../../src/runbook/blank-runbook.ts';
import type { Block, Entry, Event, Runbook } from '../../src/runbook/model.ts';
import { fold } from '../../src/runbook/session/fold.ts';
import { emptyView } from '../../src/runbook/session/view.ts';
import { type Engine, type Guide, type Session, Refused, admitted } from '../../server/engine/session/types.ts';
import type { SessionListing } from '../../server/engine/journal/index.ts';
import type { Journal } from '../../server/engine/journal/journal.ts';

export interface FakeEngine extends Engine {
  readonly sessions: ReadonlyMap<string, FakeSession>;
  /** Block ids in the order they ran: the canary's cage. */
  readonly ran: readonly string[];
}

export interface FakeSession extends Session {
  /** Appends output to a run that is under way. */
  print(run: string, text: string | Uint8Array): void;
  end(run: string): void;
}

interface FakeSettings {
  /** Runs stay under way until the test ends them. */
  readonly hold?: boolean;
  /** The guides as they stand now; without it, as they were when a session was opened. */
  readonly guides?: () => readonly Guide[];
}

export function fakeEngine({ hold = false, guides }: FakeSettings = {}): FakeEngine {
  const sessions = new Map<string, FakeSession>();
  const owners = new Map<string, string | null>();
  const ran: string[] = [];
  return {
    sessions,
    ran,
    async open(guide, _, { owner = null } = {}) {
      const session = fakeSession(`session-${sessions.size + 1}`, () => guides?.()[0] ?? guide, ran, hold);
      sessions.set(session.id, session);
      owners.set(session.id, owner);
      return session;
    },
    find: async (id, owner) => (owner === undefined || owners.get(id) === owner ? sessions.get(id) : undefined),
    read: async (id, owner) => (owner === undefined || owners.get(id) === owner ? sessions.get(id) : undefined),
    list: async (_, owner) => [...sessions.values()].filter(({ id }) => owners.get(id) === owner).map(listing),
    times: async () => ({}),
    async shutdown() {
      await Promise.all([...sessions.values()].map((session) => session.close()));
    },
  };
}

function fakeSession(id: string, now: () => Guide, ran: string[], hold: boolean): FakeSession {
  const guide = now();
  const journal = fakeJournal(id);
  let view = emptyView;
  journal.follow((entry) => (view = fold(view, entry)));
  journal.append({ type: 'opened', guide: guide.runbook.id, workspace: { kind: 'mine', path: guide.folder } });
  return {
    id,
    guide,
    journal,
    workspace: { kind: 'mine', path: guide.folder },
    get view() {
      return view;
    },
    setInput: (name, value) => void journal.append({ type: 'input', name, value }),
    choose: (group, option) => void journal.append({ type: 'option', group, option }),
    admit(ask) {
      const { runbook, hashes } = now();
      return admit(ask, { runbook, view, os: 'linux', hashOf: (block) => hashes.get(block), valueOf: () => undefined });
    },
    preview: () => ({ files: [], digest: '0'.repeat(64) }),
    run(request) {
      admitted(this.admit(request));
      const { run, block, hash, by } = request;
      journal.append({ type: 'queued', run, block, hash, by });
      journal.append({ type: 'started', run, pid: 1 });
      ran.push(block);
      if (!hold) this.end(run);
    },
    async cancel(run) {
      if (!view.runs.has(run)) throw new Refused('unknown_run', 'No such run.');
      journal.append({ type: 'ended', run, end: { how: 'cancelled' } });
    },
    type(run, text) {
      journal.output(run, Buffer.from(text));
    },
    resize() {
      throw new Error('a mistake of ours');
    },
    idle: async () => {},
    close: async () => void journal.append({ type: 'closed' }),
    print: (run, text) => journal.output(run, Buffer.from(text)),
    end: (run) => void journal.append({ type: 'ended', run, end: { how: 'exited', code: 0 } }),
  };
}

function fakeJournal(id: string): Journal {
  const entries: Entry[] = [];
  const listeners = new Set<(entry: Entry) => void>();
  const outputs = new Map<string, Buffer>();
  const append = (event: Event): Entry => {
    const entry = { seq: entries.length + 1, at: Date.now(), event };
    entries.push(entry);
    for (const listener of listeners) listener(entry);
    return entry;
  };
  return {
    id,
    append,
    get seq() {
      return entries.length;
    },
    output(run, bytes) {
      const whole = Buffer.concat([outputs.get(run) ?? Buffer.alloc(0), bytes]);
      outputs.set(run, whole);
      append({ type: 'output', run, size: whole.length });
    },
    entries: (after) => entries.slice(after),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: async (run, from, to) => (outputs.get(run) ?? Buffer.alloc(0)).subarray(from, to),
  };
}

function listing({ id, guide, workspace }: FakeSession): SessionListing {
  return { session: id, guide: guide.runbook.id, workspace, owner: null, openedAt: 0, lastAt: 0, closed: false };
}

/** A guide with one block for each name; `confirm` on the block called danger, a terminal for the one called tty. */
export function fakeGuide(...names: readonly string[]): Guide {
  const blocks = names.map(fakeBlock);
  const runbook: Runbook = {
    ...blankRunbook,
    id: 'guide',
    title: 'Guide',
    pages: [{ slug: 'index', title: 'Guide', file: 'guide.md', optional: false }],
    blocks,
  };
  return { runbook, folder: '/nowhere', hashes: new Map(names.map((name) => [name, hashOf(name)])) };
}

export function hashOf(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64);
}

function fakeBlock(id: string): Block {
  const confirm = id === 'danger' ? 'It is dangerous.' : null;
  return {
    ...blankBlock,
    id,
    title: id,
    file: 'guide.md',
    line: 1,
    script: `echo ${id}\n`,
    timeout: 60_000,
    confirm,
    tty: id === 'tty',
  };
}
