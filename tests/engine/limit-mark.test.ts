/** The limit that marks a process says which run and which session it belongs to, and nobody else's does. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { bashThatMarks, unlessMarkedByLimit } from './marks-by-limit.ts';
import { isLimitOf, limitOf } from '../../server/engine/process/limit-mark.ts';

test('a limit names its run and its session', () => {
  const limit = limitOf('one', 'first');
  assert.equal(isLimitOf(limit, 'one', 'first'), true);
  assert.equal(isLimitOf(limit, 'one', 'second'), false);
  assert.equal(isLimitOf(limit, 'one', null), true);
  assert.equal(isLimitOf(limit, 'two', 'first'), false);
  assert.equal(isLimitOf(limit, 'two', null), false);
});

test('what was never marked belongs to nobody', () => {
  for (const limit of ['unlimited', '', '0', '95000']) assert.equal(isLimitOf(limit, 'one', null), false);
});

test('a limit is a number that the system accepts and that nobody ever reaches', unlessMarkedByLimit, () => {
  const limit = limitOf('one', 'first');
  const shown = execFileSync(bashThatMarks, ['-c', `ulimit -S -R ${limit}; cat /proc/self/limits`], {
    encoding: 'utf8',
  });
  assert.match(shown, new RegExp(`^Max realtime timeout +${limit} +unlimited`, 'm'));
  assert.ok(BigInt(limit) / 1_000_000n / 86_400n / 365n > 1000n, 'in years');
});
