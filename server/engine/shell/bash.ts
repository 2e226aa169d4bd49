/** The bash that runs blocks, and the options it has before anybody changes them. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { NotStarted, asNotStarted } from '../process/index.ts';

export interface Bash {
  readonly path: string;
  /** As it says itself: `5.2.15`. */
  readonly version: string;
  /** Whether it is of the kind of 3.2, whose traps do not see a subshell and whose `declare` lists no attributes. */
  readonly old: boolean;
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

const TOLD = 'told';
const ASKED = `echo "$BASH_VERSION"; echo "$SHELLOPTS"; shopt -s; trap 'echo ${TOLD}' ERR; (exit 1); :`;

export function readBash(path: string): Bash {
  const text = execFileSync(path, ['--noprofile', '--norc', '-c', ASKED], { env: {}, encoding: 'utf8' });
  const [version = '', options = '', ...shopts] = text.trim().split('\n');
  return {
    path,
    version: version.replace(/\(.*/, ''),
    old: !shopts.includes(TOLD),
    options: options.split(':'),
    shopts: shopts.filter((line) => line !== TOLD).map((line) => line.split(/\s/)[0] ?? ''),
  };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
