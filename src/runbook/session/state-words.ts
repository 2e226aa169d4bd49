/** The words for states, so that page, terminal and reports use the same ones. */
import type { RunView, Status } from './view.ts';

/** A state as shown: `stale` is a passed step that is out of date, `undone` one that was undone. */
export type Shown = Status | 'stale' | 'undone';

interface StateWords {
  /** The label; in lower case within a sentence or a table. */
  readonly label: string;
  /** To be read after a step's name: "Start the server was stopped". */
  readonly clause: string;
}

export const STATES: Readonly<Record<Shown, StateWords>> = {
  idle: { label: 'Not run', clause: 'has not run' },
  queued: { label: 'Queued', clause: 'is queued' },
  running: { label: 'Running', clause: 'is still running' },
  ready: { label: 'Ready', clause: 'is ready' },
  passed: { label: 'Passed', clause: 'passed' },
  warning: { label: 'Warning', clause: 'passed with a warning' },
  failed: { label: 'Failed', clause: 'failed' },
  cancelled: { label: 'Stopped', clause: 'was stopped' },
  interrupted: { label: 'Interrupted', clause: 'was interrupted' },
  lost: { label: 'Was running when the connection was lost', clause: 'was running when the connection was lost' },
  stale: { label: 'Out of date', clause: 'is out of date' },
  undone: { label: 'Undone', clause: 'was undone' },
};

/** The label of a state. A run that was lost before it started gets a label that says so. */
export function labelOf(state: Shown, run: RunView | undefined): string {
  const { label } = STATES[state];
  return state === 'lost' && run?.startedAt === null ? label.replace('running', 'queued') : label;
}
