import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin } from './show-in-turn.ts';
import type { Write } from './stage.ts';

test('a stage that runs beside others is silent until its turn, then shows everything, and a crash is a failure', async () => {
  const seen: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const stage = {
    name: 'guides',
    about: '',
    async run(write: Write) {
      write('before');
      await promise;
      write('after');
      throw new Error('broken');
    },
  };
  const shown = begin(stage, (text) => seen.push(text));
  assert.deepEqual(seen, []);
  const result = shown.show();
  assert.deepEqual(seen, ['before']);
  resolve();
  const { failed, name } = await result;
  assert.deepEqual([name, failed, seen[1], /Error: broken/.test(seen[2] ?? '')], ['guides', 1, 'after', true]);
});
