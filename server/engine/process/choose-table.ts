/**
 * Chooses how the process table is read: on Linux from /proc, elsewhere with `ps` and `lsof`. Everything that asks for
 * a process, its start time or a port goes through here; nothing else reads /proc.
 */
import { existsSync } from 'node:fs';
import { byProc } from './by-proc.ts';
import { byPs } from './by-ps.ts';
import type { ProcessTable } from './process-table.ts';

/** False also with GUIDEPOST_PROCESSES=ps, which makes Linux use `ps` and `lsof`. */
export function hasProc(): boolean {
  return process.env['GUIDEPOST_PROCESSES'] !== 'ps' && existsSync('/proc/self/stat');
}

export function processTable(): ProcessTable {
  return hasProc() ? byProc : byPs;
}
