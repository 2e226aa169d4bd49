import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mdxToJs } from 'satteri';
import { readStill } from '../../src/site/still-pages.ts';

test('a page of text, code and elements of the frame stands still, with its headings', () => {
  const still = readStill(compiled('## Some "words"\n\nText & `code`.\n'));
  assert.equal(still?.html, '<h2>Some "words"</h2>\n<p>Text &amp; <code>code</code>.</p>');
  assert.deepEqual(still?.metadata?.headings, HEADINGS);
});

for (const [what, source] of [
  ['an import', 'import x from "./x.ts"\n\nText\n'],
  ['an export', 'export const x = 1\n\nText\n'],
  ['an expression', 'One and one is {1 + 1}.\n'],
  ['a component', '<Card>\n\nText\n\n</Card>\n'],
] as const)
  test(`a page with ${what} is alive`, () => assert.equal(readStill(compiled(source)), null));

test('code of another shape than is known is left to the build', () => {
  const code = compiled('Text\n');
  assert.ok(readStill(code));
  assert.equal(readStill(code.replace('jsx as _jsx', 'jsx as _j')), null);
  assert.equal(readStill(code.replace('Text', '\\x41')), null);
  assert.equal(readStill(`${code}\nimport layout from "./layout.astro";\n`), null);
});

const HEADINGS = [{ depth: 2, slug: 'words', text: 'Words' }];

/** As Astro's MDX does it: what can be is one piece of HTML, and the headings stand at the end. */
function compiled(source: string): string {
  const optimizeStatic = { component: 'Fragment', prop: 'set:html' };
  const { code } = mdxToJs(source, { optimizeStatic, jsxImportSource: 'astro', elementAttributeNameCase: 'html' });
  return `${code.replace(/^export default MDXContent;\s*$/m, '')}
export const frontmatter = {};
export function getHeadings() { return ${JSON.stringify(HEADINGS)}; }`;
}
