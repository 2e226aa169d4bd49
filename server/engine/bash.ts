/** The bash that runs blocks, and the options it has before anybody changes them. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Bash {
  readonly path: string;
  /** Names of `set -o` that are on. */
  readonly options: readonly string[];
  /** Names of `shopt` that are on. */
  readonly shopts: readonly string[];
}

/** The first on the PATH. Throws where there is none. */
export function findBash(path: string): Bash {
  for (const folder of [...path.split(delimiter), '/bin', '/usr/bin']) {
    const found = join(folder, 'bash');
    if (isProgram(found)) return readBash(found);
  }
  throw new Error('There is no bash on the PATH: install it, then start again.');
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
