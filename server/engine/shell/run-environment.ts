/** The state that a script starts with: the carried state, without the variables that are set for this run only. */
import { type Carried, type Variable, plainValue } from './carry.ts';
import type { Size } from '../process/index.ts';

export interface RunEnvironment {
  readonly from: Carried;
  readonly names: readonly string[];
  readonly state: Carried;
  readonly env: Readonly<Record<string, string>>;
}

/** How a script differs from an ordinary one: it has a terminal, or runs as if typed at one. */
interface Manner {
  readonly terminal: Size | null;
  readonly typed: boolean;
}

export const PLAIN: Manner = { terminal: null, typed: false };

export function isPlain({ terminal, typed }: Manner): boolean {
  return terminal === null && !typed;
}

export function runEnvironment(from: Carried, names: readonly string[], { terminal, typed }: Manner): RunEnvironment {
  const carried = withoutNames(from, names);
  const shown = terminal === null ? carried : forTerminal(carried);
  const state = typed ? { ...shown, options: shown.options.filter((name) => !OF_SCRIPTS.includes(name)) } : shown;
  return { from, names, state, env: splitEnvironment(state).env };
}

/** Variables that describe the page's terminal: set for a run in it, never carried on. */
const OF_THE_TERMINAL = ['TERM', 'COLUMNS', 'LINES'];

function forTerminal(state: Carried): Carried {
  const { variables } = withoutNames(state, OF_THE_TERMINAL);
  return { ...state, variables: [...variables, { name: 'TERM', flags: 'x', value: 'xterm-256color' }] };
}

/** Options that are on in every script, but not at a terminal. */
const OF_SCRIPTS = ['errexit', 'pipefail'];

/** The state that a run leaves for the next one, without what was set for that run only. */
export function leftBy({ terminal, typed }: Manner, left: Carried, before: Carried): Carried {
  const shown = terminal === null ? left : fromTerminal(left, before);
  if (!typed) return shown;
  const kept = before.options.filter((name) => OF_SCRIPTS.includes(name));
  return { ...shown, options: [...new Set([...shown.options, ...kept])] };
}

function fromTerminal(left: Carried, before: Carried): Carried {
  const kept = before.variables.filter(({ name }) => OF_THE_TERMINAL.includes(name));
  return { ...left, variables: [...withoutNames(left, OF_THE_TERMINAL).variables, ...kept] };
}

/** The values set for this run replace those that an earlier block gave to the same names. */
function withoutNames(state: Carried, names: readonly string[]): Carried {
  return { ...state, variables: state.variables.filter(({ name }) => !names.includes(name)) };
}

/** Splits the variables: plain exported ones go into the process environment, which is fastest; `rest` is declared. */
export function splitEnvironment({ variables }: Carried): { env: Record<string, string>; rest: readonly Variable[] } {
  const env: Record<string, string> = {};
  const rest: Variable[] = [];
  let size = 0;
  for (const variable of variables) {
    const value = size < LARGEST && passes(variable) ? plainValue(variable) : null;
    // A program's environment must have the very bytes, and Node writes UTF-8.
    if (value === null || value.includes('\ufffd')) rest.push(variable);
    else env[variable.name] = value;
    size += value?.length ?? 0;
  }
  return { env, rest };
}

/** What we pass in the environment at most: per value, and in total. The system has limits for both. */
const LONGEST = 4096; // bytes
const LARGEST = 256 << 10; // bytes

function passes({ name, flags, value }: Variable): boolean {
  return flags === 'x' && value !== null && value.length < LONGEST && /^[\x20-\x7e]*$/.test(value) && !isDeclared(name);
}

/**
 * Variables that must be declared: bash does not take them from its environment, or they would change how bash itself
 * starts (a locale that is not installed, a library that is preloaded).
 */
function isDeclared(name: string): boolean {
  return /^(IFS|PS4|OLDPWD|POSIXLY_CORRECT|FUNCNEST|TMOUT|ENV|BASH_\w+|LANG|LC_\w+|LD_\w+|DYLD_\w+)$/.test(name);
}
