/**
 * The manual's reference against the code: every word and key has a row, and no row speaks of one that is not there.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generatedFiles, root } from '../../scripts/generated.ts';
import { readFrontMatter } from '../../src/runbook/reading/front-matter.ts';

test('what the manual and the schema for editors take from the code says what the code says', async () => {
  for (const [path, text] of await generatedFiles())
    assert.equal(readFileSync(join(root, path), 'utf8'), text, `${path} is out of date: npm run generate`);
});

test('each key of the front matter has its row', () => {
  const read = readFrontMatter('inputs: [{ name: A }]', 'guide.md', 1);
  assert.deepEqual(rows('front-matter', 'Front matter'), Object.keys(read).toSorted());
  assert.deepEqual(rows('front-matter', 'An input'), Object.keys(read.inputs[0] ?? {}).toSorted());
});

test('each event of the journal has its row', () => {
  const model = readFileSync(new URL('../../src/runbook/entry.ts', import.meta.url), 'utf8');
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
