/**
 * Real pipes for the output of programs. What Node hands to a child as 'pipe' is a socket, and on a socket
 * `echo >/dev/stderr` fails. A named pipe has a name only until both ends are open.
 */
import { execFile } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, unlinkSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Pipe {
  /** The bytes of its `data` are good until the listener returns: the next ones come in the same memory. */
  readonly reader: Socket;
  /** Hand it to a child, then close it. */
  readonly writer: number;
  /** How Linux names it once it has no name: what /proc shows begins so. */
  readonly label: string;
}

export interface Pipes {
  open(): Promise<Pipe>;
  /** Opens the pipes of the next run ahead of time. */
  prepare(): void;
  /** Closes what was prepared. */
  close(): void;
}

/** Output and trace of one run. */
const AHEAD = 2;

/** mkfifo is a program of its own: one start of it makes this many. */
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
    // Who has to wait for it hears of a failure; a folder that is gone by now is none.
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

/** With memory of its own for each piece, collecting it would cost more than all the rest. */
function openReader(fd: number): Socket {
  const reader: Socket = new Socket({
    fd,
    readable: true,
    writable: false,
    onread: {
      buffer: Buffer.allocUnsafeSlow(CAPACITY),
      callback(count, buffer) {
        reader.emit('data', buffer.subarray(0, count));
        return true; // also where nobody listens any more: whoever writes must not wait
      },
    },
  });
  return reader;
}

/** Closes a pipe that nobody has got. */
export function discard(pipe: Pipe): void {
  closeWriter(pipe);
  pipe.reader.destroy();
}

export function closeWriter({ writer }: Pick<Pipe, 'writer'>): void {
  closeSync(writer);
}
