/** Inspects the reader's own folder before a session opens in it: only whether it, and what should be in it, exists. */
import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { OwnFolder, Workspace } from '../../../src/runbook/model.ts';
import { codeOf } from '../../system/error-code.ts';
import { Refused } from './types.ts';

interface Look {
  /** The real, absolute path; the path as given if there is a problem with it. */
  readonly path: string;
  /** Why no session can open in it; null if one can. */
  readonly problem: string | null;
  /** Each file that the guide expects in it, and whether it exists. */
  readonly found: readonly { readonly name: string; readonly there: boolean }[];
}

export function lookAt({ holds }: OwnFolder, path: string): Look {
  const nothing = (problem: string): Look => ({ path, problem, found: [] });
  if (!isAbsolute(path)) return nothing('This path is not absolute. Give one that begins with /.');
  const problem = problemOf(path);
  if (problem !== null) return nothing(problem);
  const real = realpathSync(path);
  const found = holds.map((name) => ({ name, there: existsSync(join(real, name)) }));
  const isOther = found.length > 0 && found.every(({ there }) => !there);
  const other = `This is not the project: there is no ${holds.join(', no ')} in it.`;
  return { path: real, problem: isOther ? other : null, found };
}

function problemOf(path: string): string | null {
  try {
    if (!statSync(path).isDirectory()) return 'This is not a folder.';
    accessSync(path, constants.R_OK | constants.X_OK);
    return null;
  } catch (error) {
    const says: Record<string, string> = {
      ENOENT: 'This folder does not exist.',
      ENOTDIR: 'This folder does not exist: a part of its path is a file.',
      ELOOP: 'This folder does not exist: a link on its path leads back to itself.',
      EACCES: 'You may not enter this folder.',
    };
    return says[codeOf(error)] ?? `The system cannot open this folder: ${String(error)}`;
  }
}

/** Throws Refused. */
export function openOwn(folder: OwnFolder, path: string): Workspace {
  const look = lookAt(folder, path);
  if (look.problem !== null) throw new Refused('bad_value', `${path}: ${look.problem}`);
  return { kind: 'mine', path: look.path };
}
