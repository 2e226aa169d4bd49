/**
 * The sessions on disk: one folder each, below `sessions` in the state folder. The link `owner` in it names the runner
 * that it belongs to, by process id and start time, which tell whether that runner is still alive.
 */
import { closeSync, fstatSync, lstatSync, mkdirSync, openSync, readSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry, Workspace } from '../../../src/runbook/model.ts';
import { READ } from './append-file.ts';
import { EVENTS } from './journal.ts';
import { type Owner, isAbandoned, ownerOf } from './owner.ts';

export interface SessionListing {
  readonly session: string;
  readonly guide: string;
  readonly workspace: Workspace;
  /** The hosted origin that opened it; null for this machine. */
  readonly owner: string | null;
  readonly openedAt: number;
  readonly lastAt: number;
  readonly closed: boolean;
}

export interface Store {
  create(id: string): string;
  /** Null if there is no such session. */
  folder(id: string): string | null;
  ids(): readonly string[];
  /** Sessions whose runner died while it created them: no reader has seen them. */
  unfinished(): readonly string[];
  /** The runs of all sessions that have an output file. */
  runs(): readonly string[];
  listing(id: string): SessionListing | null;
  owner(id: string): Owner | null;
  remove(id: string): void;
}

export function openStore(stateDir: string): Store {
  const root = join(stateDir, 'sessions');
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const path = (id: string) => join(root, id);
  const ids = () =>
    readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && SESSION.test(entry.name))
      .map(({ name }) => name);
  return {
    create(id) {
      mkdirSync(path(id), { mode: 0o700 });
      return path(id);
    },
    folder: (id) => (SESSION.test(id) && isFile(join(path(id), EVENTS)) ? path(id) : null),
    ids,
    unfinished: () => ids().filter((id) => !look(join(path(id), EVENTS))?.size && isAbandoned(path(id))),
    runs: () => ids().flatMap((id) => readdirSync(path(id)).flatMap((name) => OUTPUT.exec(name)?.[1] ?? [])),
    listing: (id) => readListing(id, join(path(id), EVENTS)),
    owner: (id) => ownerOf(path(id)),
    remove: (id) => rmSync(path(id), { recursive: true, force: true }),
  };
}

const OUTPUT = /^(.+)\.out$/;
const SESSION = /^[a-z0-9-]{8,64}$/;

/** Reads only the first and the last line: a journal may be long. */
function readListing(session: string, path: string): SessionListing | null {
  if (!isFile(path)) return null;
  const file = openSync(path, READ);
  try {
    const { size, mtimeMs } = fstatSync(file);
    const first = parseLine(readText(file, 0, 65_536).split('\n')[0]);
    const last = parseLine(
      readText(file, Math.max(0, size - 65_536), size)
        .trimEnd()
        .split('\n')
        .at(-1),
    );
    if (first?.event?.type !== 'opened') return null;
    const { guide, workspace, owner = null } = first.event;
    if (typeof guide !== 'string' || typeof workspace?.path !== 'string') return null; // not written by us
    return {
      session,
      guide,
      workspace,
      owner,
      openedAt: first.at,
      lastAt: last?.at ?? Math.round(mtimeMs),
      closed: last?.event.type === 'closed',
    };
  } finally {
    closeSync(file);
  }
}

function isFile(path: string): boolean {
  return look(path)?.isFile() === true;
}

function look(path: string) {
  return lstatSync(path, { throwIfNoEntry: false });
}

function readText(file: number, from: number, to: number): string {
  const buffer = Buffer.alloc(Math.min(65_536, to - from));
  return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, from));
}

function parseLine(line: string | undefined): Entry | null {
  try {
    return line ? (JSON.parse(line) as Entry) : null;
  } catch {
    return null;
  }
}
