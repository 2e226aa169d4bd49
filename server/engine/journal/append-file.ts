/** A private file that only grows, and whose latest bytes can be read back at once. */
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { isDiskFull } from '../../system/disk-full.ts';
import { NotPlain } from '../../system/private-folder.ts';

/** Never through a symbolic link, which could lead to somebody else's file, nor waiting for the other end of a pipe. */
const PLAIN = constants.O_NOFOLLOW | constants.O_NONBLOCK;
export const READ = constants.O_RDONLY | PLAIN;
const OPEN = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | PLAIN;

export interface AppendFile {
  /** False if the disk was full; then nothing was added. */
  append(bytes: Uint8Array): boolean;
  size(): number;
  text(): string;
  truncate(size: number): void;
  read(from: number, to: number): Buffer;
  close(): void;
}

/** Creates the file if it is not there; throws NotPlain for anything that is not a file. */
export function openFile(path: string): AppendFile {
  const file = openSync(path, OPEN, 0o600);
  const found = fstatSync(file);
  if (!found.isFile()) {
    closeSync(file);
    throw new NotPlain(path, 'is not a file');
  }
  let { size } = found;
  return {
    append(bytes) {
      const before = size;
      try {
        for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
        size += bytes.length;
        return true;
      } catch (error) {
        // Remove a partly written line, so that the next one starts on a line of its own.
        ftruncateSync(file, before);
        if (isDiskFull(error)) return false;
        throw error;
      }
    },
    size: () => size,
    text: () => readFileSync(file, 'utf8'),
    truncate(to) {
      if (to !== size) ftruncateSync(file, to);
      size = to;
    },
    // Synchronous: these bytes were written a moment ago and are cached, so a read is faster than a switch of threads.
    read(from, to) {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(to, size) - from));
      let at = 0;
      while (at < buffer.length) {
        const count = readSync(file, buffer, at, buffer.length - at, from + at);
        if (count === 0) break;
        at += count;
      }
      return buffer.subarray(0, at);
    },
    close: () => closeSync(file),
  };
}
