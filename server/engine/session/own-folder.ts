/** Inspects the reader's own folder before a session opens in it: only whether it, and what should be in it, exists. */
import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { OwnFolder, Workspace } from '../../../src/runbook/model.ts';
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
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info) return nothing('This folder does not exist.');
  if (!info.isDirectory()) return nothing('This is not a folder.');
  const real = realpathSync(path);
  const found = holds.map((name) => ({
    name,
    there: statSync(join(real, name), { throwIfNoEntry: false }) !== undefined,
  }));
  const isOther = found.length > 0 && found.every(({ there }) => !there);
  const problem = isOther ? `This is not the project: there is no ${holds.join(', no ')} in it.` : null;
  return { path: real, problem, found };
}

/** Throws Refused. */
export function openOwn(folder: OwnFolder, path: string): Workspace {
  const look = lookAt(folder, path);
  if (look.problem !== null) throw new Refused('bad_value', `${path}: ${look.problem}`);
  return { kind: 'mine', path: look.path };
}
