/** The engine against bare bash: first byte, exit, a thousand blocks, idle sessions. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket, WebSocketServer } from 'ws';
import { createEngine } from '../server/engine/engine.ts';
import type { Session } from '../server/engine/session/types.ts';
import { block, guide, request } from '../tests/engine/runbook.ts';
import type { Row } from './table.ts';

const TIMES = 120;

/** 200 variables and 50 functions. */
const STATE = `for ((i = 0; i < 200; i++)); do printf -v "variable_$i" 'value number %s' "$i"; done
for ((i = 0; i < 50; i++)); do eval "function_$i() { local name=\\$1; if [ -n \\"\\$name\\" ]; then echo \\"\\$name\\"; fi; }"; done`;

export async function rows(): Promise<readonly Row[]> {
  const root = mkdtempSync(join(tmpdir(), 'guidepost-bench-'));
  const engine = createEngine({ stateDir: join(root, 'state'), env: process.env, cwd: root });
  const blocks = [block('echo', 'echo x'), block('true', 'true'), block('state', STATE)];
  const session = await engine.open(guide(blocks), 'mine');
  const file = join(root, 'echo.sh');
  writeFileSync(file, 'echo x\n');
  const wire = await openWire(session, file);
  try {
    await compare(wire, 20);
    const empty = await compare(wire, TIMES);
    await ran(session, 'state');
    const full = await compare(wire, TIMES);
    const many = await thousand(session, root);
    const idle = await idleSessions(() => engine.open(guide(blocks), 'mine'));
    return [
      row('first byte at a socket / bare bash and ws echo', empty.first, '≤ 1.3'),
      row('exit at a socket / bare bash and ws echo, empty state', empty.exit, '≤ 2'),
      row('exit at a socket / bare bash and ws echo, 200 variables, 50 functions', full.exit, '≤ 3'),
      row('1,000 `true` blocks / a loop of `bash FILE`', many, '≤ 2.5'),
      { name: '100 idle sessions, growth in MB', ratio: idle, target: '≤ 64', detail: `${idle.toFixed(1)} MB` },
    ];
  } finally {
    wire.close();
    await engine.shutdown();
    rmSync(root, { recursive: true, force: true });
  }
}

interface Pair {
  readonly ours: number;
  readonly floor: number;
}

function row(name: string, { ours, floor }: Pair, target: Row['target']): Row {
  return { name, ratio: ours / floor, target, detail: `${ours.toFixed(2)} ms over ${floor.toFixed(2)} ms` };
}

interface Times {
  readonly first: number;
  readonly exit: number;
}

interface Wire {
  bare(): Promise<Times>;
  ours(): Promise<Times>;
  close(): void;
}

/**
 * A client that asks, and a server that answers with the output and the end of bash, run by itself or by the engine.
 */
async function openWire(session: Session, file: string): Promise<Wire> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) => {
    socket.on('message', (message: Buffer) => {
      const answer = (text: string) => socket.send(text);
      if (message.toString() === 'bare') runBare(file, answer);
      else runOurs(session, answer);
    });
  });
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    perMessageDeflate: false,
  });
  await new Promise((resolve) => client.once('open', resolve));
  const ask = (what: string) =>
    new Promise<Times>((resolve) => {
      const start = performance.now();
      let first = 0;
      const hear = (message: Buffer) => {
        if (message.toString() === 'output') {
          first ||= performance.now() - start;
          return;
        }
        client.off('message', hear);
        resolve({ first, exit: performance.now() - start });
      };
      client.on('message', hear);
      client.send(what);
    });
  return {
    bare: () => ask('bare'),
    ours: () => ask('ours'),
    close() {
      client.terminate();
      server.close();
    },
  };
}

function runBare(file: string, answer: (text: string) => void): void {
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.once('data', () => answer('output'));
  child.once('close', () => answer('ended'));
}

function runOurs(session: Session, answer: (text: string) => void): void {
  const asked = request('echo');
  const stop = session.journal.follow(({ event }) => {
    if (event.type === 'output') answer('output');
    if (event.type !== 'ended') return;
    stop();
    answer('ended');
  });
  session.run(asked);
}

/** Interleaved, so that both feel the same machine. */
async function compare(wire: Wire, times: number): Promise<{ first: Pair; exit: Pair }> {
  const bare: Times[] = [];
  const ours: Times[] = [];
  for (let at = 0; at < times; at += 1) {
    bare.push(await wire.bare());
    ours.push(await wire.ours());
  }
  const pair = (of: keyof Times): Pair => ({
    ours: median(ours.map((one) => one[of])),
    floor: median(bare.map((one) => one[of])),
  });
  return { first: pair('first'), exit: pair('exit') };
}

/** In ten turns, for the same reason. */
async function thousand(session: Session, root: string): Promise<Pair> {
  const file = join(root, 'true.sh');
  writeFileSync(file, 'true\n');
  let ours = 0;
  let floor = 0;
  for (let turn = 0; turn < 10; turn += 1) {
    const start = performance.now();
    for (let at = 0; at < 100; at += 1) await ran(session, 'true');
    const between = performance.now();
    for (let at = 0; at < 100; at += 1) {
      await new Promise((resolve) => spawn('bash', [file], { stdio: 'ignore' }).once('exit', resolve));
    }
    ours += between - start;
    floor += performance.now() - between;
  }
  return { ours, floor };
}

async function idleSessions(open: () => Promise<Session>): Promise<number> {
  const before = process.memoryUsage().rss;
  for (let at = 0; at < 100; at += 1) await open();
  return (process.memoryUsage().rss - before) / 2 ** 20;
}

async function ran(session: Session, id: string): Promise<void> {
  session.run(request(id));
  await session.idle();
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
