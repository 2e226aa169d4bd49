/** Pages that belong to no guide are all listed, in their own order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageTree } from '../../src/site/page-tree.ts';

test('pages stand in the order that they give themselves, and a folder is a group after them', (t) => {
  const content = mkdtempSync(join(tmpdir(), 'guidepost-manual-'));
  t.after(() => rmSync(content, { recursive: true }));
  mkdirSync(join(content, 'manual/reference'), { recursive: true });
  const write = (name: string, front: string) => writeFileSync(join(content, 'manual', name), `---\n${front}\n---\n`);
  write('zebra.md', 'sidebar: { order: 2 }');
  write('index.md', 'title: First\nsidebar:\n  order: 1');
  write('apple.mdx', 'title: Without an order');
  write('reference/words.md', 'title: Words');
  const slugs = ['manual', 'manual/zebra', 'manual/apple'].map((slug) => ({ slug }));
  const reference = { label: 'Reference', items: [{ slug: 'manual/reference/words' }] };
  const paths = ['index.md', 'zebra.md', 'apple.mdx', 'reference/words.md'];
  const listed = paths.map((path) => ({
    file: join(content, 'manual', path),
    entry: `manual/${path}`.replace(/\.mdx?$/, '').replace(/\/index$/, ''),
  }));
  assert.deepEqual(pageTree(content, []), []);
  assert.deepEqual(pageTree(content, listed), [{ label: 'Manual', items: [...slugs, reference] }]);
});
