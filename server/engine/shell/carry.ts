/**
 * The shell state that one block leaves for the next. Values stay in bash's own quoting, as latin1 text with one
 * character per byte, so that none is damaged. A read-only variable becomes writable, because a block may be run again.
 * Variables that bash or Guidepost sets itself are not carried.
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
  /** Builtins that `enable -n` turned off. */
  readonly disabled: readonly string[];
  /** Null: the one that bash was started with. */
  readonly umask: string | null;
  /** `$1`, `$2` and so on, in bash's quoting. */
  readonly positional: string;
  /** The directories that `pushd` has stacked below the current one, in bash's quoting. */
  readonly stack: readonly string[];
  /** Null: the session's home at the time of the next run. */
  readonly directory: string | null;
}

export interface Variable {
  readonly name: string;
  /** The letters after `declare -`, without `r`. */
  readonly flags: string;
  /** In bash's quoting; null if declared without a value. */
  readonly value: string | null;
}

/** The state for the first block. Aliases are expanded, as at a terminal. */
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

/** Whether bash can have a variable of this name. Other names are only passed through the process environment. */
export function isName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** The value of a scalar, as a program would see it; null for an array, and for a variable without a value. */
export function plainValue({ flags, value }: Variable): string | null {
  return value === null || /[aA]/.test(flags) ? null : toText(value);
}

const OWN_TO_BASH =
  'BASH BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_ARGV0 BASH_CMDS BASH_COMMAND BASH_EXECUTION_STRING ' +
  'BASH_LINENO BASH_MONOSECONDS BASH_REMATCH BASH_SOURCE BASH_SUBSHELL BASH_TRAPSIG BASH_VERSINFO BASH_VERSION ' +
  'BASH_XTRACEFD COMP_WORDBREAKS DIRSTACK EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HISTCMD LINENO ' +
  'PIPESTATUS PPID PWD RANDOM SECONDS SHELLOPTS SHLVL SRANDOM UID _';

const INTERNAL = new Set([
  ...OWN_TO_BASH.split(' '),
  ...['SESSION', 'RUN', 'LIMIT', 'NOTE', 'TRACE'].map((name) => `GUIDEPOST_${name}`),
]);

/** Whether bash or Guidepost sets this variable itself; it is then never carried. */
export function isInternal(name: string): boolean {
  return INTERNAL.has(name) || name.startsWith('__guidepost');
}
