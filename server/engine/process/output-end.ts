/**
 * Decides when the output of a run ends. After its process has exited, what it started may still print: the filter of
 * an `exec > >(…)`, a background job, a daemon. If nobody holds the pipe any longer, the run ends at once. If somebody
 * does, the run ends when nothing was printed for SILENCE, but not while a check needs more, and after LONGEST in any
 * case. Later output is still recorded and shown, and can break a `never`, but the next block does not wait for it. A
 * SILENCE of half a second lost the output of `exec > >(…)`.
 */
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Exit } from './launch.ts';
import type { Output } from './output-channel.ts';
import type { Pipe } from './pipe.ts';

export interface OutputEnd {
  /** Resolves when the process has exited and its output has ended, as described above. */
  readonly ended: Promise<Exit>;
  /** Resolves when no process holds the output any longer, or after `leave`. */
  readonly over: Promise<void>;
  /** Stops reading. */
  leave(): void;
}

export interface Audience {
  /** Called when the process has exited and others still hold its output. */
  readonly onBackground: () => void;
  /** Whether a check still needs more output. */
  readonly wantsMore: (exit: Exit) => boolean;
}

const SILENCE = 2000; // ms without output after which a background process is taken for a daemon
const LONGEST = 10_000; // ms after the exit: a daemon that never stops printing must not hang its step
const NOTICE = 300; // ms after the exit until the reader is told that background processes are waited for
const LOOK = 100; // ms between two checks
const TRACE = 500; // ms after the exit in which the trace must end; that of a killed bash may never do so
const CAPACITY = 1 << 20; // bytes that a pipe may hold at most (Linux's pipe-max-size)

/** How long the run still waits for output; 0 when it has waited long enough. All times in ms. */
export function patience(sinceExit: number, sinceOutput: number, isWanted: boolean): number {
  const rest = LONGEST - sinceExit;
  return Math.max(0, isWanted ? rest : Math.min(rest, SILENCE - sinceOutput));
}

/** `exited`: the process has. `traced` resolves when its trace is complete. */
export function watchEnd(
  exited: Promise<Exit>,
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
    const exit = await exited;
    const since = performance.now();
    const limit = heard.bytes + CAPACITY;
    await waitFor(all.set, NOTICE);
    if (!closed.isSet()) audience.onBackground();
    const left = () => {
      const now = performance.now();
      if (closed.isSet()) return all.isSet() ? 0 : Math.max(0, since + TRACE - now);
      return patience(now - since, now - Math.max(since, heard.at), audience.wantsMore(exit));
    };
    // A busy runner may have read nothing in that time, so it goes on reading until a turn brings nothing new.
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

/** Resolves when `set` does, or after `ms`. */
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
