/**
 * Random messages and random frames from a seed that is printed on failure: whatever comes, no run, no crash, no growth,
 * and the neighbour is served. GUIDEPOST_FUZZ_SEED repeats one round, GUIDEPOST_FUZZ_ROUNDS asks for more.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { START, advance, isComplete } from '../../server/socket/frames.ts';
import { type RawSocket, encode } from './raw.ts';
import { OPEN, type Runner, runMessage, startRunner } from './runner.ts';

const ROUNDS = Number(process.env['GUIDEPOST_FUZZ_ROUNDS'] ?? 150);
const SEEDS = process.env['GUIDEPOST_FUZZ_SEED']
  ? [Number(process.env['GUIDEPOST_FUZZ_SEED'])]
  : Array.from({ length: ROUNDS }, (_, index) => index + 1);

test('no message that is not exactly one of ours does anything', async (t) => {
  const runner = await startRunner(t);
  const neighbour = await runner.enter();
  for (const seed of SEEDS) {
    const random = generator(seed);
    const visitor = await runner.enter();
    visitor.write(encode(mutated(random)));
    await settled(visitor, `message, seed ${seed}`);
    assert.deepEqual(runner.engine.ran, [], `the canary ran, seed ${seed}`);
  }
  await assertServed(neighbour, runner);
});

test('no stream of bytes behind the upgrade does anything', async (t) => {
  const runner = await startRunner(t);
  const neighbour = await runner.enter();
  for (const seed of SEEDS) {
    const random = generator(seed);
    const visitor = await runner.enter();
    for (let piece = 0; piece < 4; piece += 1) visitor.write(noise(random));
    await settled(visitor, `bytes, seed ${seed}`);
    assert.deepEqual(runner.engine.ran, [], `the canary ran, seed ${seed}`);
  }
  assert.ok(process.memoryUsage().heapUsed < 500 << 20);
  await assertServed(neighbour, runner);
});

test('the frame walker ends where the frames end, however they are cut', () => {
  for (const seed of SEEDS) {
    const random = generator(seed);
    const frames = Array.from({ length: 6 }, () =>
      encode(Buffer.alloc(random(70_000)), { opcode: random(2) === 0 ? 9 : 1 }),
    );
    const bytes = Buffer.concat(frames);
    let [at, ended] = [START, 0];
    for (let index = 0; index < bytes.length;) {
      const size = 1 + random(30_000);
      const walked = advance(at, bytes.subarray(index, index + size));
      [at, ended, index] = [walked.at, ended + walked.ended, index + size];
    }
    assert.ok(isComplete(at), `seed ${seed}`);
    assert.equal(ended, frames.length, `seed ${seed}`);
    assert.ok(!isComplete(advance(START, bytes.subarray(0, -1)).at), `seed ${seed}`);
  }
});

/** A message of ours with one thing wrong: a key, a value, the type, the text, or the run's target. */
function mutated(random: Random): string {
  const message = pick(random, [
    OPEN,
    runMessage('session-1', 'run-00001', 'canary'),
    { type: 'input', ref: 1, session: 'session-1', name: 'NAME', value: 'x' },
    { type: 'watch', ref: 1, session: 'session-1', run: 'run-00001', from: 0, to: null },
    { type: 'ack', ref: 1, session: 'session-1', run: 'run-00001', upto: 0 },
  ]) as Record<string, unknown>;
  const key = pick(random, Object.keys(message));
  const text = JSON.stringify(message);
  switch (random(5)) {
    case 0:
      return JSON.stringify({ ...message, [key]: pick(random, STRANGE) });
    case 1:
      return JSON.stringify({ ...message, [pick(random, STRANGE_KEYS)]: pick(random, STRANGE) });
    case 2:
      return JSON.stringify(Object.fromEntries(Object.entries(message).filter(([name]) => name !== key)));
    case 3:
      return text.slice(0, random(text.length));
    default:
      return JSON.stringify({ [key]: message });
  }
}

const STRANGE: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  2 ** 53,
  0.5,
  '',
  '../../../etc/passwd',
  '$(touch /tmp/x)',
  '\u0000',
  '\ud800',
  'constructor',
  '__proto__',
  'x'.repeat(9000),
  [],
  [[[[[[]]]]]],
  {},
  { toString: 'x' },
];
const STRANGE_KEYS = ['__proto__', 'constructor', 'code', 'script', 'command', 'hash ', 'toString', '', 'type\u0000'];

/** Random bytes, or a frame with random flags, opcode and length field. */
function noise(random: Random): Buffer {
  const bytes = Buffer.from(Array.from({ length: 1 + random(300) }, () => random(256)));
  if (random(3) === 0) return bytes;
  const opcode = pick(random, [0, 0, 1, 1, 2, 3, 8, 9, 10, 11]);
  return encode(bytes, { opcode, fin: random(2) === 0, masked: random(8) > 0 });
}

/** The peer has been closed, or answers: either way it has been read. */
async function settled(visitor: RawSocket, what: string): Promise<void> {
  visitor.write(encode('', { opcode: 9 }));
  visitor.socket.end();
  for await (const { opcode } of visitor.frames()) if (opcode === 8 || opcode === 10) break;
  visitor.end();
  assert.ok(true, what);
}

async function assertServed(visitor: RawSocket, runner: Runner): Promise<void> {
  visitor.send(OPEN);
  const opened = await visitor.message();
  assert.equal(opened?.type, 'opened');
  visitor.send(runMessage(opened.session, 'run-99999', 'canary'));
  assert.deepEqual(await visitor.message(), { type: 'done', ref: 3 });
  assert.deepEqual(runner.engine.ran, ['canary']);
}

type Random = (below: number) => number;

/** mulberry32: the same numbers for the same seed, on every machine. */
function generator(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[random(values.length)] as T;
}
