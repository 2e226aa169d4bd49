/**
 * Ends a tree of processes: sends TERM, waits, sends KILL, until two searches in a row find no process.
 *
 * A PID namespace would end all of it at once. It was tried, as root and as a user, and rejected:
 * - One per run (`unshare --pid --fork --kill-child`): `$$` is 1 in every block, `kill -9 $$` does nothing, and a
 *   daemon that a step starts for the next one ends with the step.
 * - One per session, entered by `nsenter` for each run, has none of these faults (`$$` is 3, 4, …). But no process
 *   outside can be seen from inside: `kill $(lsof -t …)` no longer frees a port that the reader's own server holds, and
 *   `kill "$(cat server.pid)"` fails for a server started yesterday.
 * - Without root it needs a user namespace (`--user --map-current-user`), in which `su` and `sudo` do not work, and
 *   root's files appear to belong to nobody.
 * A program that clears its environment, which a namespace would catch, is found by its limit (`limit-mark.ts`).
 */
import { setTimeout as delay } from 'node:timers/promises';
import { processTable } from './choose-table.ts';
import { findProcesses } from './find-processes.ts';
import type { Mark, Process } from './process-table.ts';

/** How long programs may take to end: one may be a database that has to write its memory to disk first. */
const GRACE = 30_000; // ms between TERM and KILL
const PATIENCE = 5000; // ms after the first KILL; what then still lives cannot be killed (another user's) and is left
const LOOK = 25; // ms between two searches

/** Resolves once no process is left. `grace`: ms between TERM and KILL; 0 kills at once. */
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
      // A TERM between fork and exec is lost, so a process that now runs another program gets it again.
      if (told.get(pid) !== name) end(pid);
      told.set(pid, name);
    }
  }
}

/** The processes that others have started to clean up since they received TERM; they get no TERM while those live. */
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

/** CONT after TERM, because a stopped process does not receive TERM until it continues. */
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

/** Whether this very process is still alive: process ids are reused, so its start time is compared as well. */
export function isAlive(pid: number, start: string): boolean {
  return startOf(pid) === start;
}

/** When a process started, in the system's own notation; null if there is none. */
export function startOf(pid: number): string | null {
  try {
    return processTable().startOf(pid);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.code === 'EPERM' ? 'alive' : null;
    throw error;
  }
}
