/** Where a script prints: one pipe, two, or a terminal; listened to until the script is over. */
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { NotStarted } from './not-started.ts';
import { type Pipe, type Pipes, closeWriter, discard } from './pipe.ts';
import { type Size, type PseudoTerminal, openPseudoTerminal } from './pseudo-terminal.ts';

export interface Output {
  /** Descriptors for stdin, stdout and stderr. */
  readonly stdio: readonly ['ignore' | number, number, number];
  readonly readers: readonly Readable[];
  /** Beginnings of the names under which Linux shows who writes here. */
  readonly labels: readonly string[];
  readonly terminal: PseudoTerminal | null;
  /** Closes our copies of what the child has by now. */
  release(): void;
  /** Closes everything: there is no child. */
  discard(): void;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

export async function openPiped(pipes: Pipes, split: boolean): Promise<Output> {
  const first = await pipes.open();
  const second = split ? await pipes.open() : null;
  const all = second ? [first, second] : [first];
  return {
    stdio: ['ignore', first.writer, (second ?? first).writer],
    readers: all.map(({ reader }) => reader),
    labels: all.map(({ label }) => label),
    terminal: null,
    release: () => all.forEach(closeWriter),
    discard: () => all.forEach(discard),
  };
}

/** Throws NotStarted where there is none. */
export function openTty(size: Size): Output {
  const terminal = openPseudoTerminal(size);
  if (terminal === null) throw new NotStarted('it needs a terminal, and there is none for this system');
  const { reader, writer } = terminal;
  return {
    stdio: [writer, writer, writer],
    readers: [reader],
    // A name of a terminal may be the beginning of another's.
    labels: [],
    terminal,
    release: () => closeWriter(terminal),
    discard() {
      closeWriter(terminal);
      reader.destroy();
    },
  };
}

export function listen({ readers }: Output, onOutput: (bytes: Buffer, stream: 'stdout' | 'stderr') => void): void {
  for (const [index, reader] of readers.entries()) {
    reader.on('data', (bytes: Buffer) => onOutput(bytes, index === 0 ? 'stdout' : 'stderr'));
  }
}

/** A daemon that keeps the pipe open must not hang its step. */
const LINGER = 500; // ms
/** What a program may have left in a pipe at its end; more comes from somebody else. */
const CAPACITY = 1 << 20; // bytes

/** The process is over, and so are its pipes or their time. What a daemon writes later is drained, unseen. */
export async function settle(
  child: ChildProcess,
  { readers }: Output,
  tracing: Pipe,
  traced: Promise<void>,
): Promise<Exit> {
  let closed = false;
  const all = Promise.all([traced, ...readers.map(over)]).then(() => (closed = true));
  let received = 0;
  for (const reader of [...readers, tracing.reader]) reader.on('data', (bytes: Buffer) => (received += bytes.length));
  const exit = await new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  const limit = received + CAPACITY;
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([all, new Promise((resolve) => (timer = setTimeout(resolve, LINGER)))]);
  clearTimeout(timer);
  // A busy runner may not have looked once in that time: each turn looks, until there was nothing.
  for (let before = -1; !closed && before < received && received < limit;) {
    before = received;
    await setImmediate();
  }
  for (const reader of [...readers, tracing.reader]) {
    reader.removeAllListeners('data');
    reader.resume();
    if ('unref' in reader && typeof reader.unref === 'function') reader.unref();
  }
  return exit;
}

function over(reader: Readable): Promise<void> {
  return new Promise((resolve) => {
    reader.once('end', resolve);
    reader.once('error', () => resolve());
  });
}
