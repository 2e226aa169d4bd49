import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPageScreen } from '../../src/browser/output/page-screen.ts';

test('what overwrites waits until it can be read, and what follows waits behind it', async () => {
  const late = Promise.withResolvers<void>();
  const screen = openPageScreen(() => late.resolve());
  for (const text of ['one\n', '10 %', '\r20 %', '\ndone\n']) screen.write(text);
  assert.deepEqual(screen.lines, ['one', '10 %']);
  await late.promise;
  assert.deepEqual(screen.lines, ['one', '20 %', 'done', '']);
});
