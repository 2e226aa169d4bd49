/** Lint of guides that are refused: each mistake is found, wherever it lies, and none is made up. */
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { folderOf, guidepost } from '../cli/guidepost.ts';

const INDEX = '---\ntitle: P\npages: [two, three]\n---\n\n```bash id=install\ntrue\n```\n';
const TWO = '# Two\n\n```bash needs=install\ntrue\n```\n\n```bash timeout=soon\ntrue\n```\n';
const THREE = '# Three\n\n```bash needs=install,nobody\ntrue\n```\n';
const SOON = 'guide/two.md:7: error: timeout=soon should look like 30s or 5m [guide]';
const NOBODY = 'guide/three.md:3: error: needs=nobody: no block has this id; `guidepost show` lists the ids [guide]';

test('the further pages of a refused guide are read with it, and their errors reported at once', async (t) => {
  const folder = write(t, { 'guide/index.md': INDEX, 'guide/two.md': TWO, 'guide/three.md': THREE });
  for (const path of ['.', 'guide', 'guide/index.md', 'guide/two.md'])
    assert.deepEqual((await lint(folder, path)).told, [NOBODY, SOON], path);
  assert.equal((await guidepost(folder, 'list', '.')).err.split('\n').length, 2, 'list names the guide once');
});

test('so are they where the front matter has a mistake of its own', async (t) => {
  const index = INDEX.replace('title: P', 'title: P\ntimeout: soon').replace('id=install', 'id=install needs=three');
  const three = THREE.replace('needs=install,nobody', 'id=three');
  const folder = write(t, { 'guide/index.md': index, 'guide/two.md': '# Two\n', 'guide/three.md': three });
  assert.deepEqual((await lint(folder, '.')).told, [
    'guide/index.md:3: error: timeout=soon should look like 30s or 5m [guide]',
  ]);
});

test('a page that is missing, or not UTF-8, is an error even if another page has one', async (t) => {
  const missing = write(t, { 'guide/index.md': INDEX, 'guide/two.md': TWO });
  assert.deepEqual((await lint(missing, '.')).told, [
    'guide/index.md:3: error: pages: there is no three.mdx or three.md beside it [guide]',
    SOON,
  ]);
  const latin = write(t, {
    'guide/index.md': INDEX,
    'guide/two.md': TWO,
    'guide/three.md': Buffer.from('# \xe4\n', 'latin1'),
  });
  assert.deepEqual((await lint(latin, '.')).told, [
    'guide/three.md:1: error: this file is not UTF-8; save it as UTF-8 [guide]',
    SOON,
  ]);
});

for (const [what, bytes] of [
  ['Latin-1', Buffer.from('# \xe4\n\n```bash\ntrue\n```\n', 'latin1')],
  ['UTF-16', Buffer.from('\ufeff# A\n\n```bash\ntrue\n```\n', 'utf16le')],
] as const)
  test(`a file in ${what} fails, named by itself and in its folder`, async (t) => {
    const folder = write(t, { 'good.md': '```bash\ntrue\n```\n', 'bad.md': bytes });
    for (const path of ['.', 'bad.md']) {
      const { told, code } = await lint(folder, path);
      assert.deepEqual(told, ['bad.md:1: error: this file is not UTF-8; save it as UTF-8 [guide]'], path);
      assert.equal(code, 1);
    }
  });

test('nothing of a page that is a link out of the folder is read', async (t) => {
  const folder = write(t, {
    'secret.md': '```bash timeout=secret\n```\n',
    'guide/index.md': INDEX,
    'guide/two.md': '# Two\n',
  });
  symlinkSync(join(folder, 'secret.md'), join(folder, 'guide', 'three.md'));
  const { told } = await lint(folder, 'guide');
  assert.equal(told.length, 1);
  assert.match(told[0] ?? '', /three\.md:0: error: is a link out of/);
});

async function lint(folder: string, path: string) {
  const { code, out } = await guidepost(folder, 'lint', path);
  return { code, told: out.trimEnd().split('\n') };
}

function write(t: TestContext, files: Readonly<Record<string, string | Buffer>>): string {
  const folder = folderOf(t);
  for (const [path, text] of Object.entries({ 'guidepost.yaml': '', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
