/** Inspects the reader's own folder before a session opens in it: only whether it, and what should be in it, exists. */
import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { FolderProblem, OwnFolder, Workspace } from '../../../src/runbook/model.ts';
import { folderWords } from '../../../src/runbook/session/reason-words.ts';
import { codeOf } from '../../system/error-code.ts';
import { Refused } from './types.ts';

interface Look {
  /** The real, absolute path; the path as given if there is a problem with it. */
  readonly path: string;
  /** Why no session can open in it; null if one can. */
  readonly problem: FolderProblem | null;
  /** Each file that the guide expects in it, and whether it exists. */
  readonly found: readonly { readonly name: string; readonly there: boolean }[];
}

export function lookAt({ holds }: OwnFolder, path: string): Look {
  const nothing = (problem: FolderProblem): Look => ({ path, problem, found: [] });
  if (!isAbsolute(path)) return nothing({ is: 'relative' });
  const problem = problemOf(path);
  if (problem !== null) return nothing(problem);
  const real = realpathSync(path);
  const found = holds.map((name) => ({ name, there: existsSync(join(real, name)) }));
  const isOther = found.length > 0 && found.every(({ there }) => !there);
  return { path: real, problem: isOther ? { is: 'other', lacks: holds } : null, found };
}

function problemOf(path: string): FolderProblem | null {
  try {
    if (!statSync(path).isDirectory()) return { is: 'file' };
    accessSync(path, constants.R_OK | constants.X_OK);
    return null;
  } catch (error) {
    const known = { ENOENT: 'absent', ENOTDIR: 'below-file', ELOOP: 'circle', EACCES: 'closed' } as const;
    const code = codeOf(error);
    return code in known ? { is: known[code as keyof typeof known] } : { is: 'unknown', why: String(error) };
  }
}

/** Throws Refused. */
export function openOwn(folder: OwnFolder, path: string): Workspace {
  const look = lookAt(folder, path);
  if (look.problem !== null) throw new Refused('bad_value', `${path}: ${folderWords(look.problem)}`);
  return { kind: 'mine', path: look.path };
}
