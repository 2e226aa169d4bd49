import { lstatSync, mkdirSync, rmSync } from 'node:fs';
import { NotStarted } from '../process/index.ts';

/** Makes a session's temporary folder again if a step, or the system's clean-up of /tmp, has removed it. */
export function keepFolder(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return makeFolder(path);
  // Its name is not secret: while it was missing, another user may have made a folder there.
  if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new NotStarted(`${path} belongs to another user`);
}

/** Makes a folder that nobody else may enter; throws if something of this name exists. */
export function makeFolder(path: string): void {
  mkdirSync(path, { mode: 0o700 });
}

/** Removes a file or folder of ours. If it cannot be removed, it stays: no run may fail because of that. */
export function tidy(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // nothing else can be done
  }
}
