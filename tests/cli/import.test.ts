/** The command `guidepost import`. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderOf, guidepost } from './guidepost.ts';

const SCRUT = '# Say\n\n```scrut\n$ echo a1\na* (glob)\n```\n';

test('a document is shown as it would be translated, and written only if Git can restore it', async (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'a.md'), SCRUT);
  const shown = await guidepost(folder, 'import', 'a.md');
  assert.equal(shown.code, 0, shown.err);
  assert.match(
    shown.out,
    /^-```scrut\n\+```console exact eol stream=stdout\n \$ echo a1\n-a\* \(glob\)\n\+a\[\.\.\]$/m,
  );
  const early = await guidepost(folder, 'import', 'a.md', '--yes');
  assert.match(early.err, /the current version of a\.md is not in Git/);
  assert.equal(readFileSync(join(folder, 'a.md'), 'utf8'), SCRUT);
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
  git('init', '-q');
  git('add', 'a.md');
  git('commit', '-qm', 'first');
  assert.equal((await guidepost(folder, 'import', 'a.md', '--yes')).code, 0);
  assert.match(readFileSync(join(folder, 'a.md'), 'utf8'), /^```console/m);
  assert.equal((await guidepost(folder, 'run', 'a.md')).code, 0);
});

test('nothing outside the folder is read or written, and no file is overwritten', async (t) => {
  const folder = folderOf(t);
  const outside = folderOf(t);
  writeFileSync(join(outside, 'b.md'), SCRUT);
  writeFileSync(join(folder, 'a.md'), SCRUT);
  symlinkSync(join(outside, 'b.md'), join(folder, 'link.md'));
  symlinkSync(outside, join(folder, 'out'));
  for (const [args, why] of [
    [['link.md'], /is a link out of/],
    [[join(outside, 'b.md')], /is a link out of/],
    [['a.md', '--yes', '--out', 'out/c.md'], /is a link out of/],
    [['a.md', '--yes', '--out', 'link.md'], /already exists/],
  ] as const) {
    const { code, err } = await guidepost(folder, 'import', ...args);
    assert.equal(code, 2);
    assert.match(err, why);
  }
});
