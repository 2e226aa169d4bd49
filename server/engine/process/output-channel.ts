/**
 * Where a script prints to: one pipe, two, or a terminal. Checks describe what a program prints into a pipe, so no
 * colors are forced: `FORCE_COLOR` put escapes into `$(node -p 20)` and into files. A pseudo-terminal for every block
 * was tried and dropped: 7 MB/s instead of 400, `\r\n` for each `\n`, and `ls` in columns of an arbitrary width. Blocks
 * that need a terminal have the word `tty`.
 */
import type { Readable } from 'node:stream';
import { NotStarted } from './not-started.ts';
import { type Pipes, closeWriter, discard } from './pipe.ts';
import { type Size, type PseudoTerminal, openPseudoTerminal } from './pseudo-terminal.ts';

export interface Output {
  /** Descriptors for stdin, stdout and stderr. */
  readonly stdio: readonly ['ignore' | number, number, number];
  readonly readers: readonly Readable[];
  /** What the names of its pipes begin with in /proc/PID/fd: so a process that writes to one is recognized. */
  readonly labels: readonly string[];
  readonly terminal: PseudoTerminal | null;
  /** Closes our copies of the descriptors, once the child has its own. */
  release(): void;
  /** Closes everything, when no child was started. */
  discard(): void;
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

/** Throws NotStarted if this system has no pseudo-terminals for us. */
export function openTty(size: Size): Output {
  const terminal = openPseudoTerminal(size);
  if (terminal === null) throw new NotStarted('it needs a terminal, which is not available on this system');
  const { reader, writer } = terminal;
  return {
    stdio: [writer, writer, writer],
    readers: [reader],
    // None: the name of one terminal may begin like another's (`/dev/pts/1`, `/dev/pts/10`).
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
