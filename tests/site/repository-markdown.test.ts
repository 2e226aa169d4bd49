/** Pictures and links of a page that was written for a repository. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { markdownToHtml } from 'satteri';
import { repositoryHtml, repositoryMarkdown } from '../../src/site/repository-markdown.ts';
import { sanitizer } from '../../src/site/sanitize.ts';

const PAGES = { 'index.md': '', 'docs/README.mdx': 'docs', 'docs/set up.md': 'docs/set-up', 'old/readme.md': 'old' };

async function rendered(t: TestContext, markdown: string): Promise<string> {
  const outer = mkdtempSync(join(tmpdir(), 'repository-'));
  t.after(() => rmSync(outer, { recursive: true }));
  const folder = join(outer, 'site');
  mkdirSync(folder);
  for (const file of [join(outer, 'own.png'), join(folder, 'a b.png')]) writeFileSync(file, '');
  const page = join(folder, 'page.md');
  writeFileSync(page, markdown);
  const serve = (file: string) => encodeURI(`/files${file.slice(folder.length)}`);
  const entries = new Map(Object.entries(PAGES).map(([path, entry]) => [join(folder, path), entry]));
  const pages = { folder, entries, base: '/base/', serve };
  const { html } = await markdownToHtml(markdown, {
    mdastPlugins: [repositoryMarkdown(pages)],
    hastPlugins: [sanitizer(() => undefined), repositoryHtml(pages)],
    fileURL: pathToFileURL(page),
  });
  return html.trim();
}

test('a picture beside the page is served', async (t) => {
  assert.equal(await rendered(t, '![x](a%20b.png)'), '<p><img src="/files/a%20b.png" alt="x"></p>');
});

for (const url of ['none.png', '../own.png', '%zz.png', 'https://a.example/%zz.png', 'none.png?x'])
  test(`a picture that is not there, or not in the folder, leaves its words: ${url}`, async (t) => {
    assert.equal(await rendered(t, `![its words](${url})`), '<p>its words</p>');
  });

test('a picture of the web is left to the browser, which loads none from elsewhere', async (t) => {
  assert.match(await rendered(t, '![x](https://a.example/x.png)'), /src="https:\/\/a\.example\/x\.png"/);
});

for (const [url, address] of [
  ['docs/set%20up.md#a', '/base/docs/set-up/#a'],
  ['docs/set%20up', '/base/docs/set-up/'],
  ['docs', '/base/docs/'],
  ['docs/#x', '/base/docs/#x'],
  ['old/', '/base/old/'],
  ['/docs/set%20up.md', '/base/docs/set-up/'],
  ['/docs/', '/base/docs/'],
  ['/a%20b.png', '/files/a b.png'],
  ['/etc/passwd', '/etc/passwd'],
  ['/guide/route', '/guide/route'],
  ['//host.example/docs', '//host.example/docs'],
  ['../own.png', '../own.png'],
  ['nowhere.md', 'nowhere.md'],
] as const) {
  test(`a link to ${url} leads to ${address}`, async (t) => {
    assert.equal(hrefOf(await rendered(t, `[x](<${url}>)`)), address);
    if (!url.startsWith('//')) assert.equal(hrefOf(await rendered(t, `<a href="${url}">x</a>`)), address);
  });
}

test('a link from the top of the repository works where the pages are in a folder of it', async (t) => {
  const html = await rendered(t, '[x](/site/docs/set%20up.md) [y](/other/docs/set%20up.md)');
  assert.match(html, /href="\/base\/docs\/set-up\/"/);
  assert.match(html, /href="\/other\/docs\/set%20up\.md"/);
});

test('the pictures of a <picture> are served, whichever of them is shown', async (t) => {
  const html = await rendered(
    t,
    '<picture><source media="(prefers-color-scheme: dark)" srcset="a%20b.png, a%20b.png 2x, https://a.example/x.png 3x"><img src="a%20b.png"></picture>',
  );
  assert.match(html, /srcset="\/files\/a%20b\.png, \/files\/a%20b\.png 2x, https:\/\/a\.example\/x\.png 3x"/);
  assert.match(html, /<img src="\/files\/a%20b\.png"/);
});

function hrefOf(html: string): string {
  return decodeURI(/href="([^"]*)"/.exec(html)?.[1] ?? '').replace('%23', '#');
}
