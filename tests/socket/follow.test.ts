import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerMessage } from '../../src/protocol/wire.ts';
import { followEntries } from '../../server/socket/follow.ts';
import type { PageChannel } from '../../server/socket/page-channel.ts';
import type { RawSocket } from './raw.ts';
import { fakeEngine, fakeGuide, type FakeSession } from './fake-engine.ts';
import { OPEN, runMessage, startRunner } from './runner.ts';

test('a client that reconnects with its last seq misses nothing and repeats nothing', async (t) => {
  const runner = await startRunner(t, { hold: true });
  const first = await runner.enter();
  first.send(OPEN);
  await first.message();
  first.send({ type: 'follow', ref: 4, session: 'session-1', after: 0 });
  first.send(runMessage('session-1', 'run-00001', 'canary'));
  const seen = await read(first, 3);
  first.end();
  const session = runner.engine.sessions.get('session-1');
  for (let line = 0; line < 2000; line += 1) session?.print('run-00001', `${line}\n`);
  session?.end('run-00001');

  const second = await runner.enter();
  second.send({ type: 'follow', ref: 4, session: 'session-1', after: seen.at(-1) });
  seen.push(...(await read(second, 2001)));
  assert.deepEqual(
    seen,
    Array.from({ length: 2004 }, (_, index) => index + 1),
  );
});

test('two tabs see the same entries', async (t) => {
  const runner = await startRunner(t);
  const tabs = [await runner.enter(), await runner.enter()];
  tabs[0]?.send(OPEN);
  await tabs[0]?.message();
  for (const tab of tabs) tab.send({ type: 'follow', ref: 4, session: 'session-1', after: 0 });
  tabs[1]?.send(runMessage('session-1', 'run-00001', 'canary'));
  for (const tab of tabs) assert.deepEqual(await read(tab, 4), [1, 2, 3, 4]);
});

test('the first output goes out at once, what follows in one message per frame, and the end at once', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { session, line } = await running();
  const stop = followEntries(session.journal, session.journal.seq, line);
  session.print('run-00001', 'first');
  assert.deepEqual(line.batches(), [1]);
  for (let count = 0; count < 50; count += 1) session.print('run-00001', 'more');
  assert.deepEqual(line.batches(), [1]);
  t.mock.timers.tick(16);
  assert.deepEqual(line.batches(), [1, 50]);
  session.end('run-00001');
  assert.deepEqual(line.batches(), [1, 50, 1]);
  stop();
});

test('that a run begins is told with what it prints at once, or a picture later', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { session, line } = await running();
  const stop = followEntries(session.journal, session.journal.seq, line);
  const begin = () => session.journal.append({ type: 'started', run: 'run-00001', pid: 1 });
  begin();
  assert.deepEqual(line.batches(), []);
  session.print('run-00001', 'first');
  assert.deepEqual(line.batches(), [2]);
  t.mock.timers.tick(16);
  begin();
  assert.deepEqual(line.batches(), [2]);
  t.mock.timers.tick(16);
  assert.deepEqual(line.batches(), [2, 1]);
  stop();
});

test('a line that is full is sent nothing, and everything once it has drained', async () => {
  const { session, line } = await running();
  line.isFull = true;
  const stop = followEntries(session.journal, session.journal.seq, line);
  for (let count = 0; count < 50; count += 1) session.print('run-00001', 'more');
  assert.deepEqual(line.batches(), []);
  line.isFull = false;
  line.drain();
  assert.deepEqual(line.batches(), [50]);
  stop();
});

test('after it is stopped it sends nothing', async () => {
  const { session, line } = await running();
  followEntries(session.journal, session.journal.seq, line)();
  session.print('run-00001', 'more');
  assert.deepEqual(line.batches(), []);
});

async function running() {
  const engine = fakeEngine({ hold: true });
  const guide = fakeGuide('canary');
  await engine.open(guide, 'mine');
  const session = engine.sessions.get('session-1') as FakeSession;
  const hash = guide.hashes.get('canary') ?? '';
  session.run({ run: 'run-00001', block: 'canary', hash, by: { from: 'terminal' }, confirmed: false, anyway: false });
  return { session, line: recordingLine() };
}

function recordingLine() {
  const messages: ServerMessage[] = [];
  let waiting: (() => void)[] = [];
  const line = {
    isFull: false,
    send: (message: ServerMessage) => void messages.push(message),
    sendBytes: () => {},
    full: (): boolean => line.isFull,
    drained: (listener: () => void) => void waiting.push(listener),
    drain() {
      const listeners = waiting;
      waiting = [];
      for (const listener of listeners) listener();
    },
    /** How many entries each message had. */
    batches: () => messages.map((message) => (message.type === 'entries' ? message.entries.length : 0)),
  };
  return line satisfies PageChannel;
}

/** Sequence numbers of the next `count` entries. */
async function read(visitor: RawSocket, count: number): Promise<number[]> {
  const seqs: number[] = [];
  while (seqs.length < count) {
    const message = await visitor.message();
    assert.ok(message, 'the socket was closed');
    if (message.type === 'entries') seqs.push(...message.entries.map(({ seq }) => seq));
  }
  return seqs;
}
