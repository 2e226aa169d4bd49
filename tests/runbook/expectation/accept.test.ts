import { test } from 'node:test';
import assert from 'node:assert/strict';
import { accept } from '../../../src/runbook/expectation/index.ts';
import { expectationOf } from './ask.ts';

const cases: readonly (readonly [what: string, check: string, output: string, accepted: string, words?: object])[] = [
  ['a check that passes stays', 'a\n[INT] (+)\n...', 'a\n1\n2\nx\n', 'a\n[INT] (+)\n...'],
  ['only the line that changed is rewritten', 'a\nb [INT]\nc', 'a\nb 3\nd\n', 'a\nb [INT]\nd'],
  [
    'placeholders that still hold stay',
    'Installed [INT] packages in [DURATION]',
    'Installed 5 wheels in 3s\n',
    'Installed [INT] wheels in [DURATION]',
  ],
  [
    'a placeholder that no longer holds becomes its value',
    'Poetry [VERSION>=2.0] in [PATH]',
    'Poetry 1.8.3 in /usr/bin/poetry\n',
    'Poetry 1.8.3 in [PATH]',
  ],
  ['new lines come in, lines that are gone go', 'a\nb\nc', 'a\nx\ny\nc\n', 'a\nx\ny\nc'],
  ['... stays, and takes what it took', 'a\n...\nready ✓', 'a\n1\n2\nready ✗\n', 'a\n...\nready ✗'],
  ['what may stay away stays', 'a\nmaybe (?)\nb', 'a\nc\n', 'a\nmaybe (?)\nc'],
  ['a line that would be read as ... is written as an expression', 'a', 'a\n...\n', 'a\n\\.\\.\\. (re)'],
  ['a line that would be read as repeated, too', 'a', 'b (*)\n', 'b \\(\\*\\) (re)'],
  ['a check that would say nothing any more takes the output', '...\nready', 'failed: no disk\n', 'failed: no disk'],
  ['no output', 'a\nb', '', ''],
  ['in any order', 'a\nb [INT]\nc', 'c\nb x\na\n', 'a\nb x\nc', { unordered: true }],
  ['a never check accepts nothing', 'ERROR', 'ERROR\n', 'ERROR', { never: true }],
  ['json keeps what holds', '{"a": "[INT]", "b": 1}', '{"a": 7, "b": 2}', '{"a": "[INT]", "b": 2}', { format: 'json' }],
  [
    'json lines that hold keep their form',
    '{\n    "a": [1, "..."],\n    "b": {"c": 3, "d": [true]},\n\n    "v": "[VERSION]", "...": "..."\n}',
    '{"v": "1.2", "b": {"d": [false], "c": 3}, "a": [1, 2], "e": 0}',
    '{\n    "a": [1, "..."],\n    "b": {"c": 3, "d": [false]},\n\n    "v": "[VERSION]", "...": "..."\n}',
    { format: 'json' },
  ],
  [
    'a json value that got another shape is written anew, where it stands',
    '{\n  "a": {"b": "[INT]", "c": 1},\n  "d": [1, 2]\n}',
    '{"a": {"b": 5, "x": {"y": 1}}, "d": [1, 2]}',
    '{\n  "a": {"b":"[INT]","x":{"y":1}},\n  "d": [1, 2]\n}',
    { format: 'json' },
  ],
  [
    'and with the indentation that it had',
    '{\n  "a": {\n    "b": "[INT]"\n  },\n  "d": 1\n}',
    '{"a": {"b": 5, "c": 6}, "d": 1}',
    '{\n  "a": {\n    "b": "[INT]",\n    "c": 6\n  },\n  "d": 1\n}',
    { format: 'json' },
  ],
  [
    'a string with brackets, quotes and colons in it',
    '{"a": "x\\", [y]: {z}", "b": 1}',
    '{"a": "x\\", [y]: {z}", "b": 2}',
    '{"a": "x\\", [y]: {z}", "b": 2}',
    { format: 'json' },
  ],
  [
    'large numbers in json',
    '{"a": 1, "id": 1234567890123456788}',
    '{"a": 2, "id": 1234567890123456789}',
    '{"a": 2, "id": 1234567890123456789}',
    { format: 'json' },
  ],
  ['a line that would be read as a placeholder is written as an expression', 'a', 'b [INT]\n', 'b \\[INT\\] (re)'],
  [
    'json over several lines',
    '{\n  "a": "[INT]",\n  "b": 1\n}',
    '{"a": 7, "b": 2}',
    '{\n  "a": "[INT]",\n  "b": 2\n}',
    { format: 'json' },
  ],
];

for (const [what, check, output, accepted, words] of cases)
  test(what, () => assert.equal(accept(expectationOf(check, words), output).join('\n'), accepted));
