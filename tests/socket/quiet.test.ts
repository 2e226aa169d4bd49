/** What a page may send at any time, and what the terminal hears of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPEN, runMessage, startRunner } from './runner.ts';

test('an output that has ended, or is empty, is watched as often as a page likes, and nothing throws', async (t) => {
  const runner = await startRunner(t);
  const visitor = await runner.enter();
  visitor.send(OPEN);
  const opened = await visitor.message();
  assert.equal(opened?.type, 'opened');
  const { session } = opened;
  visitor.send(runMessage(session, 'run-00001', 'canary', { ref: 5 }));
  assert.equal((await visitor.message())?.type, 'done');
  const ranges = [
    [0, null],
    [0, 0],
    [5, null],
    [5, 2],
    [2 ** 53 - 1, null],
  ] as const;
  const before = runner.log.length;
  for (const [index, [from, to]] of [...ranges, ...ranges].entries()) {
    visitor.send({ type: 'watch', ref: 100 + index, session, run: 'run-00001', from, to });
    assert.deepEqual(await visitor.message(), { type: 'done', ref: 100 + index });
  }
  visitor.send({ type: 'sessions', ref: 9, guide: 'guide' });
  assert.equal((await visitor.message())?.type, 'sessions');
  assert.deepEqual(runner.log.slice(before), []);
});

test('bugs of ours that a page can trigger print at most ten messages a minute', async (t) => {
  const runner = await startRunner(t, { limits: { burst: 100 } });
  const visitor = await runner.enter();
  visitor.send(OPEN);
  const opened = await visitor.message();
  assert.equal(opened?.type, 'opened');
  for (let ref = 0; ref < 50; ref += 1) {
    visitor.send({ type: 'resize', ref, session: opened.session, run: 'run-00001', columns: 80, rows: 24 });
    const answer = await visitor.message();
    assert.equal(answer?.type === 'refused' && answer.code, 'failed');
  }
  assert.equal(runner.log.filter((line) => line.startsWith('error: ')).length, 10);
});
