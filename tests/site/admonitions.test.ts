/** Blocks in what other sites call asides, notes or callouts: the page shows as blocks what runs, and nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../src/runbook/reading/parse.ts';
import { renderPage } from './render.ts';

const STEP = "```bash\necho '{in} <it>'\n```\n\n```text check\n{in} <it>\n```\n";
const indented = STEP.replaceAll(/^(?=.)/gm, '  ');

const PAGES: Readonly<Record<string, [text: string, blocks: number]>> = {
  'an aside': [`:::note\nBefore.\n\n${STEP}:::\n`, 1],
  'an aside without a blank line': [`:::tip\n${STEP}:::\n\n${STEP}`, 2],
  'an aside with a title, and a list in it': [`:::caution[Careful]\n- In a list:\n\n${indented}:::\n`, 1],
  'an aside in another': [`::::note\n:::tip\n${STEP}:::\n::::\n`, 1],
  'an aside that is never closed': [`:::danger\n${STEP}`, 1],
  'an alert of GitHub': [`> [!NOTE]\n> Look:\n>\n${STEP.replaceAll(/^/gm, '> ')}\n`, 1],
  'an admonition of MkDocs, whose content is indented': [
    `!!! note\n\n    Look.\n\n${STEP.replaceAll(/^/gm, '    ')}`,
    0,
  ],
  details: [`<details>\n<summary>More</summary>\n\n${STEP}\n</details>\n`, 1],
};

for (const file of ['guide.md', 'guide.mdx'])
  for (const [what, [text, count]] of Object.entries(PAGES)) {
    if (file.endsWith('x') && what.startsWith('an admonition')) continue; // MDX has no indented code
    test(`${file}: ${what}`, async () => {
      const { blocks } = parse('guide', [{ slug: 'index', file, text }]);
      assert.equal(blocks.length, count);
      const html = await renderPage(text, file);
      for (const { id, expectations } of blocks) {
        assert.ok(html.includes(`data-id="${id}"`), html);
        assert.equal(expectations.length, 1);
      }
      assert.equal(html.match(/<guide-block /g)?.length ?? 0, count, html);
      assert.equal(html.match(/<guide-check /g)?.length ?? 0, count, html);
    });
  }
