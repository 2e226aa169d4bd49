/** Which runner a session belongs to. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, startOf } from './processes.ts';

export interface Owner {
  readonly pid: number;
  readonly start: string;
  /** The session's temporary folder. */
  readonly folder: string;
}

/** False when another runner was faster. */
export function claim(session: string, folder: string): boolean {
  const owner: Owner = { pid: process.pid, start: startOf(process.pid) ?? '', folder };
  try {
    writeFileSync(join(session, OWNER), JSON.stringify(owner), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

export function release(session: string): void {
  rmSync(join(session, OWNER), { force: true });
}

/** Null when the session belongs to nobody. */
export function ownerOf(session: string): Owner | null {
  try {
    return JSON.parse(readFileSync(join(session, OWNER), 'utf8')) as Owner;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    // Torn by a crash: as good as dead.
    return { pid: 0, start: '', folder: '' };
  }
}

export function lives({ pid, start }: Owner): boolean {
  return pid > 0 && isAlive(pid, start);
}

const OWNER = 'owner';
