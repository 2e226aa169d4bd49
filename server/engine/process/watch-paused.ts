/**
 * Tells that a program of a run is paused by a signal (`kill -STOP`): it would seem to run, silently, until its time is
 * over. The system announces this to its parent alone, so it is looked for, more and more seldom, while nothing is
 * printed. In a terminal the reader may pause a job with a key and sees that there: only the leader counts.
 */
import { basename } from 'node:path';
import { findProcesses } from './find-processes.ts';
import type { Mark } from './process-table.ts';

export interface Paused {
  readonly pid: number;
  readonly name: string;
}

export interface PauseWatch {
  /** Something was printed. */
  heard(): void;
  stop(): void;
}

const FIRST = 1000; // ms of silence before the first look
const SELDOM = 60_000; // ms between two looks at most

/** `tell` is called when this changes; null: nothing is paused any more. */
export function watchPaused(mark: Mark, isTerminal: boolean, tell: (paused: Paused | null) => void): PauseWatch {
  let known: number | null = null;
  let wait = FIRST;
  let timer = setTimeout(look, wait);

  function look() {
    const counts = (pid: number) => !isTerminal || pid === mark.leader;
    const paused = findProcesses(mark).find((one) => one.paused && counts(one.pid));
    if ((paused?.pid ?? null) !== known) tell(paused ? { pid: paused.pid, name: basename(paused.name) } : null);
    known = paused?.pid ?? null;
    wait = known === null ? Math.min(2 * wait, SELDOM) : FIRST;
    timer = setTimeout(look, wait);
  }

  return {
    heard() {
      if (known !== null) return;
      if (wait === FIRST) return void timer.refresh();
      clearTimeout(timer);
      timer = setTimeout(look, (wait = FIRST));
    },
    stop: () => clearTimeout(timer),
  };
}
