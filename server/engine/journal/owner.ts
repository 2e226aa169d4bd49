/**
 * Which runner a session belongs to, stored as the target of a symbolic link: creating a link is atomic, and fails if
 * there is one already.
 */
import { readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../system/error-code.ts';
import { isAlive, startOf } from '../process/index.ts';

export interface Owner {
  readonly pid: number;
  readonly start: string;
  /** The path of the session's temporary folder, stored before the folder is made. */
  readonly folder: string;
}

/** Makes this runner the owner; false if another one was faster. */
export function claim(session: string, folder: string): boolean {
  return write(join(session, OWNER), folder);
}

/**
 * Takes a session over from a dead runner, and returns that owner; until `release` no other runner can take it. Null if
 * the owner lives, or another runner is taking the session over.
 */
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

/** Null if no runner owns the session. */
export function ownerOf(session: string): Owner | null {
  return read(join(session, OWNER));
}

/** Whether the session's owner is dead. */
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
  rmSync(path, { recursive: true, force: true }); // of a link, only the link
}

/** False if `act` failed with the expected error code; any other error is thrown. */
function attempt(expected: string, act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (codeOf(error) === expected) return false;
    throw error;
  }
}
