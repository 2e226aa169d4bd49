/** Every limit of a socket: the peer that breaks it is closed, its neighbour is not, and without the limit it comes through. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Limits } from '../../server/socket/limits.ts';
import { type RawSocket, encode } from './raw.ts';
import { HELLO, OPEN, type Runner, runMessage, startRunner } from './runner.ts';

const NEVER = 2 ** 31 - 1; // ms, the longest timer there is
const SESSIONS = { type: 'sessions', ref: 7, guide: 'guide' };

interface Case {
  readonly limit: string;
  /** What the breaker does once it has said hello. */
  readonly breaks: (visitor: RawSocket) => void;
  readonly code: number;
  readonly with?: Partial<Limits>;
  readonly without: Partial<Limits>;
}

const CASES: readonly Case[] = [
  {
    limit: 'payload: a message of more than 64 KiB',
    breaks: (visitor) => visitor.write(encode(padded(65_537))),
    code: 1009,
    without: { payload: 1 << 20 },
  },
  {
    limit: 'fragments: a message in seventeen pieces',
    breaks: (visitor) => visitor.write(fragmented(JSON.stringify(SESSIONS), 17)),
    code: 1008,
    without: { fragments: 1000 },
  },
  {
    limit: 'message: one that never ends',
    breaks: (visitor) => visitor.write(encode('{"type":', { fin: false })),
    code: 1008,
    with: { message: 30 },
    without: { message: NEVER },
  },
  {
    limit: 'message: empty fragments for ever',
    breaks: (visitor) =>
      visitor.write(Buffer.concat([encode('', { fin: false }), encode('', { opcode: 0, fin: false })])),
    code: 1008,
    with: { message: 30 },
    without: { message: NEVER },
  },
  {
    limit: 'waiting: a flood of messages',
    breaks: (visitor) =>
      visitor.write(Buffer.concat(Array.from({ length: 400 }, () => encode(JSON.stringify(SESSIONS))))),
    code: 1008,
    without: { waiting: 1000, rate: 1e6, burst: 1000 },
  },
  {
    limit: 'rate: a flood of pings',
    breaks: (visitor) => visitor.write(Buffer.concat(Array.from({ length: 70 }, () => encode('', { opcode: 9 })))),
    code: 1008,
    without: { burst: 1000 },
  },
];

for (const { limit, breaks, code, with: set, without } of CASES)
  test(`${limit} closes that socket with ${code} and touches no other`, async (t) => {
    const runner = await startRunner(t, { limits: set ?? {} });
    const neighbour = await runner.enter();
    const breaker = await runner.enter();
    breaks(breaker);
    assert.equal(await breaker.closeCode(), code);
    await assertServed(neighbour);

    const open = await startRunner(t, { limits: { ...set, ...without } });
    const free = await open.enter();
    breaks(free);
    await assertStillOpen(free);
  });

test('hello: a visitor that says nothing is closed', async (t) => {
  const runner = await startRunner(t, { limits: { hello: 20 } });
  const neighbour = await runner.enter();
  const silent = runner.connect();
  assert.equal(await silent.closeCode(), 1008);
  await assertServed(neighbour);
});

test('ping: a peer that answers no ping is gone by the next, one that answers stays', async (t) => {
  const runner = await startRunner(t, { limits: { ping: 40 } });
  const [deaf, alive] = [await runner.enter(), await runner.enter()];
  const pings: number[] = [];
  const listening = (async () => {
    for await (const { opcode } of alive.frames()) {
      if (opcode !== 9) continue;
      pings.push(opcode);
      alive.write(encode('', { opcode: 10 }));
      if (pings.length === 4) return;
    }
  })();
  assert.equal(await deaf.closeCode(), 1006);
  await listening;
  assert.equal(pings.length, 4);
});

test('a burst within the limit is answered in full and in order, later than it came', async (t) => {
  const runner = await startRunner(t, { limits: { rate: 1000 } });
  const visitor = await runner.enter();
  const refs = Array.from({ length: 120 }, (_, index) => index + 10);
  visitor.write(Buffer.concat(refs.map((ref) => encode(JSON.stringify({ ...SESSIONS, ref })))));
  const answers: unknown[] = [];
  while (answers.length < refs.length) {
    const answer = await visitor.message();
    answers.push(answer && 'ref' in answer ? answer.ref : answer);
  }
  assert.deepEqual(answers, refs);
});

test('binary is refused with 1003', async (t) => {
  const runner = await startRunner(t);
  const visitor = await runner.enter();
  visitor.write(encode(JSON.stringify(SESSIONS), { opcode: 2 }));
  assert.equal(await visitor.closeCode(), 1003);
});

test('a frame without a mask is refused with 1002', async (t) => {
  const runner = await startRunner(t);
  const visitor = await runner.enter();
  visitor.write(encode(JSON.stringify(SESSIONS), { masked: false }));
  assert.equal(await visitor.closeCode(), 1002);
});

test('text that is not UTF-8 is refused with 1007', async (t) => {
  const runner = await startRunner(t);
  const visitor = await runner.enter();
  visitor.write(encode(Buffer.from([0xff, 0xfe])));
  assert.equal(await visitor.closeCode(), 1007);
});

const MALFORMED: Readonly<Record<string, unknown>> = {
  'no object': 'hello',
  'no known type': { type: 'exec', ref: 2, code: 'touch /tmp/x' },
  'a key too many': { ...OPEN, code: 'touch /tmp/x' },
  'a field for code on a run': runMessage('session-1', 'run-00000', 'canary', { script: 'touch /tmp/x' }),
  'an id that climbs': { ...OPEN, guide: '../../etc' },
  'a hash in capitals': runMessage('session-1', 'run-00000', 'canary', { hash: 'A'.repeat(64) }),
  'a ref that is no number': { ...OPEN, ref: '2' },
  'a second hello': HELLO,
  'a name that is no input': { type: 'input', ref: 2, session: 'session-1', name: 'path', value: 'x' },
  'a value of more than 8 KiB': { type: 'input', ref: 2, session: 'session-1', name: 'A', value: 'x'.repeat(8193) },
  'a list': [OPEN],
  null: null,
};

for (const [what, message] of Object.entries(MALFORMED))
  test(`a message that is malformed (${what}) closes that socket, runs nothing, and touches no other`, async (t) => {
    const runner = await startRunner(t);
    const neighbour = await runner.enter();
    const visitor = await runner.enter();
    visitor.send(message);
    visitor.send(OPEN);
    visitor.send(runMessage('session-1', 'run-00000', 'canary'));
    const answer = await visitor.message();
    assert.equal(answer?.type === 'refused' && answer.code, 'malformed');
    assert.equal(await visitor.closeCode(), 1008);
    assert.deepEqual(runner.engine.ran, []);
    await assertServed(neighbour);
    await assertRuns(neighbour, runner);
  });

test('__proto__ as a key is an unknown key like any other', async (t) => {
  const runner = await startRunner(t);
  const visitor = await runner.enter();
  visitor.write(encode('{"type":"sessions","ref":2,"guide":"guide","__proto__":{"admin":true}}'));
  assert.equal((await visitor.message())?.type, 'refused');
  assert.equal(await visitor.closeCode(), 1008);
});

test('nothing is carried out before hello', async (t) => {
  const runner = await startRunner(t);
  const visitor = runner.connect();
  visitor.send(OPEN);
  visitor.send(HELLO);
  assert.equal((await visitor.message())?.type, 'refused');
  assert.equal(await visitor.closeCode(), 1008);
  assert.equal(runner.engine.sessions.size, 0);
});

async function assertServed(visitor: RawSocket): Promise<void> {
  visitor.send(SESSIONS);
  assert.deepEqual(await visitor.message(), { type: 'sessions', ref: 7, sessions: [] });
}

/** Still open: it is answered, whatever is answered to what it did before. */
async function assertStillOpen(visitor: RawSocket): Promise<void> {
  visitor.write(encode('', { opcode: 9, fin: true }));
  for await (const { opcode } of visitor.frames()) {
    assert.notEqual(opcode, 8);
    if (opcode === 10) return;
  }
  assert.fail('closed without a close frame');
}

async function assertRuns(visitor: RawSocket, runner: Runner): Promise<void> {
  visitor.send(OPEN);
  await visitor.message();
  visitor.send(runMessage(`session-${runner.engine.sessions.size}`, 'run-99999', 'canary'));
  assert.deepEqual(await visitor.message(), { type: 'done', ref: 3 });
  assert.deepEqual(runner.engine.ran, ['canary']);
}

function padded(length: number): string {
  const text = JSON.stringify(SESSIONS);
  return `${' '.repeat(length - text.length)}${text}`;
}

/** One message in `count` fragments. */
function fragmented(text: string, count: number): Buffer {
  const pieces = Array.from({ length: count }, (_, index) => {
    const last = index === count - 1;
    return encode(last ? text.slice(index) : (text[index] ?? ''), { opcode: index === 0 ? 1 : 0, fin: last });
  });
  return Buffer.concat(pieces);
}
