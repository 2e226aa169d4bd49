/** What an explanation says first, and that what it shows can be told apart. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explanationText } from '../../../src/runbook/expectation/explanation-text.ts';
import { explanation } from './ask.ts';

test('the cause or the remedy comes first, then where the output differs', () => {
  const failed = explanation('Installing\nDone', "Installing\nModuleNotFoundError: No module named 'x'\n", { exit: 1 });
  assert.match(explanationText(failed), /^Hint: .*No module named 'x'[^]*1 of 2 lines matched; expected “Done”/);
});

const hints: readonly (readonly [check: string, output: string, hint: RegExp, words?: object])[] = [
  ['a', 'a  ', /^Only the spaces at the end/, { exact: true }],
  ['a', 'a\r', /^The output ends its lines with CR LF/, { exact: true }],
  ['a\r', 'a', /^The check ends its lines with CR LF/, { exact: true }],
  ['a', ' a', /^Only the spaces at the start/, { exact: true }],
  ['a', ' a ', /^Only the spaces at both ends/, { exact: true }],
  ['ok', '\x1b[32mok\x1b[0m', /^Only colors or other control characters differ/, { exact: true }],
  ['took [SECONDS]', 'took 3 s', /^\[SECONDS\] is plain text here; the placeholder is \[DURATION\]/],
  ['tool [version]', 'tool 1.2', /^\[version\] is plain text here; the placeholder is \[VERSION\]/],
  ['tool [VERSOIN]', 'tool 1.2', /the placeholder is \[VERSION\]/],
  ['tool [VERSION >= 2]', 'tool 2.1', /the placeholder is \[VERSION>=2\]/],
  ['at [TIMESTAMP]', 'at 2025-01-31 09:05', /the placeholder is \[DATETIME\]/],
  ['a [...] b', 'a x b', /^\[\.\.\.\] is plain text here; \[\.\.\] stands for anything/],
  ['a\n…\nb', 'a\nx\nb', /three full stops \.\.\. stand for any lines/],
  ['is [ANY]', 'is x', /the placeholder is \[\.\.\]/],
];

for (const [check, output, hint, words] of hints)
  test(`the hint for ${JSON.stringify(check)} against ${JSON.stringify(output)}`, () => {
    assert.match(explanation(check, `${output}\n`, words).hint ?? '', hint);
  });

test('no hint says of a placeholder or of a word in brackets what is not so', () => {
  for (const [check, output] of [
    ['at [DATETIME]', 'at yesterday'],
    ['at [DATE]', 'at x'],
    ['[info] ready', '[warn] ready'],
    ['[ok] [INT]', '[no] 3'],
    ['list [name]', 'list x'],
  ] as const)
    assert.doesNotMatch(explanation(check, `${output}\n`).hint ?? '', /is plain text here/, check);
});

test('control characters are drawn, so that two lines do not look the same', () => {
  const { nearest, diff } = explanation('ok then', '\x1b[32mok\x1b[0m then\n', { exact: true });
  assert.equal(nearest?.actual, '␛[32mok␛[0m then');
  assert.ok(diff.every(({ text }) => !text.includes('\x1b')));
});

test('of a long line the neighbourhood of the difference is shown', () => {
  const long = 'word '.repeat(150);
  const { nearest } = explanation(`${long}end`, `${long}END\n`);
  assert.ok(nearest !== null && nearest.expected.length < 200 && nearest.actual.length < 200);
  const [[from, to] = [0, 0]] = nearest.actualMarks;
  assert.equal(nearest.actual.slice(from, to), 'END');
  assert.ok(nearest.expected.startsWith('…') && nearest.expected.endsWith('end'));
});

test('an optional line that did not come is not counted as matched', () => {
  assert.match(explanation('a\nmaybe (?)\nb', 'a\nx\n').sentence, /^1 of 2 lines matched/);
  assert.match(explanation('a\nmaybe (?)\nb', 'a\nmaybe\nx\n').sentence, /^2 of 3 lines matched/);
});

test('a forbidden line is shown with the lines before it', () => {
  const { diff } = explanation('error', 'one\ntwo\nthree\nfour\nerror\n', { never: true });
  assert.deepEqual(
    diff.map(({ sign, text }) => sign + text),
    [' two', ' three', ' four', '+error'],
  );
});

test('a forbidden line is not called expected, and a long one is shown where it is forbidden', () => {
  const long = `${'word '.repeat(100)}Traceback (most recent call last)${' word'.repeat(100)}`;
  const failed = explanation('[..]Traceback[..]', `${long}\n`, { never: true });
  assert.doesNotMatch(explanationText(failed), /expected/);
  const [line] = failed.diff;
  assert.match(line?.text ?? '', /^….*Traceback \(most recent call last\).*…$/);
  assert.ok((line?.text.length ?? 0) < 200);
});

test('all differences of two JSON values are told, with their types, and the output', () => {
  const { sentence, diff } = explanation(
    '{"port": 8000, "up": true, "name": "x", "tags": ["a", "b"]}',
    '{"port": "8000", "up": false, "tags": ["a", "c"], "more": 1}\n',
    { format: 'json' },
  );
  assert.match(sentence, /^At \.port the value is "8000", a string; expected 8000, a number\. 5 values differ/);
  const text = diff.map(({ sign, text }) => sign + text).join('\n');
  for (const part of ['-.up true', '+.up false', '-.name "x"', '+.name nothing', '-.tags[1] "b"', '+.more 1'])
    assert.ok(text.includes(part), part);
  assert.match(text, /…the output has \{ "port": "8000"/);
});

test('what stands before, after or instead of JSON is told', () => {
  const of = (output: string) => explanation('{"a": 1}', output, { format: 'json' }).sentence;
  assert.match(of('Loading\nready\n{\n"a": 1}\n'), /begins at line 3; before it line 1 says “Loading”/);
  assert.match(of('{"a": 1}\nbye\n'), /ends at line 1; after it line 2 says “bye”/);
  assert.match(of('Traceback\n'), /line 1 says “Traceback”/);
  assert.match(of(''), /nothing was printed/);
  assert.match(of('{"a": 1,}\n'), /line 1 stops being JSON at “}”/);
  assert.match(of(`{"items":[${'1,'.repeat(200)}NaN]}`), /line 1 stops being JSON at “NaN\]}”/);
  assert.match(of('{\n"a": [1,\n'), /it ends too early, after “"a": \[1,”/);
  assert.match(of('{"a": 1}\n{"a": 2}\n'), /another begins at line 2, “{"a": 2}”/);
});
