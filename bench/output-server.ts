/**
 * The other process of bench/output.ts: a real runner whose one guide prints as much as it is told to, and beside it
 * the floors, a bare websocket fed from a pipe and a pipe that is thrown away. Started with an IPC channel, else it
 * does nothing.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { createEngine } from '../server/engine/engine.ts';
import { serve } from '../server/http/serve.ts';
import { block, guide } from '../tests/engine/runbook.ts';

export interface Facts {
  readonly port: number;
  readonly token: string;
  readonly bare: number;
  readonly hashes: Readonly<Record<string, string>>;
}

export type Question = 'rss' | { readonly discard: number };

const MB = 1 << 20;
export const SIZES = { lossless: 192 * MB, large: 1024 * MB, reload: 100 * MB } as const;

/** Prints this many bytes of lines. */
export const loud = (bytes: number) =>
  `yes 'a line as programs print them, sixty-three characters and its end' | head -c ${bytes}`;

if (process.send) await answer(process.send.bind(process));

async function answer(send: (message: unknown) => void): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'guidepost-bench-'));
  const limits = { shown: 256 * MB, kept: 1024 * MB };
  const engine = createEngine({ stateDir: join(root, 'state'), env: process.env, cwd: root, limits });
  const blocks = Object.entries(SIZES).map(([id, bytes]) => block(id, loud(bytes)));
  const content = guide([...blocks, block('empty', 'true'), block('endless', 'yes')]);
  const served = await serve({ engine, guides: () => [content], log: () => {}, dist: null, content: root, port: 0 });
  const bare = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  bare.on('connection', (socket) => {
    const { stdout } = spawn('bash', ['-c', loud(SIZES.lossless)], { stdio: ['ignore', 'pipe', 'ignore'] });
    stdout.on('data', (bytes: Buffer) => {
      if (socket.bufferedAmount > MB) stdout.pause();
      socket.send(bytes, () => socket.bufferedAmount < MB / 2 && stdout.resume());
    });
    stdout.on('end', () => socket.close());
  });
  await new Promise((resolve) => bare.once('listening', resolve));
  process.on('message', (question: Question) => {
    if (question === 'rss') return send(process.memoryUsage().rss);
    const start = performance.now();
    const child = spawn('bash', ['-c', loud(question.discard)], { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.resume();
    child.once('close', () => send(performance.now() - start));
  });
  process.once('disconnect', () => {
    bare.close();
    void Promise.all([served.close(), engine.shutdown()]).then(() => {
      rmSync(root, { recursive: true, force: true });
      process.exit(0);
    });
  });
  const { port } = bare.address() as AddressInfo;
  const token = served.keys.of(served.url)?.token ?? '';
  send({ port: served.port, token, bare: port, hashes: Object.fromEntries(content.hashes) } satisfies Facts);
}
