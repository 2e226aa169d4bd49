import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestContext } from 'node:test';
import { COMPILE_CACHE } from '../compile-cache.ts';

const CLI = resolve(import.meta.dirname, '..', '..', 'server', 'cli.ts');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** A folder of the test's own, gone after it. */
export function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'guidepost-cli-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the real CLI in `cwd`, with a state folder of its own. */
export function start(cwd: string, ...args: readonly string[]): Started {
  return startWith({}, cwd, ...args);
}

/** The same, with these variables. */
export function startWith(more: Readonly<Record<string, string>>, cwd: string, ...args: readonly string[]): Started {
  const { npm_lifecycle_event: _, ...env } = process.env;
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: {
      ...env,
      XDG_STATE_HOME: join(cwd, 'state'),
      XDG_RUNTIME_DIR: join(cwd, 'runtime'),
      XDG_CACHE_HOME: join(cwd, 'cache'),
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<Ended>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, out, err }));
  });
  return { child, ended };
}

export function guidepost(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return start(cwd, ...args).ended;
}
