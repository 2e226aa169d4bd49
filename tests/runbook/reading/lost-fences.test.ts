/** Fences that Markdown takes for text: they never run, and the author is told where, and why. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guide } from '../guide.ts';

const INDENTED =
  'this fence is text, and does not run: it is indented by four spaces or more: indent it like the text around it';
const HTML =
  'this fence is text, and does not run: it belongs to the HTML tag above it: put an empty line between them';

const lost: readonly (readonly [string, string, readonly (readonly [number, string])[]])[] = [
  ['an admonition of MkDocs', "!!! note\n\n    '''sh\n    x\n    '''\n", [[3, INDENTED]]],
  ['a tab of MkDocs', "=== \"Linux\"\n\n    Do:\n\n    ''' { .bash .copy }\n    x\n    '''\n", [[5, INDENTED]]],
  [
    'a block and its check, both indented',
    "??? note\n\n    '''bash\n    x\n    '''\n\n    ~~~text check\n    x\n    ~~~\n",
    [
      [3, INDENTED],
      [7, INDENTED],
    ],
  ],
  [
    'a fence that is indented too far in a list',
    "1. A\n\n        '''bash probe\n        x\n        '''\n",
    [[3, INDENTED]],
  ],
  ['a fence directly below <details>', "<details>\n<summary>S</summary>\n'''sh\nx\n'''\n</details>\n", [[3, HTML]]],
  ['a fence directly below <div>', "<div align=\"center\">\n'''console\n$ x\n'''\n</div>\n", [[2, HTML]]],
  ['a comment', "<!--\n'''sh\nx\n'''\n-->\n", []],
  ['preformatted text', "<pre>\n'''sh\nx\n'''\n</pre>\n", []],
  ['a fence with an empty line below the tag', "<details>\n\n'''sh\nx\n'''\n\n</details>\n", []],
  ['a fence in a list', "1. A\n\n   '''sh\n   x\n   '''\n", []],
  ['a fence that is no block', "    '''json\n    {}\n    '''\n", []],
  ['Markdown in a longer fence', '````md\n```sh\nx\n```\n````\n', []],
];

for (const [what, text, told] of lost)
  test(`${what}: ${told.length === 0 ? 'nothing is told' : 'told'}`, () => {
    const found = guide(`${text}\n'''sh\ntrue\n'''\n`, 'guide.md').warnings;
    assert.deepEqual(
      found.map(({ line, message }) => [line, message]),
      told,
    );
  });
