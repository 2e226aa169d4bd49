import { homedir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../engine/engine.ts';
import type { Engine, Guide } from '../engine/types.ts';
import type { Io } from './io.ts';

/** The engine over the journals of this user. With `guide`, sessions that an earlier runner left open go on. */
export function openEngine(io: Io, guide?: (id: string) => Guide | undefined): Engine {
  const settings = { stateDir: stateFolder(io), env: io.env, os: OS, cwd: io.cwd };
  return createEngine(guide ? { ...settings, guide } : settings);
}

export const OS: 'linux' | 'macos' = process.platform === 'darwin' ? 'macos' : 'linux';

/** Where journals stand; the XDG Base Directory Specification says so. */
export function stateFolder({ env }: Io): string {
  return join(absolute(env['XDG_STATE_HOME']) ?? join(env['HOME'] || homedir(), '.local', 'state'), 'guidepost');
}

/** Where what dies with the runner stands. */
export function runtimeFolder(io: Io): string {
  const folder = absolute(io.env['XDG_RUNTIME_DIR']);
  return folder ? join(folder, 'guidepost') : join(stateFolder(io), 'runtime');
}

/** The specification: a path that is not absolute is to be ignored. */
function absolute(path: string | undefined): string | null {
  return path?.startsWith('/') ? path : null;
}
