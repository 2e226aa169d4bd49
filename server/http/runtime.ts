/**
 * Tells other commands of this user about a running server: one file per port (0600, in a 0700 folder) with the links
 * that contain its keys. It is removed when the process ends. `guidepost rotate` asks for new keys by a file next to
 * it: a signal could reach another process that was given the same id, and the server takes no POST.
 */
import { existsSync, readdirSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../system/is-alive.ts';
import { makePrivateFolder, readPrivate, writePrivate } from '../system/private-folder.ts';

export interface Runner {
  readonly pid: number;
  readonly port: number;
  /** The address with the key in its fragment, by origin. */
  readonly links: Readonly<Record<string, string>>;
}

export interface Published {
  update(runner: Runner): void;
  remove(): void;
}

/** `onRotate` is called when another command asks for new keys; `update` then publishes them. */
export function publish(folder: string, runner: Runner, onRotate: () => void): Published {
  makePrivateFolder(folder);
  const request = requestFile(folder, runner.port);
  rmSync(request, { recursive: true, force: true });
  writePrivate(runnerFile(folder, runner.port), JSON.stringify(runner));
  const watcher = watch(folder, () => {
    if (!existsSync(request)) return;
    rmSync(request, { recursive: true, force: true });
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

/** The file of the secrets with which pages connect again (`gate/resume.ts`); it outlives the process. */
export function resumeFile(folder: string, port: number) {
  const file = join(folder, `resume-${port}.json`);
  makePrivateFolder(folder);
  return { read: () => readPrivate(file), write: (text: string) => writePrivate(file, text) };
}

/** The runners whose process is alive. */
export function findRunners(folder: string): Runner[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^runner-\d+\.json$/.test(name))
    .flatMap((name) => readRunner(join(folder, name)) ?? [])
    .filter(({ pid }) => isAlive(pid));
}

/** Asks a runner for new keys. Resolves with what it then publishes; null if it does not answer within `within` ms. */
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

function isRunner(found: Partial<Runner> | null): found is Runner {
  return Boolean(found?.pid && found.port && found.links);
}

function readRunner(file: string): Runner | null {
  try {
    // The file is ours (0600), in a folder that no other user can enter; another version may have written it.
    const found = JSON.parse(readPrivate(file) ?? 'null') as Partial<Runner> | null;
    return isRunner(found) ? found : null;
  } catch {
    return null; // it was removed or rewritten while we read it
  }
}

function runnerFile(folder: string, port: number): string {
  return join(folder, `runner-${port}.json`);
}

function requestFile(folder: string, port: number): string {
  return join(folder, `rotate-${port}`);
}
