/** A guide's page on the site of somebody else, as our plugins leave it to the site's own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownToHtml, mdxToJs } from 'satteri';
import { splitDocument } from '../../src/runbook/reading/document.ts';
import { parse } from '../../src/runbook/reading/parse.ts';
import { mark } from '../../src/site/mark.ts';
import { partsPlace, placeIn } from '../../src/site/parts-place.ts';
import { stepMarkup } from '../../src/words/en.ts';
import { unsealer } from '../../src/site/sanitize.ts';

const GUIDE =
  '---\ntitle: T\n---\n\n## Go\n\n```bash id=go {1} frame="none"\necho go\n```\n\n```js {2} title="a.js"\nlet a;\n```\n';

test("a page begins with the place of a guide's parts, and says which guide it shows", async () => {
  const html = await page(GUIDE);
  assert.deepEqual(placeIn(html), { guide: 'first', page: 'index' });
  assert.match(html, /^<guide-parts [^]*<guide-block id="step-go"/);
});

test("a fence that is no part of the guide stays the site's, with its words", async () => {
  const html = await page(GUIDE);
  assert.match(html, /<pre><code class="language-js"[^>]*>let a;/);
  assert.doesNotMatch(html, /guide-code/);
});

test('nothing of what our own site needs to know its parts is left in a page', async () => {
  assert.doesNotMatch(await page(GUIDE), /sealed|held/i);
});

test('a page that is code has the place and its blocks too', async () => {
  const code = await page(`${GUIDE}\nimport { A } from './a';\n\n<A>{1 + 1}</A>\n`, 'first.mdx');
  assert.match(code, /guide-parts[^]*guide-block[^]*step-go/);
});

test('a page of no guide has no place', async () => {
  const html = await page('# Only words\n', 'other.md');
  assert.equal(placeIn(html), null);
  assert.equal(placeIn('<guide-parts class="not-content"><guide-bar></guide-bar></guide-parts>'), null);
});

async function page(text: string, file = 'first.md'): Promise<string> {
  const sources = [{ slug: 'index', file, text }] as const;
  const runbook = parse('first', sources);
  const guide = { sources, runbook, hashes: new Map(runbook.blocks.map(({ id }) => [id, `hash-of-${id}`])) };
  const find = async () => (runbook.blocks.length > 0 ? { guide, ...sources[0] } : undefined);
  const settings = {
    mdastPlugins: [mark(find, stepMarkup, { copyOthers: false }), partsPlace(find)],
    hastPlugins: [unsealer],
    fileURL: new URL(`file:///${file}`),
  };
  const { body } = splitDocument(file, text);
  return file.endsWith('.mdx') ? (await mdxToJs(body, settings)).code : (await markdownToHtml(body, settings)).html;
}
