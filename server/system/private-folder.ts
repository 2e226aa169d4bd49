/** Files that only this user may read: 0600 in a folder of 0700. */
import { chmodSync, constants, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

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

/** Null when it is not there. Throws when it is a link. */
export function readPrivate(file: string): string | null {
  if (!exists(file)) return null;
  return readFileSync(file, { encoding: 'utf8', flag: constants.O_RDONLY | constants.O_NOFOLLOW });
}

/** Also of a link that leads nowhere. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
