/** The directory in which a script starts: its own `cwd`, else the one that the last block ended in, else the home. */
import { accessSync, constants, statSync } from 'node:fs';
import { NotStarted } from '../process/index.ts';
import { codeOf } from '../../system/error-code.ts';
import type { Carried } from './carry.ts';
import { toBytes } from './quoting.ts';

export interface Place {
  readonly directory: string;
  /**
   * A directory (latin1) that bash must enter itself, because Node cannot use a name that is not UTF-8; mostly null.
   */
  readonly enter: string | null;
  readonly note: string | null;
}

export function placeOf(cwd: string | null, { directory }: Pick<Carried, 'directory'>, home: string): Place {
  mustBeOpen(home);
  if (cwd !== null) {
    mustBeOpen(cwd);
    return { directory: cwd, enter: null, note: null };
  }
  if (directory === null) return { directory: home, enter: null, note: null };
  const bytes = Buffer.from(directory, 'latin1');
  const last = bytes.toString();
  const trouble = troubleWith(bytes);
  // If a block has removed its directory, the next one must still run: it may be the one that repairs this.
  if (trouble !== null) {
    const words = trouble === 'does not exist' ? 'is gone' : trouble;
    return { directory: home, enter: null, note: `${last} ${words}; running in ${home}` };
  }
  return toBytes(last) === directory
    ? { directory: last, enter: null, note: null }
    : { directory: home, enter: directory, note: null };
}

function mustBeOpen(path: string): void {
  const trouble = troubleWith(path);
  if (trouble !== null) throw new NotStarted(`the directory ${path} ${trouble}`);
}

type Trouble = 'does not exist' | 'is not a directory' | 'cannot be entered';

/** Why no script can start in this directory; null if one can. */
function troubleWith(path: string | Buffer): Trouble | null {
  try {
    if (!statSync(path).isDirectory()) return 'is not a directory';
    accessSync(path, constants.X_OK);
    return null;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(codeOf(error)) ? 'does not exist' : 'cannot be entered';
  }
}
