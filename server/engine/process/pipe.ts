/**
 * Real pipes for the output of programs. What Node hands to a child as 'pipe' is a socket, on which `echo >/dev/stderr`
 * fails. Each is made as a named pipe, and its name is removed as soon as both ends are open.
 */
import { execFile } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, unlinkSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Pipe {
  /** The bytes of a `data` event are valid until the listener returns: the buffer is reused. */
  readonly reader: Socket;
  /** The descriptor to write to. Hand it to a child, then close it. */
  readonly writer: number;
  /** What its name in /proc/PID/fd begins with; ` (deleted)` follows there. */
  readonly label: string;
}

export interface Pipes {
  open(): Promise<Pipe>;
  /** Opens the pipes for the next run ahead of time. */
  prepare(): void;
  /** Closes the pipes that `prepare` opened. */
  close(): void;
}

/** Two pipes for the next run: its output and its trace. */
const AHEAD = 2;

/** How many named pipes one start of the program mkfifo makes. */
const BATCH = 32;

export function openPipes(folder: string): Pipes {
  const ready: string[] = [];
  const ahead: Pipe[] = [];
  let made = 0;
  let making: Promise<void> | null = null;

  const make = async () => {
    const names = Array.from({ length: BATCH }, (_, index) => join(folder, `pipe-${made + index}`));
    made += BATCH;
    await promisify(execFile)('mkfifo', ['-m', '600', ...names]).finally(() => (making = null));
    ready.push(...names);
  };

  const replenish = () => {
    if (ready.length >= BATCH / 4) return;
    making ??= make();
    // `open`, which awaits it, reports a failure; otherwise the folder may simply have been removed.
    making.catch(() => undefined);
  };

  return {
    async open() {
      const pipe = ahead.shift();
      if (pipe) {
        pipe.reader.ref();
        return pipe;
      }
      replenish();
      if (ready.length === 0) await making;
      const name = ready.shift();
      return name !== undefined && existsSync(name) ? connect(name) : this.open();
    },
    prepare() {
      while (ahead.length < AHEAD) {
        const name = ready.shift();
        if (name === undefined) return;
        const pipe = connect(name);
        pipe.reader.unref();
        ahead.push(pipe);
      }
      replenish();
    },
    close: () => ahead.splice(0).forEach(discard),
  };
}

function connect(name: string): Pipe {
  const end = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const writer = openSync(name, constants.O_WRONLY);
    unlinkSync(name);
    return { reader: openReader(end), writer, label: `${name} (` };
  } catch (error) {
    closeSync(end);
    throw error;
  }
}

const CAPACITY = 65_536; // bytes that a pipe holds

/** Reads into one buffer: with new memory for each read, garbage collection would cost more than everything else. */
function openReader(fd: number): Socket {
  const reader: Socket = new Socket({
    fd,
    readable: true,
    writable: false,
    onread: {
      buffer: Buffer.allocUnsafeSlow(CAPACITY),
      callback(count, buffer) {
        reader.emit('data', buffer.subarray(0, count));
        return true; // even if nobody listens any more: the writer must not block
      },
    },
  });
  return reader;
}

/** Closes both ends of a pipe that no child has. */
export function discard(pipe: Pipe): void {
  closeWriter(pipe);
  pipe.reader.destroy();
}

export function closeWriter({ writer }: Pick<Pipe, 'writer'>): void {
  closeSync(writer);
}
