/** What is a project, and what each of its files is called. Written for repositories that know nothing of Guidepost. */
import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { entryOf } from '../../server/project/markdown-files.ts';
import { readProject } from '../../server/project/project.ts';

const STEP = '# A step\n\n```bash\necho hi\n```\n';

test('every Markdown file with a block is a guide, and every file a page', async (t) => {
  const folder = await write(t, {
    'README.md': '# Service\n',
    'docs/setup/Install It.md': STEP,
    'docs/setup/README.md': 'prose',
    'docs/setup/other.txt': '',
    'docs/setup/LOUD.MD': STEP,
    'docs/setup/CODE.MDX': 'import "./x.js"\n',
    'node_modules/x/README.md': STEP,
    '.github/PULL.md': STEP,
  });
  const { title, files, guides } = await readProject(folder);
  assert.equal(title, folder.split('/').at(-1));
  assert.deepEqual(
    files.map(({ path, entry }) => [path, entry]),
    [
      ['README.md', 'index'],
      ['docs/setup/Install It.md', 'docs/setup/install-it'],
      ['docs/setup/README.md', 'docs/setup'],
    ],
  );
  assert.deepEqual(
    guides.map(({ runbook, entries }) => [runbook.id, runbook.title, entries]),
    [['install-it', 'A step', { index: 'docs/setup/install-it' }]],
  );
});

test('a configuration that names a link out of its folder as the place of the pages is refused', async (t) => {
  const [mine, theirs] = [await write(t, { 'notes.md': STEP }), await write(t, { 'guidepost.yaml': 'folder: docs\n' })];
  await symlink(mine, join(theirs, 'docs'));
  await assert.rejects(readProject(theirs), { name: 'RunbookError', message: /is a link out of/ });
  await writeFile(join(theirs, 'guidepost.yaml'), 'folder: docs/deeper\n');
  await mkdir(join(mine, 'deeper'));
  await assert.rejects(readProject(theirs), { name: 'RunbookError', message: /is a link out of/ });
});

test('guides of the same name are called by their whole address', async (t) => {
  const folder = await write(t, { 'a/install.md': STEP, 'b/install.md': STEP });
  const { guides } = await readProject(folder);
  assert.deepEqual(
    guides.map(({ runbook }) => runbook.id),
    ['a-install', 'b-install'],
  );
});

test('no two guides have one id, also where their names hold no Latin letter, or make one address', async (t) => {
  const names = ['a/b.md', 'c/b.md', 'a-b.md', '中文.md', '日本語.md', 'Привет.md', 'Über uns.md', 'docs/Übergröße.md'];
  const folder = await write(t, Object.fromEntries(names.map((name) => [name, STEP])));
  const { guides } = await readProject(folder);
  const ids = Object.fromEntries(
    guides.map(({ runbook: { pages, id } }) => [String(pages[0]?.file).slice(folder.length + 1), id]),
  );
  assert.equal(new Set(Object.values(ids)).size, names.length, JSON.stringify(ids));
  assert.equal(ids['Über uns.md'], 'uber-uns');
  assert.equal(ids['docs/Übergröße.md'], 'ubergrosse');
  for (const id of Object.values(ids)) assert.match(id, /^[a-z0-9-]+$/);
});

test('the further pages of a guide are not guides of their own, and its practice folder has no pages', async (t) => {
  const folder = await write(t, {
    'move/index.md': `---\npages: [more]\npractice: { folder: practice }\n---\n${STEP}`,
    'move/more.md': STEP,
    'move/practice/README.md': STEP,
  });
  const { guides, files } = await readProject(folder);
  assert.deepEqual(
    guides.map(({ entries }) => entries),
    [{ index: 'move', more: 'move/more' }],
  );
  assert.equal(files.length, 2);
});

test('a guide that cannot be read affects no other', async (t) => {
  const folder = await write(t, { 'good.md': STEP, 'bad.md': '```bash timeout=soon\nx\n```\n' });
  const { guides, broken } = await readProject(folder);
  assert.deepEqual(
    guides.map(({ runbook }) => runbook.id),
    ['good'],
  );
  assert.match(String(broken[0]), /bad\.md:1: timeout=soon should look like 30s/);
});

test('the nearest guidepost.yaml names title, folder, guides and what is left out', async (t) => {
  const folder = await write(t, {
    'guidepost.yaml': "title: Platform\nfolder: docs\nguides: ['how/**']\nexclude: ['drafts/**']\n",
    'README.md': STEP,
    'docs/how/a.md': STEP,
    'docs/prose.md': STEP,
    'docs/drafts/b.md': STEP,
  });
  for (const start of [folder, join(folder, 'docs')]) {
    const { title, files, guides } = await readProject(start);
    assert.equal(title, 'Platform');
    assert.deepEqual(
      files.map(({ path }) => path),
      ['how/a.md', 'prose.md'],
    );
    assert.deepEqual(
      guides.map(({ runbook }) => runbook.id),
      ['a'],
    );
  }
  const below = await readProject(join(folder, 'docs', 'how'));
  assert.deepEqual(
    below.guides.map(({ runbook }) => runbook.id),
    ['a'],
  );
});

test('the key guidepost of a package.json says the same', async (t) => {
  const folder = await write(t, { 'package.json': '{"guidepost":{"title":"From the manifest"}}', 'a.md': STEP });
  assert.equal((await readProject(folder)).title, 'From the manifest');
});

test('a key guidepost of another kind, or with a mistake, is refused with its line; a dependency of that name is none', async (t) => {
  for (const [value, says] of [
    ['"docs"', /package\.json:2: this file should be/],
    ['null', /package\.json:2: this file should be/],
    ['{"titel": "x"}', /package\.json:2: unknown key titel/],
  ] as const) {
    const folder = await write(t, { 'package.json': `{"name": "x",\n"guidepost": ${value}}`, 'a.md': STEP });
    await assert.rejects(readProject(folder), (error) => says.test(String(error)));
  }
  const folder = await write(t, { 'package.json': '{"devDependencies":{"guidepost":"^0.1.0"}}', 'a.md': STEP });
  assert.equal((await readProject(folder)).guides.length, 1);
});

test('a config that is wrong is refused with file, line and what is known', async (t) => {
  const rows: readonly (readonly [string, RegExp])[] = [
    ['title: A\nguide: [x]\n', /guidepost\.yaml:2: unknown key guide; there is title, lang, folder, guides/],
    ['lang: xx\n', /guidepost\.yaml:1: lang should be en or de/],
    ['folder: ../..\n', /guidepost\.yaml:1: folder should be beside or below/],
    ['site: here\n', /guidepost\.yaml:1: site should be an address, as in https:\/\/docs\.example\.com/],
    ['guides: 5\n', /guidepost\.yaml:1: guides should be a list, as in \[a, b\]/],
    ['title: "x\n', /guidepost\.yaml:\d: a text that begins with " does not end with "/],
    ['a: [\n', /guidepost\.yaml:\d: /],
  ];
  for (const [text, message] of rows) {
    const folder = await write(t, { 'guidepost.yaml': text });
    await assert.rejects(readProject(folder), (error) => message.test(String(error)));
  }
});

test('one file is a project with that guide alone', async (t) => {
  const folder = await write(t, { 'a.md': STEP, 'b.md': STEP });
  const { guides } = await readProject(join(folder, 'b.md'));
  assert.deepEqual(
    guides.map(({ runbook }) => runbook.id),
    ['b'],
  );
});

test('an address has no character that a URL must escape, except letters of other scripts', () => {
  assert.equal(entryOf('2. Set up/Read Me!.md'), '2-set-up/read-me');
  assert.equal(entryOf('README.md'), 'index');
  assert.equal(entryOf('docs/Übersicht.mdx'), 'docs/übersicht');
});

test('a file that may not be read is told, and the others are read', async (t) => {
  const folder = await write(t, { 'good.md': STEP, 'secret.md': STEP });
  await chmod(folder, 0o755);
  await chmod(join(folder, 'secret.md'), 0);
  // Root may read every file, so it becomes nobody for a moment.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    const { guides, broken } = await readProject(folder);
    assert.deepEqual(
      guides.map(({ runbook }) => runbook.id),
      ['good'],
    );
    assert.match(String(broken[0]), /secret\.md: this file cannot be read: permission denied$/);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

async function write(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'guidepost-project-'));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, '.git')); // nothing above it is asked
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}
