/**
 * A mark that stays on a process when its environment is cleared: the soft limit of real-time CPU time (RLIMIT_RTTIME),
 * set to a number that identifies the run and is too large ever to limit anything. Every child inherits it, and Linux
 * shows it for every process. A bash before 5.1 cannot set it and has no such mark.
 *
 * A PID namespace would reach such a process too, but it hides the reader's own processes from `kill` and `lsof`, stops
 * `sudo` from working for ordinary users, and ends the daemons that a step starts for later steps.
 */
import { createHash } from 'node:crypto';

/** The limit for a run's processes, in microseconds: 32 bits identify the session, 30 the run. */
export function limitOf(session: string, run: string): string {
  return String(firstOf(session) + BigInt(number(run) >>> 2));
}

/** Whether a limit, as /proc/PID/limits shows it, was set by this run; with `run` null, by any run of the session. */
export function isLimitOf(limit: string, session: string, run: string | null): boolean {
  if (run !== null) return limit === limitOf(session, run);
  return /^\d+$/.test(limit) && BigInt(limit) >> RUN === firstOf(session) >> RUN;
}

const RUN = 30n; // bits
const BEYOND = 1n << 62n; // 146,000 years

function firstOf(session: string): bigint {
  return BEYOND + (BigInt(number(session)) << RUN);
}

function number(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE();
}
