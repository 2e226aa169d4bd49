/** Files that only this user can read: mode 0600, in a folder with mode 0700. */
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { codeOf } from './error-code.ts';

/**
 * Makes a folder that only its owner can enter. Throws if it belongs to another user, as its files cannot be trusted.
 */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = lstatSync(folder);
  if (process.getuid && uid !== process.getuid()) throw new Error(`${folder} belongs to another user`);
  chmodSync(folder, 0o700);
}

/** Writes a file atomically, so that nobody reads half of it, and never through a link. Throws NotPlain for a folder. */
export function writePrivate(file: string, text: string): void {
  const draft = `${file}.${process.pid}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw codeOf(error) === 'EISDIR' ? new NotPlain(file, 'is not a file') : error;
  }
}

/** There is something else where a file of ours is expected. */
export class NotPlain extends Error {
  constructor(file: string, why: string) {
    super(`${file} ${why}; move it away and try again`);
    this.name = 'NotPlain';
  }
}

const LARGEST = 64 << 20; // bytes; all scripts that anybody has approved take far less

/** Null if the file does not exist. Throws NotPlain for a link, a pipe, a folder, another user's file or a huge one. */
export function readPrivate(file: string): string | null {
  if (!exists(file)) return null;
  const descriptor = openPlain(file);
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new NotPlain(file, 'is not a file');
    if (process.getuid && stat.uid !== process.getuid()) throw new NotPlain(file, 'belongs to another user');
    if (stat.size > LARGEST) throw new NotPlain(file, 'is too large to be a file of Guidepost');
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/** Opens a file without following a link, and without waiting for the other end of a pipe. */
function openPlain(file: string): number {
  try {
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const why = OPENS_NOT[codeOf(error)];
    throw why === undefined ? error : new NotPlain(file, why);
  }
}

const OPENS_NOT: Readonly<Record<string, string>> = {
  ELOOP: 'is a link',
  EMLINK: 'is a link',
  ENXIO: 'is not a file',
  EACCES: 'cannot be read',
};

/** True also for a link that leads nowhere. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
