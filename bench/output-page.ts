/** A page without a browser: what its socket says and hears, read as fast as a benchmark wants it to. */
import { WebSocket } from 'ws';
import type { Event } from '../src/runbook/model.ts';
import { PROTOCOL, SOCKET_PATH, TOKEN_PREFIX } from '../src/protocol/names.ts';
import type { ServerMessage } from '../src/protocol/wire.ts';
import type { Facts } from './output-server.ts';

const SHOWN = 64 << 10; // bytes that a page asks for first

export async function view(facts: Facts, session: string, size: number): Promise<void> {
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
export async function openPage(facts: Facts) {
  const page = await enter(facts);
  const opened = await page.ask({ type: 'open', ref: 1, guide: 'test', workspace: 'mine' });
  if (opened.type !== 'opened') throw new Error(JSON.stringify(opened));
  const { session } = opened;
  page.send({ type: 'follow', ref: 2, session, after: 0 });
  let timer: NodeJS.Timeout | undefined;
  return {
    session,
    freeze: page.freeze,
    /** Resolves once the run has ended and, for who may read all of it, all has been read. */
    run(block: string, allowed: () => number): Promise<void> {
      let [size, got, acked, ended] = [0, 0, 0, false];
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
        page.send({ type: 'run', ref: 3, session, run: RUN, block, hash, answer: null, anyway: false });
        page.send({ type: 'watch', ref: 5, session, run: RUN, from: 0, to: null });
        timer = setInterval(ack, 100);
      });
    },
    async close() {
      await page.ask({ type: 'close', ref: 9, session });
      page.end();
    },
    /** Without a word to the runner. */
    end() {
      clearInterval(timer);
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
    end: () => socket.terminate(),
  };
}
