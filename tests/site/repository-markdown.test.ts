/** Pictures and links of a page that was written for a repository. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { markdownToHtml } from 'satteri';
import { repositoryMarkdown } from '../../src/site/repository-markdown.ts';

async function rendered(t: TestContext, markdown: string): Promise<string> {
  const outer = mkdtempSync(join(tmpdir(), 'repository-'));
  t.after(() => rmSync(outer, { recursive: true }));
  const folder = join(outer, 'site');
  mkdirSync(folder);
  for (const file of [join(outer, 'own.png'), join(folder, 'a b.png')]) writeFileSync(file, '');
  const page = join(folder, 'page.md');
  writeFileSync(page, markdown);
  const serve = (file: string) => `/files${file.slice(folder.length)}`;
  const plugin = repositoryMarkdown({ folder, entries: new Map(), base: '/', serve });
  const { html } = await markdownToHtml(markdown, { mdastPlugins: [plugin], fileURL: pathToFileURL(page) });
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
