import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fingerprint } from '../../server/setup/fingerprint.ts';

test('the fingerprint changes with every name and byte that the site is built from, and with nothing else', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'guidepost-fingerprint-'));
  t.after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'content', 'guides', 'one', 'practice'), { recursive: true });
  const page = join(root, 'content', 'guides', 'one', 'index.md');
  writeFileSync(page, 'one');
  const first = await fingerprint(root, join(root, 'content'));

  writeFileSync(page, 'two');
  const edited = await fingerprint(root, join(root, 'content'));
  assert.notEqual(edited, first);
  writeFileSync(page, 'one');
  assert.equal(await fingerprint(root, join(root, 'content')), first);

  renameSync(page, join(root, 'content', 'guides', 'one', 'other.md'));
  assert.notEqual(await fingerprint(root, join(root, 'content')), first);
  renameSync(join(root, 'content', 'guides', 'one', 'other.md'), page);

  writeFileSync(join(root, 'content', 'guides', 'one', 'practice', 'file'), 'x');
  writeFileSync(join(root, 'unrelated'), 'x');
  assert.equal(await fingerprint(root, join(root, 'content')), first);
});
