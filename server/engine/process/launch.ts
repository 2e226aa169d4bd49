/** Starts one program, in the runner or in its launcher (`launcher.ts`). Its output goes to files named by path. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync } from 'node:fs';

export interface Order {
  readonly path: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Its descriptors, from 0 on; a path that stands there twice is opened once. */
  readonly stdio: readonly ('ignore' | 'pipe' | Opened)[];
}

export interface Opened {
  readonly path: string;
  readonly access: 'write' | 'both';
}

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface Launched {
  readonly pid: number;
  readonly exited: Promise<Exit>;
}

/** Starts it in a process session of its own, without a terminal. Rejects with the system's error. */
export async function launch({ path, args, cwd, env, stdio }: Order): Promise<Launched> {
  const open = new Map<string, number>();
  try {
    for (const end of stdio) {
      if (typeof end === 'string' || open.has(end.path)) continue;
      open.set(end.path, openEnd(end));
    }
    const ends = stdio.map((end) => (typeof end === 'string' ? end : open.get(end.path)));
    const child = spawn(path, args, { cwd, env, detached: true, stdio: ends });
    const exited = new Promise<Exit>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    if (child.pid === undefined) throw (await once(child, 'error'))[0];
    return { pid: child.pid, exited };
  } finally {
    for (const descriptor of open.values()) closeSync(descriptor);
  }
}

/**
 * A pipe without a reader, because the runner has died, would block who opens it to write; so it is opened for both
 * first, which never blocks.
 */
function openEnd({ path, access }: Opened): number {
  const both = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  if (access === 'both') return both;
  try {
    return openSync(path, constants.O_WRONLY);
  } finally {
    closeSync(both);
  }
}
