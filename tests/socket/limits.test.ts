/** Beside the table of tests/security: what the limits leave alone, and messages that are none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RawSocket, encode } from './raw.ts';
import { HELLO, OPEN, type Runner, runMessage, startRunner } from './runner.ts';

const SESSIONS = { type: 'sessions', ref: 7, guide: 'guide' };

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

async function assertRuns(visitor: RawSocket, runner: Runner): Promise<void> {
  visitor.send(OPEN);
  await visitor.message();
  visitor.send(runMessage(`session-${runner.engine.sessions.size}`, 'run-99999', 'canary'));
  assert.deepEqual(await visitor.message(), { type: 'done', ref: 3 });
  assert.deepEqual(runner.engine.ran, ['canary']);
}
