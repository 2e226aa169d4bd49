/**
 * Ends a tree of processes: TERM, a grace, KILL, until two looks in a row find nobody.
 *
 * A PID namespace would end all of it at once, and was tried as root and as a user, and not used:
 * - One per run (`unshare --pid --fork --kill-child`): `$$` is 1 in every block, `kill -9 $$` does nothing, and a daemon
 *   that a step leaves for the next one is gone with the step.
 * - One per session, entered by `nsenter` for each run, keeps all three (`$$` is 3, 4, …). But a process outside does
 *   not exist in it: `kill $(lsof -t …)` no longer frees the port that the reader's own server holds, and
 *   `kill "$(cat server.pid)"` of yesterday says that there is no such process.
 * - A user needs a user namespace for it (`--user --map-current-user`): there `su` and `sudo` gain nothing, and what is
 *   root's is shown as nobody's.
 * What it would reach, a program that clears its environment, is found by the limit it inherits (`limit-mark.ts`).
 */
import { setTimeout as delay } from 'node:timers/promises';
import { processTable } from './choose-table.ts';
import { findProcesses } from './find-processes.ts';
import type { Mark, Process } from './process-table.ts';

/** For what a step or a runner left running: it may be a database that first has to write its memory to disk. */
const GRACE = 30_000; // ms between TERM and KILL
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
    const alive = findProcesses(mark);
    empty = alive.length === 0 ? empty + 1 : 0;
    if (kill && mark.leader !== null) signal(-mark.leader, 'SIGKILL');
    const helpers = helpersAmong(alive, told);
    for (const { pid, name } of alive) {
      if (kill) signal(pid, 'SIGKILL');
      if (kill || helpers.has(pid)) continue;
      // A TERM between fork and exec is lost: a process that runs another program by now has not received it.
      if (told.get(pid) !== name) end(pid);
      told.set(pid, name);
    }
  }
}

/** What a process has started to clean up since it received TERM: it is left alone while that process lives. */
export function helpersAmong(
  alive: readonly Pick<Process, 'pid' | 'parent'>[],
  told: ReadonlyMap<number, string>,
): ReadonlySet<number> {
  const living = new Set(alive.map(({ pid }) => pid));
  const helpers = new Set<number>();
  const helps = (parent: number) => living.has(parent) && (told.has(parent) || helpers.has(parent));
  for (let before = -1; before < helpers.size;) {
    before = helpers.size;
    for (const { pid, parent } of alive) if (!told.has(pid) && helps(parent)) helpers.add(pid);
  }
  return helpers;
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
    return processTable().startOf(pid);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.code === 'EPERM' ? 'alive' : null;
    throw error;
  }
}
