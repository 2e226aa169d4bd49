import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explanation, matcherOf } from './ask.ts';

const cases: readonly (readonly [output: string, remedy: RegExp])[] = [
  ['sudo: a terminal is required to read the password\n', /write tty on the block/],
  ['EOFError: EOF when reading a line\n', /write tty on the block/],
  ['the input device is not a TTY\n', /write tty on the block/],
  ['bash: line 3: package-name: No such file or directory\n', /such as <package-name>/],
  ["bash: syntax error near unexpected token `newline'\n", /such as <package-name>/],
  [
    'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: are you root?\n',
    /put sudo/,
  ],
  ['This script must be run as root\n', /put sudo/],
];

for (const [output, remedy] of cases)
  test(`the remedy for ${output.trim()}`, () => {
    assert.match(explanation('done', output, { exit: 1 }).hint ?? '', remedy);
  });

test('a line that reads and finds nobody names tty', () => {
  const found = matcherOf('hello').end(1, 'read -r -p "Name: " name');
  assert.match(found.outcome === 'failed' ? (found.explanation.hint ?? '') : '', /write tty on the block/);
});

test('an ordinary error gets no remedy that is not so', () => {
  for (const output of ['cat: notes.txt: No such file or directory\n', 'permission denied for table users\n', 'x\n'])
    assert.doesNotMatch(explanation('done', output, { exit: 1 }).hint ?? '', /tty|sudo|placeholder/, output);
});
