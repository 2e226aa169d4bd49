/**
 * Random messages and random frames, each from a seed that a failure names: whatever comes, no crash, no growth, no
 * run, and the neighbour is served. Most are the very run of the canary with one thing wrong, and a rule that is taken
 * out is noticed. GUIDEPOST_FUZZ_SEED repeats one round, GUIDEPOST_FUZZ_ROUNDS asks for more.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { START, advance, isComplete } from '../../server/socket/frames.ts';
import { type Edit, edited } from '../security/source.ts';
import { sample } from '../lane.ts';
import { type Random, generator, pick } from './random.ts';
import { type RawSocket, encode } from './raw.ts';
import { OPEN, type Runner, runMessage, startRunner } from './runner.ts';

const ROUNDS = Number(process.env['GUIDEPOST_FUZZ_ROUNDS'] ?? sample({ daily: 200, nightly: 2000 }));
const SEED = process.env['GUIDEPOST_FUZZ_SEED'];
const SEEDS = SEED === undefined ? Array.from({ length: ROUNDS }, (_, index) => index + 1) : [Number(SEED)];
const RUN = runMessage('session-1', 'run-00001', 'canary');
const GROWTH = 8 << 20; // bytes that a runner's memory may differ by between two looks

/** What a fuzzer writes behind its hello. Nothing of it may run. */
type Sends = (random: Random) => readonly Uint8Array[];

const messages: Sends = (random) => [encode(mutated(random))];
const frames: Sends = (random) => [flawed(random)];
const bytes: Sends = (random) => Array.from({ length: 4 }, () => (random(2) === 0 ? noise(random) : flawed(random)));

for (const [what, sends] of Object.entries({ messages, frames, bytes })) {
  test(`no ${what} that are not exactly ours run anything, crash anything or stay`, async (t) => {
    const runner = await startRunner(t);
    const neighbour = await opened(runner);
    const half = Math.ceil(SEEDS.length / 2);
    await play(runner, sends, SEEDS.slice(0, half));
    const before = usedMemory();
    await play(runner, sends, SEEDS.slice(half));
    assert.ok(usedMemory() - before < GROWTH, `${(usedMemory() - before) >> 10} KiB are kept`);
    await assertServed(neighbour, runner);
    await assertPlacesAreFree(runner);
  });
}

const NOTICED: Readonly<Record<string, readonly [Sends, Edit]>> = {
  'keys that are not ours': [messages, { file: 'src/protocol/wire.ts', text: 'z.strictObject(', by: 'z.object(' }],
  'a run without its last word': [
    messages,
    { file: 'src/protocol/wire.ts', text: 'anyway: z.boolean(),', by: 'anyway: z.any(),' },
  ],
  'binary frames': [
    frames,
    { file: 'server/socket/message-reader.ts', text: "if (isBinary) return refuse(1003, 'text only');", by: '' },
  ],
};

for (const [what, [sends, edit]] of Object.entries(NOTICED))
  test(`a runner that takes ${what} is found out`, async (t) => {
    const { startRunner: startEdited } = await edited([edit])('tests/socket/runner.ts');
    const runner = await startEdited(t);
    await opened(runner);
    await assert.rejects(play(runner, sends, SEEDS), /the canary sang/);
  });

test('the canary sings when nothing is wrong', async (t) => {
  const runner = await startRunner(t);
  await opened(runner);
  await assert.rejects(
    play(runner, () => [encode(JSON.stringify(RUN))], [1]),
    /the canary sang/,
  );
});

test('the frame walker ends where the frames end, however they are cut', () => {
  for (const seed of SEEDS) {
    const random = generator(seed);
    const bytes = Buffer.concat(
      Array.from({ length: 6 }, () => encode(Buffer.alloc(random(70_000)), { opcode: random(2) === 0 ? 9 : 1 })),
    );
    let [at, ended] = [START, 0];
    for (let index = 0; index < bytes.length;) {
      const size = 1 + random(30_000);
      const walked = advance(at, bytes.subarray(index, index + size));
      [at, ended, index] = [walked.at, ended + walked.ended, index + size];
    }
    assert.ok(isComplete(at), `seed ${seed}`);
    assert.equal(ended, 6, `seed ${seed}`);
    assert.ok(!isComplete(advance(START, bytes.subarray(0, -1)).at), `seed ${seed}`);
  }
});

/** One visitor for each seed. Rejects with the first after whom the canary has sung. */
async function play(runner: Runner, sends: Sends, seeds: readonly number[]): Promise<void> {
  for (const seed of seeds) {
    const visitor = await runner.enter();
    for (const bytes of sends(generator(seed))) visitor.write(bytes);
    await settled(visitor);
    assert.deepEqual(runner.engine.ran, [], `the canary sang, seed ${seed}`);
  }
}

/** The run of the canary, or another message of ours, with one thing wrong: a key, a value, the type, the text. */
function mutated(random: Random): string {
  const message: Readonly<Record<string, unknown>> = random(2) === 0 ? RUN : pick(random, OTHERS);
  const key = pick(random, Object.keys(message));
  const text = JSON.stringify(message);
  switch (random(6)) {
    case 0:
      return JSON.stringify({
        ...message,
        [key]: pick(
          random,
          STRANGE.filter((value) => !isFine(key, value)),
        ),
      });
    case 1:
      return JSON.stringify({ ...message, [pick(random, STRANGE_KEYS)]: pick(random, STRANGE) });
    case 2:
      return JSON.stringify(Object.fromEntries(Object.entries(message).filter(([name]) => name !== key)));
    case 3:
      return text.slice(0, random(text.length));
    case 4:
      return pick(random, [`[${text}]`, `${text}${text}`, JSON.stringify(text), `${text},`, `\ufeff${text}`]);
    default:
      return JSON.stringify({ [key]: message });
  }
}

const OTHERS = [
  OPEN,
  { type: 'input', ref: 1, session: 'session-1', name: 'NAME', value: 'x' },
  { type: 'watch', ref: 1, session: 'session-1', run: 'run-00001', from: 0, to: null },
  { type: 'ack', ref: 1, session: 'session-1', run: 'run-00001', upto: 0 },
  { type: 'cancel', ref: 1, session: 'session-1', run: 'run-00001' },
  { type: 'follow', ref: 1, session: 'session-1', after: 0 },
  { type: 'option', ref: 1, session: 'session-1', group: 'a', option: 'b' },
  { type: 'type', ref: 1, session: 'session-1', run: 'run-00001', text: 'x' },
  { type: 'accept', ref: 1, session: 'session-1', run: 'run-00001', expectation: 0 },
  { type: 'propose', ref: 1, session: 'session-1', run: 'run-00001', expectation: 0 },
  { type: 'sessions', ref: 1, guide: 'guide' },
  { type: 'ask', ref: 1, session: 'session-1', block: 'danger', hash: 'a'.repeat(64) },
];

/** A run may have any name, answer nothing, and go on anyway or not. */
function isFine(key: string, value: unknown): boolean {
  if (key === 'run') return value === 'constructor';
  return key === 'answer' ? value === null : key === 'anyway' && typeof value === 'boolean';
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

/** The run of the canary in a frame that has one thing wrong, or is one piece too many. */
function flawed(random: Random): Buffer {
  const text = JSON.stringify(RUN);
  const frame = encode(text);
  const first = frame.readUInt8(0);
  switch (random(7)) {
    case 0:
      return encode(text, { masked: false });
    case 1:
      return encode(text, { opcode: pick(random, [0, 2, 3, 7, 8, 9, 10, 15]) });
    case 2:
      return encode(text, { fin: false });
    case 3:
      return Buffer.concat([Buffer.from([first | pick(random, [0x10, 0x20, 0x40])]), frame.subarray(1)]);
    case 4: // of another length than it says
      return Buffer.concat([frame.subarray(0, 2), Buffer.from([0, random(128)]), frame.subarray(4)]);
    case 5: // masked with another mask than it says
      return Buffer.concat([
        frame.subarray(0, 4),
        Buffer.from([frame.readUInt8(4) ^ (1 + random(255))]),
        frame.subarray(5),
      ]);
    default:
      return Buffer.concat([encode(text.slice(0, 20), { fin: false }), encode(text.slice(20))]);
  }
}

/** The peer has been closed, or answers: either way all of it has been read. */
async function settled(visitor: RawSocket): Promise<void> {
  visitor.write(encode('', { opcode: 9 }));
  visitor.socket.end();
  for await (const { opcode } of visitor.frames()) if (opcode === 8 || opcode === 10) break;
  visitor.end();
}

/** A neighbour with the session that the fuzzers name. */
async function opened(runner: Runner): Promise<RawSocket> {
  const visitor = await runner.enter();
  visitor.send(OPEN);
  const answer = await visitor.message();
  assert.equal(answer?.type === 'opened' && answer.session, RUN.session);
  return visitor;
}

async function assertServed(visitor: RawSocket, runner: Runner): Promise<void> {
  visitor.send({ ...RUN, run: 'run-99999' });
  assert.deepEqual(await visitor.message(), { type: 'done', ref: RUN.ref });
  assert.deepEqual(runner.engine.ran, ['canary']);
}

/** With the neighbour there are eight. */
async function assertPlacesAreFree(runner: Runner): Promise<void> {
  const others = await Promise.all(Array.from({ length: 7 }, () => runner.connect().answer));
  assert.deepEqual(
    others.map(({ status }) => status),
    Array.from({ length: 7 }, () => 101),
  );
}

function usedMemory(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
