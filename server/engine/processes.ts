/**
 * Ends a tree of processes: TERM, three seconds, KILL, until two looks in a row find nobody.
 *
 * A PID namespace per run was tried and dropped: in it `$$` is 1 in every block, TERM and `kill -9 $$` do not reach the
 * leading bash, `kill $(lsof -t …)` takes the numbers of another namespace, and the daemons that a step starts for the
 * next ones end with the step. What remains out of reach is a program that clears its environment, leaves the session,
 * leaves its parent and closes its output before anyone looks.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Mark, findMarked } from './marks.ts';

const GRACE = 3000; // ms between TERM and KILL
const PATIENCE = 5000; // ms after which one that may not be killed (another user's) is left alone
const LOOK = 25; // ms between two looks at who is left

/** Resolves once nobody is left. `grace` 0 kills at once. */
export async function stopTree(mark: Mark, grace = GRACE): Promise<void> {
  const told = new Map<number, string>();
  const deadline = performance.now() + grace;
  let empty = 0;
  for (let pass = 0; empty < 2 && performance.now() < deadline + PATIENCE; pass += 1) {
    if (pass > 0) await delay(LOOK);
    const kill = performance.now() >= deadline;
    const alive = findMarked(mark);
    empty = alive.length === 0 ? empty + 1 : 0;
    if (kill && mark.leader !== null) signal(-mark.leader, 'SIGKILL');
    for (const { pid, name } of alive) {
      // A TERM between fork and exec is lost: who runs another program by now has not heard it.
      if (kill) signal(pid, 'SIGKILL');
      else if (told.get(pid) !== name) end(pid);
      told.set(pid, name);
    }
  }
}

/** A stopped process does not see TERM until it continues. */
function end(pid: number): void {
  signal(pid, 'SIGTERM');
  signal(pid, 'SIGCONT');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM'))) throw error;
  }
}

/** Whether this very process still lives: ids are used again, starting times are not. */
export function isAlive(pid: number, start: string): boolean {
  return startOf(pid) === start;
}

/** When a process started, as its system counts; null when there is none. */
export function startOf(pid: number): string | null {
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0) ? 'alive' : null;
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.code === 'EPERM' ? 'alive' : null;
    throw error;
  }
}
