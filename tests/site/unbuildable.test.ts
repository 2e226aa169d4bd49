/** What keeps an MDX page from being compiled: what only the site that it was written for has. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readTree } from '../../src/runbook/reading/document.ts';
import { unbuildable } from '../../src/site/unbuildable.ts';

const folder = mkdtempSync(join(tmpdir(), 'guidepost-unbuildable-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'node_modules/@scope/there'), { recursive: true });
mkdirSync(join(folder, 'docs'));
for (const [path, text] of Object.entries({
  'docs/part.mdx': 'text',
  'docs/other.mdx': "import X from '@theme/X'\n\n<X />\n",
  'docs/round.mdx': "import R from './round.mdx'\n\n<R />\n",
  'docs/a.js': '',
  'docs/b.vue': '',
}))
  writeFileSync(join(folder, path), text);

const cases: readonly (readonly [string, readonly string[]])[] = [
  ["import { Tabs, TabItem as T } from '@astrojs/starlight/components';\n\n<Tabs><T>x</T></Tabs>\n", []],
  ["import Part from './part.mdx';\nimport * as N from './a';\n\n<Part /> <N.One />\n", []],
  ["import '@scope/there/style.css';\nimport {\n  A,\n  B,\n} from '@scope/there';\n\n<A /><B />\n", []],
  ['export const A = () => 1;\nexport function B() {}\n\n<A /><B />\n', []],
  ['export const a = 1;\n\n{a} <div><b>x</b></div>\n', []],
  ['<Only in="practice">x</Only>\n', []],
  ["import R from './round.mdx';\n\n<R />\n", []],
  ["import X from '@theme/X';\n\n<X />\n", ['@theme/X is not installed here']],
  ["import X from '~/x.astro';\n\n<X />\n", ['~/x.astro is not installed here']],
  ["import X from '/src/x.astro';\n\n<X />\n", ['/src/x.astro is not installed here']],
  ["import X from './gone.mdx';\n\n<X />\n", ['there is no file ./gone.mdx']],
  ["import X from './b.vue';\n\n<X />\n", ['./b.vue is a component of another framework']],
  ["import O from './other.mdx';\n\n<O />\n", ['./other.mdx: @theme/X is not installed here']],
  ['<Card>\n\ntext\n\n</Card> <Card.Title />\n', ['nothing says what <Card> is']],
];

for (const [text, reasons] of cases)
  test(`${JSON.stringify(text)}: ${reasons[0] ?? 'is compiled'}`, () => {
    assert.deepEqual(unbuildable(join(folder, 'docs/page.mdx'), readTree('page.mdx', text)), reasons);
  });
