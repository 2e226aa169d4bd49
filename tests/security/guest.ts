/** A page as these tests need one: asks, runs a block to its end, collects what it is sent. Over a raw socket. */
import type { End } from '../../src/runbook/model.ts';
import type { ServerMessage } from '../../src/protocol/wire.ts';
import { type RawSocket, encode } from '../socket/raw.ts';

export interface Guest {
  readonly socket: RawSocket;
  /** Its session; others of this runner's visitors have the same. */
  readonly session: string;
  /** The answer; null when the connection ends before it. */
  ask(request: Readonly<Record<string, unknown>>): Promise<ServerMessage | null>;
  /** What the answer comes to: the code of a refusal, its type, or `closed`. */
  outcome(request: Readonly<Record<string, unknown>>): Promise<string>;
  input(name: string, value: string): Promise<string>;
  /** The nonce of the question that the runner asks about a block. */
  nonceFor(block: string): Promise<string>;
  /** `end` is the code of a refusal where the run was refused. */
  run(block: string, more?: Readonly<Record<string, unknown>>): Promise<{ end: string; output: string }>;
  /** Asks for a run and does not wait for its end. */
  start(block: string, more?: Readonly<Record<string, unknown>>): Promise<{ run: string; answer: string }>;
  /** Reads on until the run has ended. */
  ended(run: string): Promise<string>;
  /** Reads on until the run has printed this. */
  printed(run: string, text: string): Promise<void>;
  /** Everything that was sent to it, as text. */
  received(): string;
  end(): void;
}

let [refs, runs] = [100, 0];

/** `socket` has said hello and been answered. */
export function guest(socket: RawSocket, session: string, hashOf: (block: string) => string): Guest {
  const received: string[] = [];
  const outputs = new Map<string, string>();
  const sizes = new Map<string, number>();
  const ends = new Map<string, string>();

  async function next(): Promise<ServerMessage | null> {
    const message = await nextMessage(socket);
    received.push(JSON.stringify(message));
    if (message?.type === 'output') {
      const frame = await socket.next();
      const text = frame?.data.toString('latin1') ?? '';
      received.push(text);
      outputs.set(message.run, (outputs.get(message.run) ?? '') + text);
      socket.send({ type: 'ack', ref: 1, session, run: message.run, upto: message.from + message.bytes });
    }
    if (message?.type !== 'entries') return message;
    for (const { event } of message.entries) {
      if (event.type === 'output') sizes.set(event.run, event.size);
      if (event.type === 'ended') ends.set(event.run, describe(event.end));
    }
    return message;
  }

  /** Reads on until `find` finds something; null when the connection ends before. */
  async function until<T>(find: (message: ServerMessage | null) => T | null): Promise<T | null> {
    for (let found = find(null); ;) {
      if (found !== null) return found;
      const message = await next();
      if (message === null) return null;
      found = find(message);
    }
  }

  const ask: Guest['ask'] = (request) => {
    const ref = (refs += 1);
    socket.send({ ...request, ref });
    return until((message) => (message !== null && 'ref' in message && message.ref === ref ? message : null));
  };
  const outcome: Guest['outcome'] = async (request) => {
    const answer = await ask(request);
    return answer === null ? 'closed' : answer.type === 'refused' ? answer.code : answer.type;
  };
  const whole = (run: string) => (outputs.get(run) ?? '').length >= (sizes.get(run) ?? 0);
  const start: Guest['start'] = async (block, more = {}) => {
    const run = `run-of-a-guest-${(runs += 1)}`;
    const base = { type: 'run', session, run, block, hash: hashOf(block), answer: null, anyway: false };
    const request = { ...base, ...more };
    const answer = await outcome(request);
    if (answer === 'done') socket.send({ type: 'watch', ref: 2, session, run: request.run, from: 0, to: null });
    return { run: request.run, answer };
  };
  const ended: Guest['ended'] = async (run) =>
    (await until(() => (whole(run) ? (ends.get(run) ?? null) : null))) ?? 'closed';

  return {
    socket,
    session,
    ask,
    outcome,
    input: (name, value) => outcome({ type: 'input', session, name, value }),
    async nonceFor(block) {
      const question = await ask({ type: 'ask', session, block, hash: hashOf(block) });
      return question?.type === 'question' ? question.nonce : '';
    },
    start,
    ended,
    async printed(run, text) {
      await until(() => ((outputs.get(run) ?? '').includes(text) ? true : null));
    },
    async run(block, more) {
      const { run, answer } = await start(block, more);
      if (answer !== 'done') return { end: answer, output: '' };
      const end = await ended(run);
      return { end, output: Buffer.from(outputs.get(run) ?? '', 'latin1').toString() };
    },
    received: () => received.join('\n'),
    end: () => socket.end(),
  };
}

/** The next message, pings answered on the way; null when the connection ends. */
export async function nextMessage(socket: RawSocket): Promise<ServerMessage | null> {
  for (let frame = await socket.next(); frame; frame = await socket.next()) {
    if (frame.opcode === 1) return JSON.parse(frame.data.toString()) as ServerMessage;
    if (frame.opcode === 8) return null;
    if (frame.opcode === 9) socket.write(encode(frame.data, { opcode: 10 }));
  }
  return null;
}

function describe(end: End): string {
  switch (end.how) {
    case 'exited':
      return `exited ${end.code}`;
    case 'signalled':
      return end.signal;
    case 'timed-out':
    case 'cancelled':
    case 'interrupted':
    case 'not-started':
      return end.how;
  }
}
