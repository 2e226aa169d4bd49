/**
 * Where a script prints to: one pipe, two, or a terminal. Checks describe what a program prints into a pipe, so no
 * colors are forced: `FORCE_COLOR` put escapes into `$(node -p 20)` and into files. A pseudo-terminal for every block
 * was tried and dropped: 7 MB/s instead of 400, `\r\n` for each `\n`, and `ls` in columns of an arbitrary width. Blocks
 * that need a terminal have the word `tty`.
 */
import { closeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { NotStarted } from './not-started.ts';
import type { Opened, Order } from './launch.ts';
import type { Pipe, Pipes } from './pipe.ts';
import { type Size, type PseudoTerminal, openPseudoTerminal } from './pseudo-terminal.ts';

export interface Output {
  /** Descriptors for stdin, stdout and stderr. */
  readonly stdio: Order['stdio'];
  readonly readers: readonly Readable[];
  /** Paths of the pipes to which a process may still write. */
  pipes(): readonly string[];
  readonly terminal: PseudoTerminal | null;
  /** Closes our copies of the descriptors, once the child has its own. */
  release(): void;
  /** Closes everything, when no child was started. */
  discard(): void;
}

export async function openPiped(pipes: Pipes, split: boolean): Promise<Output> {
  const first = await pipes.open();
  const second = split ? await openSecond(pipes, first) : first;
  const all = split ? [first, second] : [first];
  return {
    stdio: ['ignore', into(first), into(second)],
    readers: all.map(({ reader }) => reader),
    pipes: () => all.filter((pipe) => pipe.isOpen()).map(({ path }) => path),
    terminal: null,
    release: () => all.forEach((pipe) => pipe.handOver()),
    discard: () => all.forEach((pipe) => pipe.discard()),
  };
}

/** Closes the first pipe if there can be no second one. */
async function openSecond(pipes: Pipes, first: Pipe): Promise<Pipe> {
  try {
    return await pipes.open();
  } catch (error) {
    first.discard();
    throw error;
  }
}

/** The end of a pipe that a program writes to. */
export function into({ path }: Pipe): Opened {
  return { path, access: 'write' };
}

/** Throws NotStarted if this system has no pseudo-terminals for us. */
export function openTty(size: Size): Output {
  const terminal = openPseudoTerminal(size);
  if (terminal === null) throw new NotStarted('it needs a terminal, which is not available on this system');
  const { reader, path, writer } = terminal;
  const both: Opened = { path, access: 'both' };
  return {
    stdio: [both, both, both],
    readers: [reader],
    pipes: () => [],
    terminal,
    release: () => closeSync(writer),
    discard() {
      closeSync(writer);
      reader.destroy();
    },
  };
}

export function listen({ readers }: Output, onOutput: (bytes: Buffer, stream: 'stdout' | 'stderr') => void): void {
  for (const [index, reader] of readers.entries()) {
    reader.on('data', (bytes: Buffer) => onOutput(bytes, index === 0 ? 'stdout' : 'stderr'));
    reader.resume();
  }
}
