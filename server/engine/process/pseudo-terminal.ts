/**
 * A pseudo-terminal for a `tty` block. Only the binary of node-pty is used, which exists for most systems: its own
 * reader throws away what has not been read 200 ms after the program's end.
 */
import { createRequire } from 'node:module';
import { ReadStream } from 'node:tty';

export interface PseudoTerminal {
  readonly reader: ReadStream;
  /** Our descriptor of the program's side; close it when the program has opened its own. */
  readonly writer: number;
  /** The path of that side: a session leader that opens it gets it as its controlling terminal. */
  readonly path: string;
  /** Both descriptors; a child inherits them and must close them. */
  readonly descriptors: readonly number[];
  /** False if the text was not sent, because the program has not read what was typed before or has ended. */
  type(text: string): boolean;
  resize(size: Size): void;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export const SIZE: Size = { columns: 80, rows: 24 };

/** Null if there is no binary for this system. */
export function openPseudoTerminal({ columns, rows }: Size): PseudoTerminal | null {
  const binary = loadBinary();
  if (binary === null) return null;
  const { master, slave, pty } = binary.open(columns, rows);
  const reader = new ReadStream(master);
  // On Linux a read fails once the last program has ended.
  reader.on('error', () => undefined);
  return {
    reader,
    writer: slave,
    path: pty,
    descriptors: [master, slave],
    type(text) {
      if (reader.destroyed || reader.writableLength > TYPED_AHEAD) return false;
      reader.write(text);
      return true;
    },
    resize(size) {
      if (!reader.destroyed) binary.resize(master, size.columns, size.rows);
    },
  };
}

const TYPED_AHEAD = 1 << 20; // bytes

interface Binary {
  open(columns: number, rows: number): { master: number; slave: number; pty: string };
  resize(master: number, columns: number, rows: number): void;
}

function loadBinary(): Binary | null {
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('@lydell/node-pty'));
    return near(`@lydell/node-pty-${process.platform}-${process.arch}/pty.node`) as Binary;
  } catch {
    return null;
  }
}
