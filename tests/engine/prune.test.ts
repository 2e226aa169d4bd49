import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createEngine } from '../../server/engine/engine.ts';
import { block, engine, guide, run } from './runbook.ts';

test('old sessions and those beyond the size limit are deleted; open ones stay, however large', async (t) => {
  const { engine: made, root } = engine(t);
  const loud = guide([block('loud', 'printf %50000s x')]);
  const opened = [];
  for (let index = 0; index < 4; index += 1) {
    const session = await made.open(loud, 'mine');
    await run(session, 'loud');
    opened.push(session);
  }
  const [first, second, third, fourth] = opened;
  assert.ok(first && second && third && fourth);
  for (const session of [second, third, fourth]) await session.close();
  const left = async (keep: { days?: number; bytes?: number }) => {
    const next = createEngine({ stateDir: join(root, 'state'), env: process.env, keep });
    return (await next.list()).map(({ session }) => session).toSorted();
  };
  const ids = (...some: (typeof first)[]) => some.map(({ id }) => id).toSorted();
  assert.deepEqual(await left({}), ids(first, second, third, fourth));
  assert.deepEqual(await left({ bytes: 120_000 }), ids(first, third, fourth));
  assert.deepEqual(await left({ days: 0 }), ids(first));
});
