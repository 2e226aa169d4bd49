/**
 * Real pipes for the output of programs. What Node hands to a child as 'pipe' is a socket, on which `echo >/dev/stderr`
 * fails. These are named pipes, in a folder that only we can enter: a program is started with their paths. When all
 * that wrote to a pipe have closed it, the next run uses it.
 */
import { execFile } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Pipe {
  /** Paused at first. The bytes of a `data` event are valid until the listener returns: the buffer is reused. */
  readonly reader: Socket;
  /** The path by which a program opens it. */
  readonly path: string;
  /** Whether a program may still write to it. */
  isOpen(): boolean;
  /** Closes our end for writing, once a program has opened it: the pipe ends with its last writer. */
  handOver(): void;
  /** Closes a pipe that no program has opened. */
  discard(): void;
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
const BATCH = 16;

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

  const connected = (path: string) => connect(path, () => ready.push(path));

  return {
    async open() {
      for (let pipe = ahead.shift(); pipe; pipe = ahead.shift()) {
        pipe.reader.ref();
        if (existsSync(pipe.path)) return pipe;
        pipe.discard();
      }
      replenish();
      if (ready.length === 0) await making;
      const path = ready.shift();
      return path !== undefined && existsSync(path) ? connected(path) : this.open();
    },
    prepare() {
      while (ahead.length < AHEAD) {
        const path = ready.shift();
        if (path === undefined) break;
        if (!existsSync(path)) continue;
        const pipe = connected(path);
        pipe.reader.unref();
        ahead.push(pipe);
      }
      replenish();
    },
    close: () => ahead.splice(0).forEach((pipe) => pipe.discard()),
  };
}

/** `onEnd` is called when all its writers have closed it. */
function connect(path: string, onEnd: () => void): Pipe {
  const end = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openEnd(path, end);
  const reader = openReader(end);
  let isOpen = true;
  let isOurs = true;
  const close = () => {
    if (isOurs) closeSync(writer);
    isOurs = false;
  };
  reader.once('end', () => (isOpen = false));
  reader.once('close', () => (isOpen ? rmSync(path, { force: true }) : onEnd()));
  return {
    reader,
    path,
    isOpen: () => isOpen,
    handOver: close,
    discard() {
      close();
      reader.destroy();
    },
  };
}

/** Our end for writing keeps it from ending before a program has opened it. */
function openEnd(path: string, reader: number): number {
  try {
    return openSync(path, constants.O_WRONLY);
  } catch (error) {
    closeSync(reader);
    throw error;
  }
}

const CAPACITY = 65_536; // bytes that a pipe holds

/** All pipes are read into one buffer: with new memory for each, garbage collection would cost more than all else. */
const MEMORY = Buffer.allocUnsafeSlow(CAPACITY);

function openReader(fd: number): Socket {
  const reader: Socket = new Socket({
    fd,
    readable: true,
    writable: false,
    onread: {
      buffer: MEMORY,
      callback(count, buffer) {
        reader.emit('data', buffer.subarray(0, count));
        return true; // even if nobody listens any more: the writer must not block
      },
    },
  });
  return reader.pause();
}
