import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SPECIFICATION } from './specification.ts';
import { readEdited } from './source.ts';
import { table } from './table.ts';

test('every clause of the specification has a row', () => {
  const said = new Set<string>(table.map(({ says }) => says));
  assert.deepEqual(
    Object.keys(SPECIFICATION).filter((clause) => !said.has(clause)),
    [],
  );
});

test('every row takes something out', () => {
  for (const { says, tries, without } of table) assert.ok(without.length > 0, `${says}: ${tries}`);
});

test('what every row takes out stands in the source once', () => {
  for (const { without, also = [] } of table) {
    const edits = [...also, ...without];
    for (const { file } of edits) readEdited(file, edits);
  }
});

test('no row stands twice', () => {
  const names = table.map(({ says, tries }) => `${says}: ${tries}`);
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});
