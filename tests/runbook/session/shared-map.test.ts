import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withEntry } from '../../../src/runbook/session/shared-map.ts';

test('a map that grows and changes says what a copied one would, at every size', () => {
  let state = 7;
  const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
  let shared: ReadonlyMap<string, number> = new Map();
  const plain = new Map<string, number>();
  for (let at = 0; at < 3000; at += 1) {
    const key = `key-${random(1500)}`;
    shared = withEntry(shared, key, at);
    plain.set(key, at);
    if (at % 100 === 0) assert.deepEqual([...shared], [...plain]);
    assert.equal(shared.get(key), at);
    assert.equal(shared.size, plain.size);
  }
  assert.deepEqual([...shared.keys()], [...plain.keys()]);
  assert.deepEqual([...shared.values()], [...plain.values()]);
  assert.equal(shared.has('key-none'), false);
});

test('a map stays as it was, whatever grows from it', () => {
  const base = Array.from({ length: 600 }).reduce<ReadonlyMap<number, string>>(
    (map, _, at) => withEntry(map, at, 'base'),
    new Map(),
  );
  const left = withEntry(withEntry(base, 600, 'left'), 0, 'left');
  const right = withEntry(withEntry(base, 700, 'right'), 600, 'right');
  assert.deepEqual([base.size, base.get(0), base.has(600), base.has(700)], [600, 'base', false, false]);
  assert.deepEqual([left.size, left.get(0), left.get(600), left.has(700)], [601, 'left', 'left', false]);
  assert.deepEqual([right.size, right.get(0), right.get(600), right.get(700)], [602, 'base', 'right', 'right']);
  assert.deepEqual([...left].at(-1), [600, 'left']);
});
