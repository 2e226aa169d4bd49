import { test } from 'node:test';
import assert from 'node:assert/strict';
import { RunbookError } from '../../../src/runbook/error.ts';
import { compile } from '../../../src/runbook/expectation/index.ts';
import { expectationOf, verdict } from './ask.ts';

const errors: readonly (readonly [check: string, line: number, message: RegExp, words?: object])[] = [
  ['a\n(b (re)', 12, /"\(b" is not an RE2 regular expression: missing closing/],
  ['(a)\\1 (re)', 11, /not an RE2 regular expression: invalid escape sequence/],
  ['[FOO>=2]', 11, /unknown placeholder FOO; known are INT,/],
  ['a\n[port=FOO>2]', 12, /unknown placeholder FOO/],
  ['[UUID>3]', 11, /UUID has no order; write \[UUID\]/],
  ['[VERSION>=new]', 11, /new is not a VERSION, such as 2\.1\.0rc1/],
  ['[NUMBER>1,x]', 11, /1,x is not a NUMBER, such as 1,234\.5/],
  ['[a=INT]\n[a=INT]', 12, /a is captured twice; write \[a\]/],
  ['[a=INT] (*)', 11, /a repeated line cannot capture a/],
  ['[a=INT] (+)', 11, /a repeated line cannot capture a/],
  ['[a]\n[a=INT]', 11, /\[a\] is used before line 2 captures it/],
  ['[a=INT]\n[a]', 12, /an unordered check cannot use \[a\]/, { unordered: true }],
  [`a\n${'x'.repeat(1001)}`, 12, /at most 1,000 characters; leave some out with \[\.\.\]/],
  ['x\n...', 12, /\.\.\. would forbid all output/, { never: true }],
  ['', 10, /a never check needs the lines/, { never: true }],
  ['x', 10, /never and unordered cannot be combined/, { never: true, unordered: true }],
  ['{"a":\n1,}', 12, /a json check holds one JSON value/, { format: 'json' }],
  ['{"a": "x",\n "b": "[FOO>1]"}', 12, /unknown placeholder FOO/, { format: 'json' }],
  ['{}', 10, /leave out unordered, never and exact/, { format: 'json', exact: true }],
];

for (const [check, line, message, words] of errors)
  test(`an error in ${JSON.stringify(check.slice(0, 40))} is reported with file and line`, () => {
    const expectation = expectationOf(check, words);
    const placed = { ...expectation, file: 'guide.md', line: 10, at: expectation.at.map((at) => at + 10) };
    assert.throws(
      () => compile(placed),
      (error) => {
        assert.ok(error instanceof RunbookError);
        assert.deepEqual(error.place, { file: 'guide.md', line });
        assert.match(error.message, message);
        return true;
      },
    );
  });

test('brackets of another form are text, so pasted output is a check', () => {
  const pasted =
    '[info] started\n[OK]\n[sudo] password for x:\n[1/3] step\nlist[0] = [a, b]\n[WARN] [2025]\n[]\n[VERSOIN]\n[key=value]\n[ .. ]';
  assert.equal(verdict(pasted, pasted), 'passed');
  for (const [at, line] of pasted.split('\n').entries())
    assert.equal(verdict(pasted, pasted.replace(line, `${line}x`)), 'failed', `line ${at}`);
});

test('output that equals a check always passes, whatever the check says as a pattern', () => {
  const check = 'really (?)\n...\n[VERSION]\n[..] and [port=PORT]\nx (*)\ny (+)\na+ (re)\n[NUMBER<3]';
  assert.equal(verdict(check, check), 'passed');
});

test('a check of 1,000 characters a line is fine', () => {
  assert.equal(verdict('x'.repeat(1000), 'x'.repeat(1000)), 'passed');
  assert.equal(verdict('✓'.repeat(1000), '✓'.repeat(1000)), 'passed');
});

test('captures lists the names of a check', () => {
  assert.deepEqual(compile(expectationOf('[a=INT] [b=WORD]\n[c=PORT]')).captures, ['a', 'b', 'c']);
});
