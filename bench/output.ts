/**
 * Much output: how fast it reaches a page, what a slow page costs the program and the runner, and what a reload costs.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type Ask, withChild } from './child.ts';
import { openPage, view } from './output-page.ts';
import { type Facts, type Question, SIZES } from './output-server.ts';
import type { Row } from './table.ts';

const MB = 1 << 20;
const ROUNDS = 3;
const LARGE_ROUNDS = 2;
const RELOADS = 20;
const ENDLESS = 60_000; // ms

export async function rows(): Promise<readonly Row[]> {
  // Each in a runner of its own: a later one would find the room that an earlier one made.
  const [slow, frozen] = await Promise.all([withRunner(growth('slow')), withRunner(growth('frozen'))]);
  return withRunner(async (facts, ask) => [
    await throughput(facts),
    await slowPage(facts, ask),
    slow,
    frozen,
    await reload(facts),
  ]);
}

function withRunner<T>(work: (facts: Facts, ask: Ask<Question>) => Promise<T>): Promise<T> {
  return withChild<Facts, Question, T>('output-server.ts', work);
}

async function throughput(facts: Facts): Promise<Row> {
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    floor.push(await timed(() => receive(facts.bare, SIZES.lossless)));
    const page = await openPage(facts);
    ours.push(await timed(() => page.run('lossless', () => Infinity)));
    await page.close();
  }
  const speed = (times: readonly number[]) => SIZES.lossless / MB / (median(times) / 1000);
  return {
    name: 'lossless throughput, journal and socket / raw pipe and ws',
    ratio: speed(ours) / speed(floor),
    target: '≥ 0.8',
    detail: `${speed(ours).toFixed(0)} MB/s over ${speed(floor).toFixed(0)} MB/s`,
  };
}

async function slowPage(facts: Facts, ask: Ask<Question>): Promise<Row> {
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < LARGE_ROUNDS; round += 1) {
    floor.push(await ask<number>({ discard: SIZES.large }));
    const page = await openPage(facts);
    ours.push(await timed(() => page.run('large', slowly())));
    await page.close();
  }
  return {
    name: 'speed of a 1 GB child, page reads 1 MB/s / discarding pipe',
    ratio: Math.min(...floor) / Math.min(...ours),
    target: '≥ 0.8',
    detail: `${Math.min(...ours).toFixed(0)} ms over ${Math.min(...floor).toFixed(0)} ms`,
  };
}

function growth(kind: 'slow' | 'frozen') {
  return async (facts: Facts, ask: Ask<Question>): Promise<Row> => {
    const page = await openPage(facts);
    const before = await ask<number>('rss');
    void page.run('endless', kind === 'slow' ? slowly() : () => 0);
    if (kind === 'frozen') page.freeze();
    let most = before;
    for (const until = performance.now() + ENDLESS; performance.now() < until;) {
      await delay(100);
      most = Math.max(most, await ask<number>('rss'));
    }
    page.end(); // the runner has sent a frozen one away by then: it answers no ping
    if (most === before) throw new Error('nothing was printed');
    const grown = (most - before) / MB;
    const name = `runner's growth in MB, 60 s of endless output, page ${kind}`;
    return { name, ratio: grown, target: '≤ 128', detail: `${grown.toFixed(0)} MB` };
  };
}

/** The view of a run, as a page that comes back asks for it: every entry, and the end of the output. */
async function reload(facts: Facts): Promise<Row> {
  const [full, empty] = [await openPage(facts), await openPage(facts)];
  await full.run('reload', () => Infinity);
  await empty.run('empty', () => Infinity);
  const ours: number[] = [];
  const floor: number[] = [];
  for (let time = 0; time < RELOADS; time += 1) {
    floor.push(await timed(() => view(facts, empty.session, 0)));
    ours.push(await timed(() => view(facts, full.session, SIZES.reload)));
  }
  await Promise.all([full.close(), empty.close()]);
  return {
    name: 'reload with 100 MB of output: view at the socket / of an empty run',
    ratio: median(ours) / median(floor),
    target: '≤ 1.5',
    detail: `${median(ours).toFixed(1)} ms over ${median(floor).toFixed(1)} ms`,
  };
}

/** Bytes that a page of 1 MB/s has drawn by now. */
function slowly(): () => number {
  const start = performance.now();
  return () => ((performance.now() - start) / 1000) * MB;
}

function receive(port: number, expected: number): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  let got = 0;
  socket.on('message', (data: Buffer) => (got += data.length));
  return new Promise((resolve, reject) =>
    socket.once('close', () => (got === expected ? resolve() : reject(new Error(`${got} of ${expected} bytes`)))),
  );
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
