/**
 * The durable record of one session: events as JSON lines, and the raw output of each run in a file of its own. Both
 * are handed to the operating system before any follower is told, so `kill -9` of the runner loses nothing. There is no
 * fsync: a power cut can lose the last entries. An incomplete last line is dropped when the journal is opened again.
 */
import { lstatSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry, Event } from '../../../src/runbook/model.ts';
import { type AppendFile, READ, openFile } from './append-file.ts';
import { openClock } from './clock.ts';

/**
 * The durable record of a session. `append` and `output` write to the operating system first, then tell the followers,
 * then return.
 */
export interface Journal {
  readonly id: string;
  /** Number of the last entry. */
  readonly seq: number;
  append(event: Event): Entry;
  /** Appends bytes to the run's output file, then an `output` entry. */
  output(run: string, bytes: Uint8Array): void;
  /** Every entry after number `after`. */
  entries(after: number): readonly Entry[];
  /** Calls `listener` after each append; returns the function that stops it. */
  follow(listener: (entry: Entry) => void): () => void;
  /** Bytes [from, to) of a run's output; fewer if the output is shorter. */
  read(run: string, from: number, to: number): Promise<Buffer>;
}

/** A journal with the operations that only its own session uses. */
export interface OwnJournal extends Journal {
  /** Appends bytes to the run's output without an entry; returns its size. Followers are told by `append`. */
  write(run: string, bytes: Uint8Array): number;
  size(run: string): number;
  /** Opens the run's output file; throws if it cannot be opened. */
  begin(run: string): void;
  /** Closes the run's output file. */
  finish(run: string): void;
  close(): void;
}

/**
 * `folder` must exist and belong to this session. `onFull` is called when the disk is full: output is then dropped, and
 * entries are kept in memory until there is room.
 */
export function openJournal(id: string, folder: string, onFull: () => void): OwnJournal {
  const events = openFile(join(folder, EVENTS));
  const reserve = openReserve(join(folder, RESERVE));
  const entries = readEntries(events.text());
  events.truncate(entries.bytes);
  const clock = openClock(entries.all.at(-1)?.at ?? 0);
  let unsaved: Buffer[] = [];
  const listeners = new Set<(entry: Entry) => void>();
  const outputs = new Map<string, AppendFile>();
  /** The output of the run that ended last stays open: a page is probably still reading it. */
  let recent: { run: string; file: AppendFile } | null = null;
  const outputOpen = (run: string) => outputs.get(run) ?? (recent?.run === run ? recent.file : undefined);
  const outputOf = (run: string) => {
    const known = outputs.get(run);
    if (known) return known;
    const opened = openFile(join(folder, outputName(run)));
    outputs.set(run, opened);
    return opened;
  };

  return {
    id,
    get seq() {
      return entries.all.at(-1)?.seq ?? 0;
    },
    append(event) {
      const entry: Entry = { seq: this.seq + 1, at: clock(), event };
      unsaved.push(Buffer.from(`${JSON.stringify(entry)}\n`));
      entries.all.push(entry);
      const fits = events.append(Buffer.concat(unsaved));
      if (fits || (reserve.release() && events.append(Buffer.concat(unsaved)))) unsaved = [];
      if (!fits) onFull();
      for (const listener of listeners) listener(entry);
      return entry;
    },
    write(run, bytes) {
      const file = outputOf(run);
      if (!file.append(bytes)) onFull();
      return file.size();
    },
    output(run, bytes) {
      this.append({ type: 'output', run, size: this.write(run, bytes) });
    },
    size: (run) => outputs.get(run)?.size() ?? 0,
    begin(run) {
      outputOf(run);
    },
    finish(run) {
      recent?.file.close();
      const file = outputs.get(run);
      recent = file ? { run, file } : null;
      outputs.delete(run);
    },
    entries: (after) => entries.all.slice(after),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: async (run, from, to) => outputOpen(run)?.read(from, to) ?? readOutput(folder, run, from, to),
    close() {
      for (const file of outputs.values()) file.close();
      outputs.clear();
      recent?.file.close();
      recent = null;
      events.close();
      reserve.release();
    },
  };
}

export const EVENTS = 'events.jsonl';
const RESERVE = 'reserve';

/** Space held in reserve and freed when the disk is full, so that the end of a run can still be written. */
const RESERVED = 64 << 10; // bytes

function openReserve(path: string): { release(): boolean } {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) rmSync(path, { recursive: true });
  const file = openFile(path);
  let held = file.size() >= RESERVED || file.append(Buffer.alloc(RESERVED - file.size()));
  file.close();
  return {
    release() {
      const had = held;
      held = false;
      if (had) rmSync(path, { force: true });
      return had;
    },
  };
}

/**
 * Reads the entries in a part of a journal that `before` entries precede. Stops at the first line that is incomplete or
 * has the wrong number; `bytes` is the length of what was read.
 */
export function readEntries(text: string, before = 0): { all: Entry[]; bytes: number } {
  const all: Entry[] = [];
  let bytes = 0;
  for (const line of text.split('\n').slice(0, -1)) {
    const entry = parseEntry(line, before + all.length + 1);
    if (!entry) break;
    all.push(entry);
    bytes += Buffer.byteLength(line) + 1;
  }
  return { all, bytes };
}

function parseEntry(line: string, seq: number): Entry | null {
  try {
    // The file is ours (0600), so a line that parses and has the expected number is one that we wrote.
    const entry = JSON.parse(line) as Entry;
    return entry.seq === seq ? entry : null;
  } catch {
    return null;
  }
}

function outputName(run: string): string {
  return `${run}.out`;
}

export async function readOutput(folder: string, run: string, from: number, to: number): Promise<Buffer> {
  const path = join(folder, outputName(run));
  const file = await open(path, READ).catch(() => null);
  if (!file) return Buffer.alloc(0);
  try {
    const found = await file.stat();
    const size = found.isFile() ? found.size : 0;
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(to, size) - from));
    let at = 0;
    while (at < buffer.length) {
      const { bytesRead } = await file.read(buffer, at, buffer.length - at, from + at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return buffer.subarray(0, at);
  } finally {
    await file.close();
  }
}
