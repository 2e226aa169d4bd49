/**
 * `npm start`, from the command to a page's socket that is let in, against `astro build` of the same site alone: where
 * the site has to be built, and where it was. In turn: a bare build empties the output, so that the start after it has
 * to build, and the one after that has not.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { QUIET } from '../server/setup/build-site.ts';
import { PROTOCOL, SOCKET_PATH, TOKEN_PREFIX } from '../src/protocol/names.ts';
import type { Row } from './table.ts';

const ROUNDS = 3;
const ASTRO = 'node_modules/astro/bin/astro.mjs';

export async function rows(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'guidepost-bench-'));
  const [builds, first, again]: [number[], number[], number[]] = [[], [], []];
  try {
    for (let at = 0; at < ROUNDS; at += 1) {
      builds.push(await timed(build));
      first.push(await started(folder));
      again.push(await started(folder));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const row = (what: string, times: readonly number[]): Row => ({
    name: `npm start to a connected page / astro build: ${what}`,
    ratio: median(times) / median(builds),
    target: '≤ 1.3',
    detail: `${(median(times) / 1000).toFixed(2)} s over ${(median(builds) / 1000).toFixed(2)} s`,
  });
  return [row('the site has to be built', first), row('it was built', again)];
}

/** Milliseconds until a page's socket is open. */
async function started(folder: string): Promise<number> {
  const start = performance.now();
  const child = spawn('npm', ['start', '--', '--no-open', '--yes'], {
    env: { ...process.env, XDG_STATE_HOME: join(folder, 'state'), XDG_RUNTIME_DIR: join(folder, 'run') },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true, // a group of its own, which a signal reaches whole, as Ctrl-C does
  });
  try {
    await connect(await addressIn(child));
    return performance.now() - start;
  } finally {
    if (child.pid) process.kill(-child.pid, 'SIGINT');
    await once(child, 'close');
  }
}

function addressIn({ stdout }: ChildProcess): Promise<URL> {
  let text = '';
  return new Promise((resolve, reject) => {
    stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const address = /Guidepost is at {2}(\S+)/.exec(text)?.[1];
      if (address) resolve(new URL(address));
    });
    stdout?.once('close', () => reject(new Error(`npm start ended:\n${text}`)));
  });
}

async function connect({ origin, host, hash }: URL): Promise<void> {
  const token = /^#guidepost=([^.]+)/.exec(hash)?.[1] ?? '';
  const socket = new WebSocket(`ws://${host}${SOCKET_PATH}`, [PROTOCOL, TOKEN_PREFIX + token], { origin });
  await once(socket, 'open');
  socket.terminate();
}

function build(): void {
  execFileSync(process.execPath, [ASTRO, 'build'], {
    env: { ...process.env, ...QUIET },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function timed(work: () => void): Promise<number> {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
