import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { RunbookError } from '../../src/runbook/error.ts';
import { refuseCode } from '../../server/connect/data-only.ts';

const REFUSED: readonly [file: string, text: string][] = [
  ['a.mdx', 'import fs from "node:fs"\n\n# Guide\n'],
  ['a.mdx', 'export const x = 1\n'],
  ['a.mdx', 'Now {process.env.HOME}.\n'],
  ['a.mdx', '{process.exit()}\n'],
  ['a.mdx', '<Options name={process.env.HOME}>\n\n</Options>\n'],
  ['a.mdx', '<Options {...process.env}>\n\n</Options>\n'],
  ['a.mdx', '<script>alert(1)</script>\n'],
  ['a.mdx', '<b onclick="alert(1)">x</b>\n'],
  ['a.mdx', '<b style="position:fixed">x</b>\n'],
  ['a.mdx', '<guidepost-block data-id="x">x</guidepost-block>\n'],
  ['a.mdx', '<a href="javascript:alert(1)">x</a>\n'],
  ['a.mdx', '<>x</>\n'],
  ['a.md', '<script>alert(1)</script>\n'],
  ['a.md', 'Some <img src=x onerror=alert(1)> text\n'],
  ['a.md', '<style>body{}</style>\n'],
  ['a.md', '[x](javascript:alert(1))\n'],
  ['a.md', '<Include file="../../../notes.md" />\n'],
  ['a.mdx', '<Include file="../../../notes.md" />\n'],
  ['a.mdx', 'Text <Include file="/etc/x.md" /> text\n'],
  ['a.mdx', '<Only in="mine">\n\n<Include section="x" prefix="y" />\n\n</Only>\n'],
  ['a.md', '[x](&#1;java&#115;cript:alert(1))\n'],
  ['a.md', '[x][y]\n\n[y]: data:text/html,x\n'],
  ['a.md', 'Only \u202Eevil\u202C text\n'],
  ['a.md', 'Text in an \u2066isolate\u2069\n'],
  ['a.md', '---\ntitle: x\nhead:\n  - tag: script\n---\n'],
  ['a.md', '---\ntitle: x\nbanner:\n  content: <b>x</b>\n---\n'],
];

for (const [file, text] of REFUSED)
  test(`refused in ${file}: ${JSON.stringify(text)}`, () => {
    assert.throws(() => refuseCode(file, text), RunbookError);
    assert.throws(
      () => refuseCode(file, `# First\n\n- a\n\n  > deep\n\n${text.startsWith('---') ? '<b id="x">' : text}`),
      RunbookError,
    );
  });

test('the mistake names its line', () => {
  assert.throws(() => refuseCode('a.mdx', '# One\n\ntwo\n\n{three}\n'), { place: { file: 'a.mdx', line: 5 } });
});

test('text, fences, choices, links and comments pass, and so does every guide in this repository', () => {
  refuseCode(
    'a.md',
    '---\ntitle: x\n---\n\n<!-- note -->\n\n```bash\necho "<script>" {a,b}\n```\n\n[x](https://a.example/b:c) [y](../z#a:b)\n',
  );
  refuseCode(
    'a.mdx',
    '<Options name="a"><Option name="b" label="B" recommended>\n\ntext <kbd>Ctrl</kbd>\n\n</Option></Options>\n',
  );
  const guides = 'content/guides';
  for (const name of readdirSync(guides, { recursive: true, encoding: 'utf8' }))
    if (/\.mdx?$/.test(name) && !name.includes('practice')) refuseCode(name, readFileSync(join(guides, name), 'utf8'));
});
