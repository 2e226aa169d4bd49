import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareOutputs } from '../../../src/runbook/session/past-runs.ts';

const said = (before: string, after: string) => compareOutputs(before, after).map(({ sign, text }) => `${sign}${text}`);

test('of two outputs the lines that differ are shown, with what stands around them', () => {
  const lines = Array.from({ length: 30 }, (_, index) => String(index));
  const other = lines.with(4, 'four').with(25, 'twenty-five');
  const shown = ' 1| 2| 3|-4|+four| 5| 6| 7|…| 22| 23| 24|-25|+twenty-five| 26| 27| 28';
  assert.deepEqual(said(lines.join('\n'), other.join('\n')), shown.split('|'));
});

test('outputs that are the same have no difference, and an empty one has every line', () => {
  assert.deepEqual(said('a\nb', 'a\nb'), []);
  assert.deepEqual(
    said('', 'a\nb').filter((line) => line.length > 1),
    ['+a', '+b'],
  );
});

test('outputs that have nothing in common are not compared for minutes, nor shown without end', () => {
  const many = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`).join('\n');
  const lines = said(many('a'), many('b'));
  assert.equal(lines.length, 401);
  assert.equal(lines.at(-1), '…');
});
