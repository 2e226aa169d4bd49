/** Much output: how fast it reaches a page, what a slow page costs the program and the runner, and what a reload costs. */
import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Event } from '../src/runbook/model.ts';
import { PROTOCOL, SOCKET_PATH, TOKEN_PREFIX } from '../src/runbook/protocol.ts';
import type { ServerMessage } from '../src/runbook/wire.ts';
import { type Facts, type Question, SIZES } from './output-server.ts';
import type { Row } from './table.ts';

const MB = 1 << 20;
const ROUNDS = 3;
const LARGE_ROUNDS = 2;
const RELOADS = 20;
/** The target speaks of 60 s; growth shows within the first. */
const ENDLESS = 8000; // ms

export async function rows(): Promise<readonly Row[]> {
  const server = fork(new URL('output-server.ts', import.meta.url), { stdio: 'inherit' });
  const facts = await answerOf<Facts>(server);
  try {
    // Growth first: later ones would find the room that earlier ones made.
    const grown = await growth(server, facts);
    return [await throughput(facts), await slowPage(server, facts), ...grown, await reload(facts)];
  } finally {
    server.disconnect();
    await new Promise((resolve) => server.once('exit', resolve));
  }
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

async function slowPage(server: ChildProcess, facts: Facts): Promise<Row> {
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < LARGE_ROUNDS; round += 1) {
    floor.push(await ask<number>(server, { discard: SIZES.large }));
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

async function growth(server: ChildProcess, facts: Facts): Promise<Row[]> {
  const found: Row[] = [];
  for (const kind of ['slow', 'frozen'] as const) {
    const page = await openPage(facts);
    const before = await ask<number>(server, 'rss');
    const ended = page.run('endless', kind === 'slow' ? slowly() : () => 0);
    if (kind === 'frozen') page.freeze();
    let most = before;
    for (const until = performance.now() + ENDLESS; performance.now() < until;) {
      await delay(100);
      most = Math.max(most, await ask<number>(server, 'rss'));
    }
    page.thaw();
    await page.close();
    await ended;
    if (most === before) throw new Error('nothing was printed');
    const grown = (most - before) / MB;
    const name = `runner's growth in MB, endless output, page ${kind}`;
    found.push({ name, ratio: grown, target: '≤ 128', detail: `${grown.toFixed(0)} MB` });
  }
  return found;
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

const SHOWN = 64 << 10; // bytes that a page asks for first

async function view(facts: Facts, session: string, size: number): Promise<void> {
  const page = await enter(facts);
  await new Promise<void>((resolve) => {
    page.listen((message, bytes) => {
      if (message.type === 'done' && size === 0 && message.ref === 3) resolve();
      if (message.type === 'output' && bytes === SHOWN) resolve();
    });
    page.send({ type: 'follow', ref: 2, session, after: 0 });
    page.send({
      type: 'watch',
      ref: 3,
      session,
      run: RUN,
      from: Math.max(0, size - SHOWN),
      to: size === 0 ? null : size,
    });
  });
  page.end();
}

const RUN = 'run-of-a-bench';

/** A page in a session of its own. */
async function openPage(facts: Facts) {
  const page = await enter(facts);
  const opened = await page.ask({ type: 'open', ref: 1, guide: 'test', workspace: 'mine' });
  if (opened.type !== 'opened') throw new Error(JSON.stringify(opened));
  const { session } = opened;
  page.send({ type: 'follow', ref: 2, session, after: 0 });
  return {
    session,
    freeze: page.freeze,
    thaw: page.thaw,
    /** Resolves once the run has ended and, for who may read all of it, all has been read. */
    run(block: string, allowed: () => number): Promise<void> {
      let [size, got, acked, ended] = [0, 0, 0, false];
      let timer: NodeJS.Timeout | undefined;
      const ack = () => {
        const upto = Math.min(got, Math.floor(allowed()));
        if (upto > acked) page.send({ type: 'ack', ref: 4, session, run: RUN, upto });
        acked = Math.max(acked, upto);
      };
      return new Promise((resolve) => {
        page.listen((message, bytes) => {
          got += bytes;
          if (bytes > 0 && allowed() === Infinity) ack();
          if (message.type === 'entries') for (const { event } of message.entries) take(event);
          if (!ended || (allowed() === Infinity && got < size)) return;
          clearInterval(timer);
          resolve();
        });
        const take = (event: Event) => {
          if (event.type === 'output') size = event.size;
          if (event.type === 'ended') ended = true;
        };
        const hash = facts.hashes[block];
        page.send({ type: 'run', ref: 3, session, run: RUN, block, hash, confirmed: false, anyway: false });
        page.send({ type: 'watch', ref: 5, session, run: RUN, from: 0, to: null });
        timer = setInterval(ack, 100);
      });
    },
    async close() {
      await page.ask({ type: 'close', ref: 9, session });
      page.end();
    },
  };
}

async function enter({ port, token }: Facts) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${SOCKET_PATH}`, [PROTOCOL, TOKEN_PREFIX + token], {
    origin: `http://127.0.0.1:${port}`,
    perMessageDeflate: false,
  });
  let listener: (message: ServerMessage, bytes: number) => void = () => {};
  let last: ServerMessage | null = null;
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary && last) return listener(last, data.length);
    last = JSON.parse(data.toString()) as ServerMessage;
    listener(last, 0);
  });
  const send = (message: unknown) => socket.send(JSON.stringify(message));
  const answered = (fits: (message: ServerMessage) => boolean) => {
    const before = listener;
    return new Promise<ServerMessage>((resolve) => {
      listener = (message, bytes) => {
        before(message, bytes);
        if (fits(message)) resolve(message);
      };
    });
  };
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const hello = answered(({ type }) => type === 'hello');
  send({ type: 'hello', ref: 0, nonce: 'A'.repeat(22) });
  await hello;
  return {
    send,
    ask(message: { readonly ref: number; readonly [field: string]: unknown }): Promise<ServerMessage> {
      const answer = answered((one) => 'ref' in one && one.ref === message.ref);
      send(message);
      return answer;
    },
    listen: (to: typeof listener) => void (listener = to),
    freeze: () => socket.pause(),
    thaw: () => socket.resume(),
    end: () => socket.terminate(),
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

function ask<T>(server: ChildProcess, question: Question): Promise<T> {
  const answer = answerOf<T>(server);
  server.send(question);
  return answer;
}

function answerOf<T>(server: ChildProcess): Promise<T> {
  return new Promise((resolve) => server.once('message', (message) => resolve(message as T)));
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
