/** What titles, places and outputs bring along stays text, in every format. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownToMdast } from 'satteri';
import { html } from '../../server/report/html.ts';
import { json } from '../../server/report/json.ts';
import { junit } from '../../server/report/junit.ts';
import { markdown } from '../../server/report/markdown.ts';
import { report } from '../../server/report/report.ts';
import { entries, runbook } from './example.ts';

const HOSTILE = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '[click](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example>',
  '**bold** _it_ ~~gone~~ `code` | cell | $x$ &lt;b&gt; \\<b> # no heading',
  'line\n\n# heading\n\n```\ncode\n```',
  '\u{1B}[31mred\u{1B}]52;c;ZXZpbA==\u{7}\u{1B}_apc\u{1B}\\\u{9B}2J\u{8}\u{E}',
];

for (const hostile of HOSTILE) {
  const blocks = runbook.blocks.map((block) => ({ ...block, title: hostile, file: `a\`b|<i>${hostile}.md` }));
  const outputs = new Map([['run-bad', hostile]]);
  const told = report({ ...runbook, title: hostile, blocks }, entries, { session: 'session-1', os: 'linux', outputs });

  test(`in Markdown: ${JSON.stringify(hostile)}`, () => {
    const text = markdown(told);
    assert.deepEqual(kinds(text), kinds(markdown(report(runbook, entries, { session: 's', os: 'linux', outputs }))));
    assert.doesNotMatch(text, CONTROLS);
  });

  test(`in HTML: ${JSON.stringify(hostile)}`, () => {
    const text = html(told);
    assert.deepEqual(new Set(text.match(/<\/?\w+/g)), new Set(html(report(runbook, entries, FACTS)).match(/<\/?\w+/g)));
    assert.doesNotMatch(text, CONTROLS);
  });

  test(`in JSON and JUnit: ${JSON.stringify(hostile)}`, () => {
    assert.doesNotMatch(json(told), CONTROLS);
    assert.doesNotMatch(json(told), /\\u00(?:1b|9b|0[0-8])/i);
    assert.doesNotMatch(junit(told), CONTROLS);
    assert.doesNotMatch(junit(told), /<(?:script|img|b|i)\b/);
  });
}

const FACTS = { session: 'session-1', os: 'linux', outputs: new Map([['run-bad', 'x']]) } as const;
const CONTROLS = /[\u{0}-\u{8}\u{B}-\u{1F}\u{7F}-\u{9F}]/u;

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

/**
 * What a reader of Markdown sees in it: the kinds of its parts, in order. Pieces of one text are one; an address is a
 * text, even where it leads there.
 */
function kinds(text: string): readonly string[] {
  const isAddress = ({ url, children }: Node) => url !== undefined && children?.[0]?.value === url;
  const walk = (node: Node): string[] =>
    isAddress(node) ? ['text'] : [node.type, ...(node.children ?? []).flatMap(walk)];
  return walk(markdownToMdast(text) as Node).filter((kind, index, all) => kind !== 'text' || all[index - 1] !== 'text');
}
