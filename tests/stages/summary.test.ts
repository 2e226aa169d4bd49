import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summary } from './summary.ts';

test('the summary names what failed and what passed only when tried again, and ends with the totals', () => {
  const text = summary(
    [
      { name: 'unit', passed: 2, failed: 1, skipped: 0, seconds: 3, failures: ['a.test.ts › adds'], flaky: [] },
      { name: 'browser', passed: 1, failed: 0, skipped: 0, seconds: 4, flaky: ['b.spec.ts:1 › opens'] },
    ],
    5,
  );
  assert.match(text, /failed:\n {2}a\.test\.ts › adds\n/);
  assert.match(text, /failed, then passed when tried again:\n {2}b\.spec\.ts:1 › opens\n/);
  assert.equal(text.split('\n').at(-1), '3 passed, 1 failed');
});
