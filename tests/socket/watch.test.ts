import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { WINDOW } from '../../src/protocol/names.ts';
import type { RawSocket } from './raw.ts';
import { OPEN, type Runner, runMessage, startRunner } from './runner.ts';

const RUN = 'run-00001';

test('the bytes of a run arrive as they were printed, while it runs, to the end', async (t) => {
  const { runner, visitor, session } = await running(t);
  visitor.send(watch(0));
  session.print(RUN, 'one\n');
  assert.equal((await receive(visitor, 4)).toString(), 'one\n');
  session.print(RUN, 'tw✓\n');
  session.end(RUN);
  assert.equal((await receive(visitor, 6)).toString(), 'tw✓\n');
  assert.equal(runner.engine.ran.length, 1);
});

test('what background processes print after the end arrives, too, until they are gone', async (t) => {
  const { visitor, session } = await running(t);
  visitor.send(watch(0));
  session.journal.append({ type: 'background', run: RUN, holds: true });
  session.print(RUN, 'up\n');
  session.end(RUN);
  assert.equal((await receive(visitor, 3)).toString(), 'up\n');
  session.print(RUN, 'late\n');
  assert.equal((await receive(visitor, 5)).toString(), 'late\n');
  session.print(RUN, 'last\n');
  session.journal.append({ type: 'background', run: RUN, holds: false });
  assert.equal((await receive(visitor, 5)).toString(), 'last\n');
});

test('no more than a window is under way without an ack, and each ack lets more through', async (t) => {
  const { visitor, session } = await running(t);
  const bytes = randomBytes(3 * WINDOW + 12_345);
  session.print(RUN, bytes);
  session.end(RUN);
  visitor.send(watch(0));
  const parts = [await receive(visitor, WINDOW)];
  assert.equal(parts[0]?.length, WINDOW);
  await assertSilent(visitor);
  for (let upto = WINDOW; upto < bytes.length; upto += WINDOW) {
    visitor.send(ack(upto));
    parts.push(await receive(visitor, Math.min(WINDOW, bytes.length - upto)));
    await assertSilent(visitor);
  }
  assert.ok(Buffer.concat(parts).equals(bytes));
});

test('a range is sent and nothing behind it', async (t) => {
  const { visitor, session } = await running(t);
  session.print(RUN, '0123456789');
  visitor.send(watch(2, 5));
  assert.equal((await receive(visitor, 3)).toString(), '234');
  session.print(RUN, 'more');
  await assertSilent(visitor);
});

test('a later watch of the same run replaces the earlier', async (t) => {
  const { visitor, session } = await running(t);
  session.print(RUN, 'abc');
  visitor.send(watch(0));
  await receive(visitor, 3);
  visitor.send(watch(0, 1));
  assert.equal((await receive(visitor, 1)).toString(), 'a');
  session.print(RUN, 'def');
  session.end(RUN);
  await assertSilent(visitor);
});

test('a reader that comes back asks from where it was and gets exactly the rest', async (t) => {
  const { runner, visitor, session } = await running(t);
  session.print(RUN, 'abcdef');
  visitor.send(watch(0));
  await receive(visitor, 6);
  visitor.end();
  session.print(RUN, 'ghi');
  session.end(RUN);
  const again = await runner.enter();
  again.send(watch(6));
  assert.equal((await receive(again, 3)).toString(), 'ghi');
});

test('two runs are watched side by side', async (t) => {
  const { visitor, session } = await running(t);
  visitor.send(runMessage('session-1', 'run-00002', 'canary'));
  visitor.send(watch(0));
  visitor.send({ ...watch(0), run: 'run-00002' });
  session.print(RUN, 'first');
  assert.equal((await receive(visitor, 5)).toString(), 'first');
  session.print('run-00002', 'second');
  assert.equal((await receive(visitor, 6, 'run-00002')).toString(), 'second');
});

test('acks that answer output do not use up the rate', async (t) => {
  const { visitor, session } = await running(t, { rate: 0.001, burst: 10 });
  const bytes = randomBytes(40 * WINDOW);
  session.print(RUN, bytes);
  session.end(RUN);
  visitor.send(watch(0));
  for (let got = 0; got < bytes.length;) {
    const message = await visitor.message();
    assert.ok(message, 'the socket was closed');
    if (message.type !== 'output') continue;
    got = message.from + message.bytes;
    visitor.send(ack(got));
  }
});

function watch(from: number, to: number | null = null) {
  return { type: 'watch', ref: 20, session: 'session-1', run: RUN, from, to };
}

function ack(upto: number) {
  return { type: 'ack', ref: 21, session: 'session-1', run: RUN, upto };
}

async function running(t: TestContext, limits = {}) {
  const runner: Runner = await startRunner(t, { hold: true, limits });
  const visitor = await runner.enter();
  visitor.send(OPEN);
  await visitor.message();
  visitor.send(runMessage('session-1', RUN, 'canary'));
  await visitor.message();
  const session = runner.engine.sessions.get('session-1');
  assert.ok(session);
  return { runner, visitor, session };
}

/** The next bytes of a run's output; each header is followed by its binary frame, and nothing is left out. */
async function receive(visitor: RawSocket, length: number, run: string = RUN): Promise<Buffer> {
  const parts: Buffer[] = [];
  let next: number | null = null;
  for (let got = 0; got < length;) {
    const message = await visitor.message();
    assert.ok(message, 'the socket was closed');
    if (message.type !== 'output') continue;
    assert.equal(message.run, run);
    if (next !== null) assert.equal(message.from, next);
    const frame = await visitor.next();
    assert.equal(frame?.opcode, 2);
    assert.equal(frame.data.length, message.bytes);
    parts.push(frame.data);
    got += frame.data.length;
    next = message.from + message.bytes;
  }
  return Buffer.concat(parts);
}

/** Whatever was to be sent stands before the answer to a message sent now. */
async function assertSilent(visitor: RawSocket): Promise<void> {
  visitor.send({ type: 'sessions', ref: 30, guide: 'guide' });
  for (;;) {
    const message = await visitor.message();
    assert.notEqual(message?.type, 'output');
    if (message?.type === 'sessions') return;
  }
}
