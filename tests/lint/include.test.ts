/** Lint of guides that share a part: every mistake of both at its place, once. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { folderOf, guidepost } from '../cli/guidepost.ts';

const PART =
  '## Part\n\n```bash id=a needs=nope\ntrue\n```\n\n```bash id=b timout=3s\ntrue\n```\n\nSee [there](../docs/gone.md) and [outside](../../../gone.md).\n';
const PAGE =
  '# G\n\n<Include file="../_shared/part.md" />\n\n```bash id=d needs=missing\ntrue\n```\n\n<Include file="../_shared/none.md" />\n';

test('all errors of a guide and of what it includes are reported at once, also if two guides share it', async (t) => {
  const folder = folderOf(t);
  const files = { 'guidepost.yaml': '', '_shared/part.md': PART, 'docs/g.md': PAGE, 'docs/h.md': PAGE.slice(0, 46) };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { code, out } = await guidepost(folder, 'lint');
  assert.equal(code, 1);
  assert.deepEqual(out.trimEnd().split('\n'), [
    '_shared/part.md:3: error: needs=nope: no block has this id; `guidepost show` lists the ids [guide]',
    '_shared/part.md:7: error: unknown word timout; did you mean timeout? [guide]',
    '_shared/part.md:11: warning: there is no file ../docs/gone.md [link]',
    '_shared/part.md:11: warning: there is no file ../../../gone.md [link]',
    'docs/g.md:5: error: needs=missing: no block has this id; `guidepost show` lists the ids [guide]',
    'docs/g.md:9: error: there is no file ../_shared/none.md beside this one [guide]',
  ]);
});

test('a named file is linted even if its folder leaves it out: a shared part, a cram test', async (t) => {
  const folder = folderOf(t);
  mkdirSync(join(folder, '_shared'));
  writeFileSync(join(folder, '_shared', 'part.md'), '```bash\nrm -rf /srv/x\n```\n');
  writeFileSync(join(folder, 'test.t'), 'A test:\n\n  $ echo $TESTDIR\n');
  const part = await guidepost(folder, 'lint', '_shared/part.md');
  assert.match(part.out, /^_shared\/part\.md:2: warning: .*\[danger\]\n$/);
  const cram = await guidepost(folder, 'lint', 'test.t');
  assert.match(cram.out, /^test\.t:3: warning: cram sets \$TESTDIR; Guidepost does not/);
});
