/**
 * That the table of faults leaves no check of the guide out. Whether each turns its check red, guides.test.ts shows.
 */
import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { readGuide } from '../../server/guides/read-guides.ts';
import { EXCEPTIONS, table } from './table.ts';

const root = resolve(import.meta.dirname, '..', '..');
const { runbook } = await readGuide(join(root, 'content', 'guides', 'infrastructure-migration'));
const checked = runbook.blocks.filter(({ kind, expectations }) => kind === 'probe' || expectations.length > 0);

test('every check of the migration guide has a fault that turns it red, or a reason why it has none', () => {
  const known = new Set([...table.map(({ block }) => block), ...Object.keys(EXCEPTIONS)]);
  assert.deepEqual(
    checked.map(({ id }) => id).filter((id) => !known.has(id)),
    [],
  );
});

test('the table lists no check that the guide does not have', () => {
  const ids = new Set(checked.map(({ id }) => id));
  const named = [...table.flatMap(({ block, green = [] }) => [block, ...green]), ...Object.keys(EXCEPTIONS)];
  assert.deepEqual(
    named.filter((id) => !ids.has(id)),
    [],
  );
});

test('no block has more than one check beside what may never be printed, so that a fault of a block is a fault of its check', () => {
  assert.deepEqual(
    checked.filter(({ expectations }) => expectations.filter(({ never }) => !never).length > 1).map(({ id }) => id),
    [],
  );
});

test('what an explanation must name is more than what every explanation says', () => {
  const always = `the block ended with exit code 1\nline 1 failed with 1: true
No output came; 1 line was expected.\n0 of 1 line matched; line 1 never came.\n- line\n+ line
The program ended with exit code 1 at this line: true\nThe program ended with exit code 1 and said: error
The program succeeded, but the check wants it to fail with exit code 1.`;
  assert.deepEqual(
    table.filter(({ says }) => says.test(always)).map(({ block, fault }) => `${block}: ${fault}`),
    [],
  );
});
