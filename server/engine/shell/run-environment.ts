/** What a script finds: the carried state without what is set for this run only. */
import type { Carried } from './carry.ts';
import { splitEnvironment } from './prelude.ts';
import type { Size } from '../process/index.ts';

export interface RunEnvironment {
  readonly from: Carried;
  readonly names: readonly string[];
  readonly state: Carried;
  readonly env: Readonly<Record<string, string>>;
}

export function runEnvironment(from: Carried, names: readonly string[], terminal: Size | null): RunEnvironment {
  const carried = withoutNames(from, names);
  const state = terminal === null ? carried : forTerminal(carried);
  return { from, names, state, env: splitEnvironment(state).env };
}

/** What a terminal's run finds of its own, and leaves to nobody: kind and size of the page's terminal. */
const OF_THE_TERMINAL = ['TERM', 'COLUMNS', 'LINES'];

function forTerminal(state: Carried): Carried {
  const { variables } = withoutNames(state, OF_THE_TERMINAL);
  return { ...state, variables: [...variables, { name: 'TERM', flags: 'x', value: 'xterm-256color' }] };
}

/** What a run in a terminal has left. */
export function fromTerminal(left: Carried, before: Carried): Carried {
  const kept = before.variables.filter(({ name }) => OF_THE_TERMINAL.includes(name));
  return { ...left, variables: [...withoutNames(left, OF_THE_TERMINAL).variables, ...kept] };
}

/** What is set for this run only counts, whatever a block has made of it before. */
function withoutNames(state: Carried, names: readonly string[]): Carried {
  return { ...state, variables: state.variables.filter(({ name }) => !names.includes(name)) };
}
