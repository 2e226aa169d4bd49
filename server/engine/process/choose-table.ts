/**
 * Which way the system tells of its processes: Linux in the files below /proc, others through `ps` and `lsof`. Whoever
 * asks for a process, its start or a port asks here; nothing else looks into /proc.
 */
import { existsSync } from 'node:fs';
import { byProc } from './by-proc.ts';
import { byPs } from './by-ps.ts';
import type { ProcessTable } from './process-table.ts';

/** GUIDEPOST_PROCESSES=ps says not to look into /proc. */
export function hasProc(): boolean {
  return process.env['GUIDEPOST_PROCESSES'] !== 'ps' && existsSync('/proc/self/stat');
}

export function processTable(): ProcessTable {
  return hasProc() ? byProc : byPs;
}
