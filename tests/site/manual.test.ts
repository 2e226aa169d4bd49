/** The manual lists all of its pages, in their own order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualPages } from '../../src/site/manual.ts';

test('pages stand in the order that they give themselves, and a folder is a group after them', (t) => {
  const content = mkdtempSync(join(tmpdir(), 'guidepost-manual-'));
  t.after(() => rmSync(content, { recursive: true }));
  assert.deepEqual(manualPages(content), []);
  mkdirSync(join(content, 'manual/reference'), { recursive: true });
  const write = (name: string, front: string) => writeFileSync(join(content, 'manual', name), `---\n${front}\n---\n`);
  write('zebra.md', 'sidebar: { order: 2 }');
  write('index.md', 'title: First\nsidebar:\n  order: 1');
  write('apple.mdx', 'title: Without an order');
  write('notes.txt', '');
  write('reference/words.md', 'title: Words');
  const slugs = ['manual', 'manual/zebra', 'manual/apple'].map((slug) => ({ slug }));
  const reference = { label: 'Reference', items: [{ slug: 'manual/reference/words' }] };
  assert.deepEqual(manualPages(content), [{ label: 'Manual', items: [...slugs, reference] }]);
});
