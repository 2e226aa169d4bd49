/**
 * When the output of a run ends. Its process has exited, but what it started may still print: the filter of an
 * `exec > >(…)`, a job in the background, a daemon. The run waits for those that go on printing, never for a daemon that
 * says nothing. A pipe that is closed ends it at once; one that others still hold is read until they print nothing for
 * a while, or, while they print or a check depends on them, for some seconds at most. Whatever comes later is still
 * recorded and shown, and breaks a `never`; the next block does not wait for it. Half a second, as it once was, lost the
 * output of `exec > >(…)`.
 */
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Output } from './output-channel.ts';
import type { Pipe } from './pipe.ts';

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface OutputEnd {
  /** The process has exited, and what its background processes print has been waited for. */
  readonly ended: Promise<Exit>;
  /** Nobody can print any more, or nobody listens. */
  readonly over: Promise<void>;
  /** Stops listening. */
  leave(): void;
}

export interface Audience {
  /** The process has exited, and others hold its output. */
  readonly onBackground: () => void;
  /** A check still needs to know what is printed. */
  readonly wantsMore: (exit: Exit) => boolean;
}

const SILENCE = 2000; // ms without output after which a background process is taken for a daemon
const LONGEST = 10_000; // ms after the exit: a daemon that never stops printing must not hang its step
const NOTICE = 300; // ms until the reader is told what the run waits for
const LOOK = 100; // ms between two looks
const TRACE = 500; // ms that a killed bash may take to be known as one without a state
const CAPACITY = 1 << 20; // bytes that may stand in a pipe unread

/** How long the run still waits; 0 when it is over. All times in ms. */
export function patience(sinceExit: number, sinceOutput: number, isWanted: boolean): number {
  const rest = LONGEST - sinceExit;
  return Math.max(0, isWanted ? rest : Math.min(rest, SILENCE - sinceOutput));
}

/** `traced` resolves when the trace of the process is complete. */
export function watchEnd(
  child: ChildProcess,
  { readers }: Output,
  tracing: Pipe,
  traced: Promise<void>,
  audience: Audience,
): OutputEnd {
  const closed = openFlag(Promise.all(readers.map(over)));
  const all = openFlag(Promise.all([traced, closed.set]));
  const heard = { bytes: 0, at: 0 };
  for (const reader of [...readers, tracing.reader]) {
    reader.on('data', (bytes: Buffer) => {
      heard.bytes += bytes.length;
      heard.at = performance.now();
    });
  }

  async function end(): Promise<Exit> {
    const exit = await exitOf(child);
    const exited = performance.now();
    const limit = heard.bytes + CAPACITY;
    await waitFor(all.set, NOTICE);
    if (!closed.isSet()) audience.onBackground();
    const left = () => {
      const now = performance.now();
      if (closed.isSet()) return all.isSet() ? 0 : Math.max(0, exited + TRACE - now);
      return patience(now - exited, now - Math.max(exited, heard.at), audience.wantsMore(exit));
    };
    // A busy runner may not have read anything in that time: it reads once more each turn, until there is nothing.
    for (let before = -1; !all.isSet();) {
      const wait = left();
      if (wait === 0 && (before === heard.bytes || heard.bytes > limit)) break;
      before = heard.bytes;
      await (wait === 0 ? setImmediate() : waitFor(all.set, Math.min(wait, LOOK)));
    }
    tracing.reader.removeAllListeners('data').resume().unref();
    for (const reader of readers) if ('unref' in reader && typeof reader.unref === 'function') reader.unref();
    return exit;
  }

  return {
    ended: end(),
    over: closed.set,
    leave: () => readers.forEach((reader) => reader.destroy()),
  };
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
}

/** Resolves at the latest after `ms`. */
function waitFor(set: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void set.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function openFlag(promise: Promise<unknown>): { readonly set: Promise<void>; isSet(): boolean } {
  let isSet = false;
  return { set: promise.then(() => void (isSet = true)), isSet: () => isSet };
}

function over(reader: Readable): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'error', 'close']) reader.once(event, () => resolve());
  });
}
