/** Finds the bash that runs blocks, and the options that are on when it starts. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { isOlder } from '../../../src/runbook/version.ts';
import { NotStarted, asNotStarted } from '../process/index.ts';

export interface Bash {
  readonly path: string;
  /** For example `5.2.15`. */
  readonly version: string;
  /** Whether it behaves like bash 3.2: its ERR trap ignores subshells, and its `declare -p` lists no attributes. */
  readonly old: boolean;
  /** Names of `set -o` that are on. */
  readonly options: readonly string[];
  /** Names of `shopt` that are on. */
  readonly shopts: readonly string[];
}

/** Where else to look: a Homebrew bash (Apple silicon, then Intel) is newer than the one of macOS. */
const USUAL = ['/opt/homebrew/bin', '/usr/local/bin', '/bin', '/usr/bin'];

/**
 * The bash that GUIDEPOST_BASH names, else the newest one on the PATH and in the usual folders; the first if several
 * are equally new. Throws NotStarted if there is none, or none can be started.
 */
export function findBash(
  { PATH = '', GUIDEPOST_BASH: named }: { readonly [Name in 'PATH' | 'GUIDEPOST_BASH']?: string | undefined },
  usual: readonly string[] = USUAL,
): Bash {
  if (named) {
    if (isProgram(named)) return mustWork(named);
    throw new NotStarted(`GUIDEPOST_BASH is ${named}, and there is no such program: name another, or unset it.`);
  }
  const folders = [...PATH.split(delimiter).filter(isAbsolute), ...usual];
  const paths = new Map<string, string>();
  for (const path of folders.map((folder) => join(folder, 'bash')).filter(isProgram)) {
    const real = realpathSync(path);
    paths.set(real, paths.get(real) ?? path);
  }
  if (paths.size === 0) throw new NotStarted('There is no bash on the PATH: install it, then start again.');
  const all = [...paths.values()].map(attempt);
  const working = all.flatMap((one) => (one instanceof NotStarted ? [] : [one]));
  if (working.length === 0) throw all[0];
  return working.reduce((best, one) => (isOlder(best.version, one.version) ? one : best));
}

function attempt(path: string): Bash | NotStarted {
  try {
    return readBash(path);
  } catch (error) {
    const known = asNotStarted(error);
    return new NotStarted(`${path} cannot be started: ${known instanceof Error ? known.message : String(known)}`);
  }
}

function mustWork(path: string): Bash {
  const bash = attempt(path);
  if (!(bash instanceof NotStarted) && /^\d/.test(bash.version)) return bash;
  throw new NotStarted(`GUIDEPOST_BASH is ${path}, which does not work as bash: name another, or unset it.`);
}

const TOLD = 'told';
const ASKED = `echo "$BASH_VERSION"; echo "$SHELLOPTS"; shopt -s; trap 'echo ${TOLD}' ERR; (exit 1); :`;

export function readBash(path: string): Bash {
  const text = execFileSync(path, ['--noprofile', '--norc', '-c', ASKED], {
    env: {},
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
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
