/** Much at once, and a clock that jumps: each run's output is its program's own log, and nobody is left. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../server/engine/engine.ts';
import { living } from './living.ts';
import { nextMark, noisyBlock, ownLog } from './noisy.ts';
import { engine, entryOf, folder, guide, outputOf, request, run } from './runbook.ts';

test('fifty sessions at once lose no byte and leave no process', async (t) => {
  const { engine: made } = engine(t);
  const [log, mark] = [folder(t), nextMark()];
  const noisy = guide([noisyBlock(mark)], { env: { LOG: log } });
  const sessions = await Promise.all(Array.from({ length: 50 }, () => made.open(noisy, 'mine')));
  const runs = await Promise.all(sessions.map((session) => run(session, mark)));
  for (const [index, session] of sessions.entries()) {
    const id = runs[index] ?? '';
    assert.deepEqual(session.view.runs.get(id)?.end, { how: 'exited', code: 0 });
    assert.equal(await outputOf(session, id), ownLog(log, id));
  }
  assert.equal(living([mark]).length, 50);
  await made.shutdown();
  assert.deepEqual(living([mark]), []);
});

test('a clock set back in the middle of a run loses no byte, and no time runs backwards', async (t) => {
  const { engine: made, root } = engine(t);
  const [log, mark] = [folder(t), nextMark()];
  const noisy = guide([noisyBlock(mark)], { env: { LOG: log } });
  const session = await made.open(noisy, 'mine');
  const asked = request(mark);
  session.run(asked);
  await entryOf(session, ({ type }) => type === 'output');
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() - 86_400_000 });
  await session.idle();
  const second = await run(session, mark);
  await made.shutdown();
  assert.deepEqual(living([mark]), []);

  const next = createEngine({ stateDir: `${root}/state`, env: process.env });
  const found = await next.find(session.id);
  assert.ok(found);
  for (const id of [asked.run, second]) {
    assert.deepEqual(found.view.runs.get(id)?.end, { how: 'exited', code: 0 });
    assert.equal(await outputOf(found, id), ownLog(log, id));
  }
  const times = found.journal.entries(0).map(({ at }) => at);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
});
