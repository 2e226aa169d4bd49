/**
 * Makes the workspace of a practice session: a copy of the guide's practice folder. The session only copies the folder
 * and finds free ports; everything else to set up is ordinary blocks in `<Only in="practice">`, which the reader sees
 * and runs like any other.
 */
import { cp, mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { isAbsolute, join, resolve } from 'node:path';
import type { Input, Practice, Workspace } from '../../../src/runbook/model.ts';
import { type Guide, Refused } from './types.ts';

/** Copies the practice folder to `path`, which no other user can read. Throws Refused. */
export async function openPractice({ runbook, folder }: Guide, path: string): Promise<Workspace> {
  if (!runbook.practice) throw new Refused('failed', `The guide ${runbook.id} has no practice workspace.`);
  const from = join(folder, runbook.practice.folder);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await cp(from, path, { recursive: true, verbatimSymlinks: true });
  } catch (error) {
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
    const why = error instanceof Error ? error.message : String(error);
    throw new Refused('failed', `The practice folder ${from} cannot be copied: ${why}`);
  }
  return { kind: 'practice', path };
}

export function removePractice(workspace: Workspace): Promise<void> {
  return rm(workspace.path, { recursive: true, force: true, maxRetries: 3 });
}

/** The inputs that a practice session sets itself: `free-port` is replaced by one; paths are resolved in the copy. */
export async function practiceInputs(
  practice: Practice,
  inputs: readonly Input[],
  path: string,
): Promise<Record<string, string>> {
  const types = new Map(inputs.map(({ name, type }) => [name, type]));
  const wanted = Object.entries(practice.inputs);
  const ports = await freePorts(wanted.filter(([, value]) => value === 'free-port').length);
  return Object.fromEntries(
    wanted.map(([name, value]) => {
      if (value === 'free-port') return [name, String(ports.shift())];
      return [name, types.get(name) === 'path' && !isAbsolute(value) ? resolve(path, value) : value];
    }),
  );
}

/** All ports are held until the last one is found, so that no two are the same. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  await Promise.all(servers.map(({ close }) => close()));
  return servers.map(({ port }) => port);
}

function listen(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer();
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      done({ port, close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}
