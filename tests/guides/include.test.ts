/** `<Include>`: one source of truth for what several guides share. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { markdownToHtml } from 'satteri';
import { manifestOf } from '../../server/connect/manifest.ts';
import { expandPage } from '../../server/guides/include.ts';
import { readGuide } from '../../server/guides/read-guides.ts';
import { readProject } from '../../server/project/project.ts';
import { splitDocument } from '../../src/runbook/reading/document.ts';
import { mark } from '../../src/site/mark.ts';
import { stepMarkup } from '../../src/words/en.ts';

const SHARED = `---
title: Shared
---

## Log in

\`\`\`bash id=login
echo hello
\`\`\`

\`\`\`text check
hello
\`\`\`

## Log out

\`\`\`bash id=logout needs=login
echo bye
\`\`\`
`;
const include = (words = '') => `<Include file="../_shared/log-in.md"${words} />\n`;
const THEN = '\n## Then\n\n```bash id=then needs=logout\ntrue\n```\n';

for (const name of ['index.md', 'index.mdx'])
  test(`what ${name} includes is a part of it: on the page, in the run and in what is approved`, async (t) => {
    const folder = write(t, { '_shared/log-in.md': SHARED, [`a/${name}`]: `# A\n\n${include()}${THEN}` });
    const guide = await readGuide(join(folder, 'a', name));
    assert.deepEqual(
      guide.runbook.blocks.map(({ id, file, line }) => `${id} ${file.replace(folder, '')}:${line}`),
      ['login /_shared/log-in.md:7', 'logout /_shared/log-in.md:17', `then /a/${name}:7`],
    );
    assert.deepEqual(guide.runbook.blocks[0]?.expectations[0]?.at, [12]);
    const [source] = guide.sources;
    const { html } = await markdownToHtml(splitDocument(source.file, source.text).body, {
      mdastPlugins: [mark(() => Promise.resolve({ guide, ...source }), stepMarkup)],
      features: { frontmatter: false },
      fileURL: new URL(`file://${source.file}`),
    });
    for (const [id, hash] of guide.hashes) assert.ok(html.includes(`data-id="${id}" data-hash="${hash}"`), id);
    const [described] = manifestOf([guide]).guides;
    assert.equal(described?.files[0]?.text, source.text);
    assert.match(source.text, /echo hello/);
    assert.doesNotMatch(source.text, /<Include/);
  });

test('a part stands twice where each has a prefix; without, the ids are refused with file and line', async (t) => {
  const folder = write(t, {
    '_shared/log-in.md': SHARED,
    'a/index.md': `${include(' prefix="one"')}\n${include(' prefix="two"')}`,
    'b/index.md': `${include()}\n${include()}`,
    'c/index.md': include(' section="Log in"'),
  });
  const { runbook } = await readGuide(join(folder, 'a'));
  assert.deepEqual(
    runbook.blocks.map(({ id, needs }) => [id, ...needs]),
    [['one-login'], ['one-logout', 'one-login'], ['two-login'], ['two-logout', 'two-login']],
  );
  const taken = /log-in\.md:7: id=login is taken by the block at .*log-in\.md:7; give one of them another id$/;
  await assert.rejects(readGuide(join(folder, 'b')), (error) => taken.test(String(error)));
  assert.deepEqual(
    (await readGuide(join(folder, 'c'))).runbook.blocks.map(({ id }) => id),
    ['login'],
  );
});

test('what cannot be included is refused, with the place that has to be mended', async (t) => {
  const outside = write(t, { 'secret.md': SHARED });
  const folder = write(t, {
    '_shared/bad.md': '## Bad\n\n```bash retry=x\ntrue\n```\n',
    '_shared/loop.md': '<Include file="loop.md" />',
    '_shared/code.md': '{process.exit()}',
  });
  symlinkSync(join(outside, 'secret.md'), join(folder, '_shared/link.md'));
  symlinkSync(outside, join(folder, '_shared/folder'));
  for (const [file, why, page = 'index.md'] of [
    ['_shared/bad.md', /_shared\/bad\.md:3: retry=x should be a whole number/],
    ['_shared/loop.md', /_shared\/loop\.md:1: loop\.md includes itself/],
    ['_shared/none.md', /index\.md:3: there is no file _shared\/none\.md/],
    ['_shared/link.md', /index\.md:3: _shared\/link\.md is not a file, or is reached through a link/],
    ['_shared/folder/secret.md', /is reached through a link/],
    [`../${basename(outside)}/secret.md`, /index\.md:3: .* is outside of/],
    ['/etc/hosts', /is outside of/],
    ['guidepost.yaml', /is not Markdown/],
    ['_shared/code.md', /_shared\/code\.md:1: \{process\.exit\(\)\}: an included file cannot contain code/, 'live.mdx'],
  ] as const) {
    writeFileSync(join(folder, page), `# A\n\n<Include file="${file}" />\n`);
    await assert.rejects(readGuide(join(folder, page)), (error) => {
      assert.match(String(error), why);
      return true;
    });
  }
});

test('what looks like an include inside of a fence is text', () => {
  const text = '```md\n<Include file="x.md" />\n```\n';
  assert.equal(expandPage('guide.md', text).text, text);
});

function write(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'guidepost-include-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ 'guidepost.yaml': '', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test('a component that a page imports under this name is its own', async (t) => {
  const folder = write(t, {
    'a.mdx': 'import Include from \'./x.astro\';\n\n<Include src="y" />\n\n```bash\ntrue\n```\n',
  });
  assert.equal((await readGuide(join(folder, 'a.mdx'))).runbook.blocks.length, 1);
});

test('a mistake in an included part names the page that cannot be read for it', async (t) => {
  const folder = write(t, { '_shared/log-in.md': '```bash needs=no\n```\n', 'a/index.md': include() });
  const { broken } = await readProject(folder);
  assert.deepEqual(
    broken.map(({ page, place }) => [basename(dirname(page)), basename(place.file)]),
    [['a', 'log-in.md']],
  );
});

test('files that include each other many times are told, before they fill the memory', (t) => {
  const files = Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [
      `_shared/${at}.md`,
      at === 8 ? 'text\n' : `<Include file="${at + 1}.md" />\n\n`.repeat(8),
    ]),
  );
  const folder = write(t, { ...files, 'a/index.md': '# A\n\n<Include file="../_shared/0.md" />\n' });
  const page = join(folder, 'a', 'index.md');
  const began = process.memoryUsage().heapUsed;
  assert.throws(
    () => expandPage(page, readFileSync(page, 'utf8')),
    /includes more than 1000 files or 4 MB; include less/,
  );
  assert.ok(process.memoryUsage().heapUsed - began < 500_000_000);
});
