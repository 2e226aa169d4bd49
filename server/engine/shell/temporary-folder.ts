import { lstatSync, mkdirSync, rmSync } from 'node:fs';
import { codeOf } from '../../system/error-code.ts';
import { NotStarted } from '../process/index.ts';

/** Makes a session's temporary folder again where a step, or a system that tidies up, has removed it. */
export function keepFolder(path: string): void {
  try {
    makeFolder(path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const found = lstatSync(path);
    // Its name is no secret: where it was missing, somebody else may have made one.
    if (!found.isDirectory() || found.uid !== process.getuid?.())
      throw new NotStarted(`${path} belongs to somebody else`);
  }
}

/** Nobody else may enter; throws where there is something of this name. */
export function makeFolder(path: string): void {
  mkdirSync(path, { mode: 0o700 });
}

/** Removes a file or a folder of ours. What somebody else has put in its place stays: that ends nobody's run. */
export function tidy(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // there is no more to do about it
  }
}
