/** The reader's own folder for a guide: looked at before a session begins in it. Nothing in it is read or changed. */
import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { OwnFolder, Workspace } from '../../../src/runbook/model.ts';
import { Refused } from './types.ts';

interface Look {
  /** Absolute, as the system calls it; as it was given where it is not there. */
  readonly path: string;
  /** Why no session can begin in it; null where one can. */
  readonly problem: string | null;
  /** What the guide expects in it, and whether that is there. */
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
