/**
 * Reports that a signal (`kill -STOP`) has paused a program of a run, which would otherwise seem to run until it times
 * out. The system tells only the program's parent, so processes are checked, less and less often, while nothing is
 * printed. In a terminal only the leader counts: the reader may pause a job there with a key.
 */
import { basename } from 'node:path';
import { findProcesses } from './find-processes.ts';
import type { Mark } from './process-table.ts';

export interface Paused {
  readonly pid: number;
  readonly name: string;
}

export interface PauseWatch {
  /** To be called when something was printed; does nothing after `stop`. */
  heard(): void;
  stop(): void;
}

const FIRST = 1000; // ms without output before the first check
const SELDOM = 60_000; // ms between two checks at most

/** `tell` is called whenever this changes; with null when no program is paused any longer. */
export function watchPaused(mark: Mark, isTerminal: boolean, tell: (paused: Paused | null) => void): PauseWatch {
  let known: number | null = null;
  let wait = FIRST;
  let timer: NodeJS.Timeout | null = setTimeout(look, wait);

  function look() {
    const counts = (pid: number) => !isTerminal || pid === mark.leader;
    // Without its pipes: where there is no /proc, `lsof` would be asked, which is slow and blocks the runner.
    const paused = findProcesses({ ...mark, pipes: [] }).find((one) => one.paused && counts(one.pid));
    if ((paused?.pid ?? null) !== known) tell(paused ? { pid: paused.pid, name: basename(paused.name) } : null);
    known = paused?.pid ?? null;
    wait = known === null ? Math.min(2 * wait, SELDOM) : FIRST;
    timer = setTimeout(look, wait);
  }

  return {
    heard() {
      if (timer === null || known !== null) return;
      if (wait === FIRST) return void timer.refresh();
      clearTimeout(timer);
      timer = setTimeout(look, (wait = FIRST));
    },
    stop() {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
