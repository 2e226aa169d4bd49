import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { findGuides, readGuide } from '../../server/guides/read-guides.ts';
import { readProject } from '../../server/project/project.ts';

test('a folder is a guide named after itself, its further pages in the order of the front matter', async (t) => {
  const folder = await write(t, {
    'my-guide/index.mdx': '---\ntitle: Mine\npages: [b, a]\n---\n',
    'my-guide/a.mdx': fence('echo a'),
    'my-guide/b.md': fence('echo b'),
  });
  const { runbook } = await readGuide(join(folder, 'my-guide'));
  assert.equal(runbook.id, 'my-guide');
  assert.deepEqual(
    runbook.pages.map(({ slug }) => slug),
    ['index', 'b', 'a'],
  );
  assert.deepEqual(
    runbook.blocks.map(({ script }) => script),
    ['echo b\n', 'echo a\n'],
  );
});

test('a single file is a guide too', async (t) => {
  const folder = await write(t, { 'Read Me.md': `# Hi\n\n${fence('x')}` });
  const { runbook } = await readGuide(join(folder, 'Read Me.md'));
  assert.deepEqual([runbook.id, runbook.title], ['read-me', 'Hi']);
});

test('a page that the front matter names and nobody wrote is an error', async (t) => {
  const folder = await write(t, { 'index.md': '---\npages: [more]\n---\n' });
  await assert.rejects(readGuide(folder), /there is no more\.mdx or more\.md/);
});

test('a guide that does not exist is said to be missing', async (t) => {
  const folder = await write(t, { 'other.txt': '' });
  await assert.rejects(readGuide(join(folder, 'nowhere')), /there is no such guide/);
  await assert.rejects(readGuide(folder), /needs an index\.mdx or index\.md/);
});

test('all guides of a content folder are found, sorted, without hidden and underscored ones', async (t) => {
  const folder = await write(t, {
    'b/index.md': '',
    'a/index.md': '',
    '_draft/index.md': '',
    '.git/index.md': '',
    'note.md': '',
  });
  assert.deepEqual(
    (await findGuides(folder)).map(({ runbook }) => runbook.id),
    ['a', 'b'],
  );
});

test('the hash of a block changes with anything that decides what it does, and with nothing else', async (t) => {
  const front = (extra: string) => `---\ntitle: T\n${extra}\n---\n`;
  const input = 'inputs: [{ name: NAME }]';
  const base = front(input) + fence('echo $NAME', 'bash id=a');
  const same = [base + 'more prose\n', front(input) + 'prose\n\n' + fence('echo $NAME', 'bash id=a title="Other"')];
  const others = [
    front(input) + fence('echo  $NAME', 'bash id=a'),
    front(input) + fence('echo $NAME', 'bash id=b'),
    front(input) + fence('echo $NAME', 'bash id=a cwd=/tmp'),
    front(input) + fence('echo $NAME', 'sh id=a'),
    front('inputs: [{ name: NAME, default: x }]') + fence('echo $NAME', 'bash id=a'),
    front(`${input}\nenv: { X: 1 }`) + fence('echo $NAME', 'bash id=a'),
    front(`${input}\ncwd: /`) + fence('echo $NAME', 'bash id=a'),
  ];
  const expected = await hashOf(t, base);
  for (const text of same) assert.equal(await hashOf(t, text), expected, text);
  const hashes = await Promise.all(others.map((text) => hashOf(t, text)));
  assert.equal(new Set([expected, ...hashes]).size, others.length + 1);
});

async function hashOf(t: TestContext, text: string): Promise<string | undefined> {
  const { hashes } = await readGuide(await write(t, { 'index.md': text }));
  return [...hashes.values()][0];
}

function fence(script: string, words = 'bash'): string {
  return `\`\`\`${words}\n${script}\n\`\`\`\n`;
}

async function write(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'guidepost-guides-'));
  t.after(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

test('a practice folder that is not there is found out when the guide is read', async (t) => {
  const folder = await write(t, { 'index.md': '---\ntitle: T\npractice: { folder: gone }\n---\n' });
  await assert.rejects(readGuide(folder), /index\.md:3: practice: there is no folder gone beside this file/);
});

test('a file that is not UTF-8 is refused with its first such line, not read as something else', async (t) => {
  const folder = await write(t, { 'wide.md': '' });
  const text = `# T\n\n${fence('echo caf\u00E9')}`;
  for (const [bytes, line] of [
    [Buffer.from(`\uFEFF${text}`, 'utf16le'), 1],
    [Buffer.from(text, 'utf16le'), 1],
    [Buffer.from(text, 'latin1'), 4],
  ] as const) {
    await writeFile(join(folder, 'wide.md'), bytes);
    await assert.rejects(readGuide(join(folder, 'wide.md')), new RegExp(`wide\\.md:${line}: this file is not UTF-8`));
  }
});

for (const [what, at] of [
  ['a first page', 'guide/index.md'],
  ['a further page', 'guide/more.md'],
  ['a file of the practice folder', 'guide/practice/pipe'],
  ['the config', 'guidepost.yaml'],
] as const)
  test(`${what} that is a named pipe is refused, and not waited for`, async (t) => {
    const folder = await write(t, {
      'guide/index.md': '---\npages: [more]\npractice: { folder: practice }\n---\n',
      'guide/more.md': fence('more'),
      'guide/practice/file': '',
    });
    await rm(join(folder, at), { force: true });
    execFileSync('bash', ['-c', 'mkfifo "$1"', 'bash', join(folder, at)]);
    const read = at === 'guidepost.yaml' ? readProject(folder) : readGuide(join(folder, 'guide'));
    await assert.rejects(read, { name: 'RunbookError', message: 'is neither a file nor a folder; remove it' });
  });
