import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editScript } from '../../../src/runbook/expectation/edit-script.ts';
import { chance } from './ask.ts';

const applied = (before: readonly string[], after: readonly string[]) =>
  editScript(before, after).flatMap((step) =>
    step.is === 'keep' ? [before[step.old] ?? ''] : step.is === 'add' ? [step.text] : [],
  );

test('a script leads from the old lines to the new ones, and drops each old line at most once', () => {
  const { below } = chance(3);
  for (let round = 0; round < 500; round += 1) {
    const [before, after] = [0, 0].map(() => Array.from({ length: below(12) }, () => 'abc'[below(3)] ?? '')) as [
      string[],
      string[],
    ];
    assert.deepEqual(applied(before, after), after);
    const old = editScript(before, after).flatMap((step) => (step.is === 'add' ? [] : [step.old]));
    assert.deepEqual(
      old,
      before.map((_, at) => at),
    );
  }
});

test('long texts that differ in the middle cost no more than their middle', () => {
  const before = Array.from({ length: 100_000 }, (_, at) => String(at));
  const after = before.with(50_000, 'x');
  assert.equal(editScript(before, after).filter(({ is }) => is !== 'keep').length, 2);
  const other = before.map((line) => `${line}!`);
  assert.deepEqual(applied(before, other), other);
});
