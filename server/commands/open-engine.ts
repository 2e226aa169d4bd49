import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, type Guide, createEngine } from '../engine/index.ts';
import { UsageError } from './io.ts';
import type { Io } from './io.ts';

interface Keep {
  readonly days?: number;
  readonly bytes?: number;
}

/**
 * Opens the engine with this user's journals. With `guide`, sessions that an earlier runner left open are resumed.
 * Closed sessions beyond `keep` are removed; GUIDEPOST_KEEP_DAYS and GUIDEPOST_KEEP_MB set that for every command.
 */
export function openEngine(io: Io, guide?: (id: string) => Guide | undefined, keep: Keep = {}): Engine {
  const stateDir = stateFolder(io);
  mustBeWritable(stateDir, 'journals', 'XDG_STATE_HOME');
  mustBeWritable(tmpdir(), 'temporary files', 'TMPDIR');
  return createEngine({
    stateDir,
    env: io.env,
    os: OS,
    cwd: io.cwd,
    keep: { ...keepOf(io), ...keep },
    ...(guide ? { guide } : {}),
  });
}

/** Throws UsageError with advice. */
function mustBeWritable(folder: string, what: string, setting: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${what} cannot be kept in ${folder} (${why}); set ${setting} to a folder that can be written`,
    );
  }
}

function keepOf({ env }: Io): Keep {
  const { GUIDEPOST_KEEP_DAYS: days, GUIDEPOST_KEEP_MB: megabytes } = env;
  return {
    ...(days ? { days: readAmount('GUIDEPOST_KEEP_DAYS', days) } : {}),
    ...(megabytes ? { bytes: readAmount('GUIDEPOST_KEEP_MB', megabytes) * MB } : {}),
  };
}

export const MB = 2 ** 20;

/** Reads a number. Throws UsageError; `name` is the flag or variable that contains it. */
export function readAmount(name: string, text: string): number {
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Number(text);
  throw new UsageError(`${name} ${text} should be a number: 0 or more`);
}

export const OS: 'linux' | 'macos' = process.platform === 'darwin' ? 'macos' : 'linux';

/** The folder of the journals, as the XDG Base Directory Specification defines it. */
export function stateFolder({ env }: Io): string {
  return join(absolute(env['XDG_STATE_HOME']) ?? join(env['HOME'] || homedir(), '.local', 'state'), 'guidepost');
}

/** The folder for files that are only useful while the runner lives. */
export function runtimeFolder(io: Io): string {
  const folder = absolute(io.env['XDG_RUNTIME_DIR']);
  return folder ? join(folder, 'guidepost') : join(stateFolder(io), 'runtime');
}

/** The specification says that a relative path must be ignored. */
function absolute(path: string | undefined): string | null {
  return path?.startsWith('/') ? path : null;
}
