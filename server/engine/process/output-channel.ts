/**
 * Where a script prints: one pipe, two, or a terminal. A pipe is what a guide promises its output for, so no colors are
 * forced: `FORCE_COLOR` put escapes into `$(node -p 20)` and into files. A pseudo-terminal for every block keeps those
 * plain, but it was measured and dropped: 7 MB/s instead of 400, `\r\n` for each `\n`, and `ls` in columns of an
 * arbitrary width. The word `tty` is for the blocks that need one.
 */
import type { Readable } from 'node:stream';
import { NotStarted } from './not-started.ts';
import { type Pipes, closeWriter, discard } from './pipe.ts';
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
  if (terminal === null) throw new NotStarted('it needs a terminal, which is not available on this system');
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
