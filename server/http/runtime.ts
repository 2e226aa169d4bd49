/**
 * What other commands of this user may know of a running server: one 0600 file a port in a 0700 folder, with the
 * links that hold its keys. It goes with the process. Who wants the keys replaced lays a request beside it: a signal
 * could hit a stranger that inherited the process id, and there is no POST.
 */
import { existsSync, readdirSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, readPrivate, writePrivate } from '../system/private-folder.ts';

export interface Runner {
  readonly pid: number;
  readonly port: number;
  /** By origin: the address with the key in its fragment. */
  readonly links: Readonly<Record<string, string>>;
}

export interface Published {
  update(runner: Runner): void;
  remove(): void;
}

/** `onRotate` when somebody asks for new keys; `update` then tells them that it is done. */
export function publish(folder: string, runner: Runner, onRotate: () => void): Published {
  makePrivateFolder(folder);
  const request = requestFile(folder, runner.port);
  rmSync(request, { force: true });
  writePrivate(runnerFile(folder, runner.port), JSON.stringify(runner));
  const watcher = watch(folder, () => {
    if (!existsSync(request)) return;
    rmSync(request, { force: true });
    onRotate();
  });
  watcher.unref();
  return {
    update: (next) => writePrivate(runnerFile(folder, next.port), JSON.stringify(next)),
    remove() {
      watcher.close();
      for (const file of [request, runnerFile(folder, runner.port)]) rmSync(file, { force: true });
    },
  };
}

/** Where a runner keeps what lets its pages in again; it outlives the process. */
export function resumeFile(folder: string, port: number) {
  const file = join(folder, `resume-${port}.json`);
  makePrivateFolder(folder);
  return { read: () => readPrivate(file), write: (text: string) => writePrivate(file, text) };
}

/** The runners whose process lives. */
export function findRunners(folder: string): Runner[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^runner-\d+\.json$/.test(name))
    .flatMap((name) => readRunner(join(folder, name)) ?? [])
    .filter(({ pid }) => isAlive(pid));
}

/** Asks the runner for new keys and resolves with what it has published then; null when it has not answered in time. */
export function requestRotation(folder: string, runner: Runner, within: number): Promise<Runner | null> {
  const file = runnerFile(folder, runner.port);
  const before = JSON.stringify(runner.links);
  return new Promise((resolve) => {
    const finish = (result: Runner | null) => {
      clearTimeout(timer);
      watcher.close();
      if (result === null) rmSync(requestFile(folder, runner.port), { force: true });
      resolve(result);
    };
    const timer = setTimeout(() => finish(null), within);
    const watcher = watch(folder, () => {
      const now = readRunner(file);
      if (now && JSON.stringify(now.links) !== before) finish(now);
    });
    writePrivate(requestFile(folder, runner.port), '');
  });
}

function readRunner(file: string): Runner | null {
  try {
    // Our own file, 0600 in a folder that nobody else may enter.
    return JSON.parse(readPrivate(file) ?? 'null') as Runner | null;
  } catch {
    return null; // it went while we looked
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function runnerFile(folder: string, port: number): string {
  return join(folder, `runner-${port}.json`);
}

function requestFile(folder: string, port: number): string {
  return join(folder, `rotate-${port}`);
}
