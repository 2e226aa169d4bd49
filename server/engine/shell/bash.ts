/** The bash that runs blocks, and the options it has before anybody changes them. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { NotStarted, asNotStarted } from '../process/index.ts';

export interface Bash {
  readonly path: string;
  /** Names of `set -o` that are on. */
  readonly options: readonly string[];
  /** Names of `shopt` that are on. */
  readonly shopts: readonly string[];
}

/** The first on the PATH. Throws NotStarted where there is none, or none can be started. */
export function findBash(path: string): Bash {
  for (const folder of [...path.split(delimiter), '/bin', '/usr/bin']) {
    const found = join(folder, 'bash');
    if (isProgram(found)) return tried(found);
  }
  throw new NotStarted('There is no bash on the PATH: install it, then start again.');
}

function tried(path: string): Bash {
  try {
    return readBash(path);
  } catch (error) {
    const known = asNotStarted(error);
    throw known instanceof NotStarted ? new NotStarted(`${path} cannot be started: ${known.message}`) : error;
  }
}

export function readBash(path: string): Bash {
  const text = execFileSync(path, ['--noprofile', '--norc', '-c', 'echo "$SHELLOPTS"; shopt -s'], {
    env: {},
    encoding: 'utf8',
  });
  const [options = '', ...shopts] = text.trim().split('\n');
  return { path, options: options.split(':'), shopts: shopts.map((line) => line.split(/\s/)[0] ?? '') };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
