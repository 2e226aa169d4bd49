/** Files that only this user may read: 0600 in a folder of 0700. */
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

/** Only its owner may enter. Throws when the folder belongs to somebody else: then its files are not ours to trust. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = lstatSync(folder);
  if (process.getuid && uid !== process.getuid()) throw new Error(`${folder} belongs to another user`);
  chmodSync(folder, 0o700);
}

/** In one step, so that nobody reads half of it; never through a link that somebody laid there. */
export function writePrivate(file: string, text: string): void {
  const draft = `${file}.${process.pid}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  renameSync(draft, file);
}

/** Something that is no file of ours stands where one is expected. */
export class NotPlain extends Error {
  constructor(file: string, why: string) {
    super(`${file} ${why}; move it away and try again`);
    this.name = 'NotPlain';
  }
}

const LARGEST = 64 << 20; // bytes; all the scripts that anybody has agreed to are far below

/** Null when it is not there. Throws NotPlain for a link, a pipe, a folder, somebody else's file or a huge one. */
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

/** Without waiting for the other end of a pipe, and never through a link. */
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

/** Also of a link that leads nowhere. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
