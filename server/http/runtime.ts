/**
 * What other commands of this user may know of a running server: one 0600 file a port in a 0700 folder, with the
 * links that hold its keys. It goes with the process. Who wants the keys replaced lays a request beside it: a signal
 * could hit a stranger that inherited the process id, and there is no POST.
 */
import { constants, mkdirSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import { chmodSync, renameSync, lstatSync } from 'node:fs';
import { join } from 'node:path';

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
    if (!exists(request)) return;
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

/** The runners whose process lives. */
export function findRunners(folder: string): Runner[] {
  if (!exists(folder)) return [];
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

/** Only its owner may enter. Throws when the folder belongs to somebody else: then its files are not ours to trust. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = lstatSync(folder);
  if (process.getuid && uid !== process.getuid()) throw new Error(`${folder} belongs to another user`);
  chmodSync(folder, 0o700);
}

/** In one step, so that nobody reads half of it; never through a link that somebody laid there. */
export function writePrivate(file: string, text: string): void {
  const draft = `${file}.${process.pid}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  renameSync(draft, file);
}

/** Null when it is not there. Throws when it is a link. */
export function readPrivate(file: string): string | null {
  if (!exists(file)) return null;
  return readFileSync(file, { encoding: 'utf8', flag: constants.O_RDONLY | constants.O_NOFOLLOW });
}

function readRunner(file: string): Runner | null {
  try {
    // Our own file, 0600 in a folder that nobody else may enter.
    return JSON.parse(readPrivate(file) ?? 'null') as Runner | null;
  } catch {
    return null; // it went while we looked
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
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
