/** The manual's reference against the code: every word and key has a row, and no row speaks of one that is not there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { BLOCK_FLAGS, BLOCK_VALUES, CHECK_FLAGS, CHECK_VALUES } from '../../src/runbook/fence.ts';
import { readFrontMatter } from '../../src/runbook/front-matter.ts';

test('each word of a block has its row', () => {
  assert.deepEqual(
    rows('fences', 'Words on a block'),
    [...BLOCK_FLAGS, 'no-run', ...withSign(BLOCK_VALUES)].toSorted(),
  );
});

test('each word of a check has its row', () => {
  assert.deepEqual(rows('fences', 'Words on a check'), [...CHECK_FLAGS, ...withSign(CHECK_VALUES)].toSorted());
});

test('each key of the front matter has its row', () => {
  const read = readFrontMatter('inputs: [{ name: A }]', 'guide.md', 1);
  assert.deepEqual(rows('front-matter', 'Front matter'), Object.keys(read).toSorted());
  assert.deepEqual(rows('front-matter', 'An input'), Object.keys(read.inputs[0] ?? {}).toSorted());
});

test('each event of the journal has its row', () => {
  const model = readFileSync(new URL('../../src/runbook/model.ts', import.meta.url), 'utf8');
  const union = model.slice(model.indexOf('export type Event'), model.indexOf('export interface CommandEnd'));
  const types = [...union.matchAll(/readonly type: '([a-z]+)'/g)].map(([, type]) => type ?? '');
  assert.ok(types.length > 5);
  assert.deepEqual(rows('journal', 'The journal'), types.toSorted());
});

/** The code in the first cell of each row of the table below a heading (the page's title counts as its first). */
function rows(page: string, heading: string): string[] {
  const text = readFileSync(new URL(`../../content/manual/reference/${page}.md`, import.meta.url), 'utf8');
  const titled = text.replace(/^---\ntitle: (.*)\n[^]*?\n---\n/, '## $1\n');
  const section = titled.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, word]) => word ?? '').toSorted();
}

function withSign(words: readonly string[]): string[] {
  return words.map((word) => `${word}=`);
}
