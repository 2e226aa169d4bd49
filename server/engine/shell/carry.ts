/**
 * What one block leaves for the next. Values stay in bash's own quoting, latin1, one character per byte, so that none is
 * damaged on the way. A read-only variable comes back writable (a block may be run again), and what bash or Guidepost
 * owns does not come back at all.
 */
import type { Bash } from './bash.ts';
import { quote, toBytes, toText } from './quoting.ts';

export interface Carried {
  readonly variables: readonly Variable[];
  readonly functions: string;
  readonly exportedFunctions: readonly string[];
  readonly aliases: string;
  /** Names of `shopt` and of `set -o` that are on. */
  readonly shopts: readonly string[];
  readonly options: readonly string[];
  /** Builtins that `enable -n` has turned off. */
  readonly disabled: readonly string[];
  /** Null: as bash was started with. */
  readonly umask: string | null;
  /** `$1` and on, in bash's quoting. */
  readonly positional: string;
  /** What `pushd` has stacked below the directory, in bash's quoting. */
  readonly stack: readonly string[];
  /** Null: the home of the session, wherever that is by then. */
  readonly directory: string | null;
}

export interface Variable {
  readonly name: string;
  /** The letters after `declare -`, without `r`. */
  readonly flags: string;
  /** In bash's quoting; null when declared without a value. */
  readonly value: string | null;
}

/** The environment of the first block. Aliases work, as they do for somebody who types. */
export function initialState(env: Readonly<Record<string, string>>, { shopts, options }: Bash): Carried {
  const variables = Object.entries(env)
    .filter(([name]) => isName(name) && !isInternal(name))
    .map(([name, value]) => ({ name, flags: 'x', value: quote(toBytes(value)) }));
  return {
    variables,
    functions: '',
    exportedFunctions: [],
    aliases: '',
    shopts: [...shopts, 'expand_aliases'],
    options: [...options, 'errexit', 'pipefail'],
    disabled: [],
    umask: null,
    positional: '',
    stack: [],
    directory: null,
  };
}

/** Whether a name can be a variable of bash; others only pass through the process environment. */
export function isName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** The plain value of a scalar, as a program would see it; null for arrays and what is declared without a value. */
export function plainValue({ flags, value }: Variable): string | null {
  return value === null || /[aA]/.test(flags) ? null : toText(value);
}

const OWN_TO_BASH =
  'BASH BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_ARGV0 BASH_CMDS BASH_COMMAND BASH_EXECUTION_STRING ' +
  'BASH_LINENO BASH_MONOSECONDS BASH_REMATCH BASH_SOURCE BASH_SUBSHELL BASH_TRAPSIG BASH_VERSINFO BASH_VERSION ' +
  'BASH_XTRACEFD COMP_WORDBREAKS DIRSTACK EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HISTCMD LINENO OPTERR OPTIND ' +
  'PIPESTATUS PPID PWD RANDOM SECONDS SHELLOPTS SHLVL SRANDOM UID _';

const INTERNAL = new Set([
  ...OWN_TO_BASH.split(' '),
  ...['SESSION', 'RUN', 'LIMIT', 'NOTE'].map((name) => `GUIDEPOST_${name}`),
]);

/** Whether bash or Guidepost gives it, so that it is never carried. */
export function isInternal(name: string): boolean {
  return INTERNAL.has(name) || name.startsWith('__guidepost');
}
