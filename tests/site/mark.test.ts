import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownToHtml } from 'satteri';
import { mark } from '../../src/site/mark.ts';
import { parse } from '../../src/runbook/reading/parse.ts';
import { renderPage } from './render.ts';
import { stepMarkup } from '../../src/words/en.ts';

const html = (text: string, file = 'guide.md', body = '') => renderPage(text, file, { body });

const count = (text: string, part: string) => text.split(part).length - 1;

test('a block stands in its element with its id, hash and title, and its fence untouched inside', async () => {
  const page = await html('# Start\n\n```bash id=go title="Go <now>"\necho "$HOME"\n```\n');
  assert.match(page, /<guide-block id="step-go"[^>]* data-hash="hash-of-go"/);
  assert.match(page, /Go &lt;now&gt;/);
  assert.match(
    page,
    /<pre><code class="language-bash">echo (&quot;|")\$HOME(&quot;|")\n<\/code><\/pre><\/guide-block>/,
  );
});

test('checks belong to the block that the parser gave them, also when they name it', async () => {
  const page = await html(
    '```bash id=a\n```\n\n```bash id=b\n```\n\n```text check of=a\none\n```\n\n```text check of=b\ntwo\n```\n',
  );
  assert.match(page, /data-block="a" data-check="0"[^]*one[^]*data-block="b" data-check="0"[^]*two/);
});

test('without the front matter, which the site takes off, every fence still finds its block', async () => {
  const body = '\n```bash id=a\necho\n```\n\n```python\nnot run\n```\n\n```bash id=b\n```\n';
  const page = await html(`---\ntitle: T\n---\n${body}`, 'guide.md', body);
  assert.match(page, /data-id="a"[^]*guide-code[^]*data-id="b"/);
});

test('a page whose text is no longer the one that was read for the guide runs nothing', async () => {
  const text = '```bash id=a\necho a\n```\n\n```bash id=b\necho b\n```\n';
  for (const other of [text.replace('echo a', 'echo c'), text.replace('bash id=a', 'text'), `${text}\nMore.\n`]) {
    const page = await html(text, 'guide.md', other);
    assert.equal(count(page, '<guide-code'), 2);
    assert.equal(count(page, '<guide-block'), 0);
  }
});

test('lines are those of the file, whatever its line ends and whatever blank lines the site has taken off', async () => {
  const body = '\n\n```bash id=a\necho\n```\n\n```bash id=b\n```\n\n';
  for (const taken of [body, body.trim(), `\n\n\n${body}`]) {
    const page = await html(`---\ntitle: T\n---\n${body}`.replaceAll('\n', '\r\n'), 'guide.md', taken);
    assert.match(page, /data-id="a"[^]*data-id="b"/);
  }
});

test('a console fence with output has a check after it; one without has none', async () => {
  const page = await html('```console\n$ echo one\none\n```\n\n```console\n$ true\n```\n');
  assert.equal(count(page, '<guide-block'), 2);
  assert.equal(count(page, '<guide-check'), 1);
});

test('help belongs to the check or block it follows; other quotes stay quotes', async () => {
  const page = await html('```bash id=a\n```\n\n> **If this fails:** try again.\n\n> A quote.\n');
  assert.match(page, /<guide-help data-block="a"><p><strong>If this fails:<\/strong> try again/);
  assert.equal(count(page, '<blockquote>'), 1);
});

test('headings that begin "Option A" become sections of one choice, with all that stands under them', async () => {
  const page = await html(
    '## Which?\n\n### Option A: New (Recommended)\n\nText.\n\n```bash\na\n```\n\n### Option B: Old\n\n```bash\nb\n```\n\n## After\n\nEnd.\n',
  );
  assert.match(page, /<guide-options data-name="which"><div class="gp-tabs" role="tablist" aria-label="Which\?"/);
  assert.equal(count(page, 'role="tab"'), 2);
  assert.match(
    page,
    /New \(recommended\)[^]*Text\.[^]*<guide-option data-name="b"[^]*<\/guide-option><\/guide-options>\s*<h2>After/,
  );
  assert.equal(count(page, '<guide-block'), 2);
});

test('Options and Only of MDX become the same elements', async () => {
  const page = await html(
    '<Options name="db">\n<Option name="x" label="X" recommended>\n\n```bash id=one\n```\n\n</Option>\n<Option name="y" label="Y">\n\n```bash id=two\n```\n\n</Option>\n</Options>\n\n<Only in="practice">\n\n```bash id=three\n```\n\n</Only>\n',
    'guide.mdx',
  );
  for (const part of ['guide-options', 'guide-option', 'guide-only', '"step-one"', '"step-two"', '"step-three"'])
    assert.ok(page.includes(part), part);
});

test('a page that belongs to no guide gets copy buttons and nothing that runs', async () => {
  const { html: page } = await markdownToHtml('```bash\nls\n```\n', {
    mdastPlugins: [mark(() => Promise.resolve(undefined), stepMarkup)],
    fileURL: new URL('file:///other.md'),
  });
  assert.match(page, /<guide-code/);
  assert.doesNotMatch(page, /guide-block/);
});

test('a pasted session with exit codes, indentation and other prompts is found in its page', async () => {
  const session = '  $ (exit 3)\n  [3]\n\n  # then\n  me@host:~$ cat <<EOF\n  a\n  EOF\n  a\n';
  for (const language of ['console', 'bash', 'shell-session']) {
    const page = await html(`\`\`\`${language}\n${session}\`\`\`\n`);
    assert.equal(count(page, '<guide-block'), 1);
    assert.equal(count(page, '<guide-check'), 1);
  }
});

const CODE = 'echo {curly} <angle>\n  indented';
const fence = (indent: string, prefix = '') =>
  ['```bash', ...CODE.split('\n'), '```'].map((line) => `${prefix}${indent}${line}`).join('\n');

for (const [where, text] of Object.entries({
  'a list': `- item\n\n${fence('  ')}\n`,
  'a list in a list': `1. one\n\n   - two\n\n${fence('     ')}\n`,
  'a list, directly below its item': `1. one\n${fence('   ')}\n2. two\n`,
  'an element of HTML': `<details>\n<summary>more</summary>\n\n${fence('')}\n\n</details>\n`,
  'a quote': `${fence('', '> ')}\n`,
  'a component': `<Steps>\n\n1. one\n\n${fence('   ')}\n\n</Steps>\n`,
  'components in each other': `<Tabs>\n  <TabItem label="x">\n${fence('    ')}\n  </TabItem>\n</Tabs>\n`,
}))
  for (const live of [false, true])
    test(`page and parser read code in ${where} of ${live ? 'a live' : 'an'} MDX page alike`, async () => {
      const file = 'guide.mdx';
      const [block, ...others] = parse('guide', [{ slug: 'index', file, text }]).blocks;
      assert.deepEqual([block?.script, others], [`${CODE}\n`, []]);
      assert.equal((await renderPage(text, file, { live })).match(/hash-of-bash/g)?.length, 1);
    });

test('what stands in a comment is in no page, and does not run', async () => {
  const text = `{/*\n\n${fence('')}\n\n*/}\n`;
  assert.deepEqual(parse('guide', [{ slug: 'index', file: 'guide.mdx', text }]).blocks, []);
  assert.doesNotMatch(await renderPage(text, 'guide.mdx'), /curly/);
});
