/** What a page is told of past sessions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { history } from '../../server/socket/past.ts';
import { fakeEngine, fakeGuide } from './fake-engine.ts';

test('past sessions are read one at a time, and the runner does other work in between', async (t) => {
  const engine = fakeEngine();
  for (const name of ['one', 'two', 'three']) await engine.open(fakeGuide(name), 'mine');
  let turns = 0;
  const readAt: number[] = [];
  const count = () => {
    turns += 1;
    turn = setImmediate(count);
  };
  let turn = setImmediate(count);
  t.after(() => clearImmediate(turn));
  const watched = {
    ...engine,
    read: async (id: string, owner?: string | null) => {
      readAt.push(turns);
      return engine.read(id, owner);
    },
  };
  assert.equal((await history(watched, null, null)).length, 3);
  assert.equal(new Set(readAt).size, 3);
});
