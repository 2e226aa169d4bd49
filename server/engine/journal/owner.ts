/**
 * Which runner a session belongs to. It is stored as the target of a symbolic link, because a link is created in one
 * step, completely or not at all, and only where there is none.
 */
import { readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../system/error-code.ts';
import { isAlive, startOf } from '../process/index.ts';

export interface Owner {
  readonly pid: number;
  readonly start: string;
  /** The session's temporary folder; claimed before it is made. */
  readonly folder: string;
}

/** False when another runner was faster. */
export function claim(session: string, folder: string): boolean {
  return write(join(session, OWNER), folder);
}

/** What a dead runner held; until `release` nobody else gets it. Null where it lives, or another one is at it. */
export function inherit(session: string): Owner | null {
  if (!isAbandoned(session)) return null;
  const heir = join(session, HEIR);
  if (isDead(read(heir))) remove(heir);
  if (!write(heir, '')) return null;
  const owner = ownerOf(session);
  if (isDead(owner)) return owner;
  remove(heir);
  return null;
}

export function release(session: string): void {
  remove(join(session, OWNER));
  remove(join(session, HEIR));
}

/** Null when the session belongs to nobody. */
export function ownerOf(session: string): Owner | null {
  return read(join(session, OWNER));
}

/** Whether it belongs to a runner that is dead. */
export function isAbandoned(session: string): boolean {
  return isDead(ownerOf(session));
}

export function lives({ pid, start }: Owner): boolean {
  return isAlive(pid, start);
}

const OWNER = 'owner';
const HEIR = 'heir';

const isDead = (owner: Owner | null) => owner !== null && !lives(owner);

function write(path: string, folder: string): boolean {
  const owner: Owner = { pid: process.pid, start: startOf(process.pid) ?? '', folder };
  return attempt('EEXIST', () => symlinkSync(JSON.stringify(owner), path));
}

/** An owner that Guidepost did not write (a folder copied without its links, say) counts as a dead runner. */
const DEAD: Owner = { pid: 0, start: '', folder: '' };

function read(path: string): Owner | null {
  try {
    return JSON.parse(readlinkSync(path)) as Owner;
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) === 'EINVAL') return DEAD;
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function remove(path: string): void {
  attempt('ENOENT', () => unlinkSync(path));
}

/** False where it failed in the one way that was to be expected. */
function attempt(expected: string, act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (codeOf(error) === expected) return false;
    throw error;
  }
}
