import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explanation } from './ask.ts';

const values: readonly (readonly [check: string, output: string, hint: string | null])[] = [
  ['port [PORT]', 'port 70000', '70000 is not a PORT; 8000 would be one.'],
  ['[INT] rows', '1,234 rows', '1,234 is a NUMBER, not an INT. To accept it, write NUMBER.'],
  ['took [DURATION]', 'took 12', '12 is a NUMBER, not a DURATION. To accept it, write NUMBER.'],
  ['[NUMBER]', '12 kB', '12 kB is a SIZE, not a NUMBER. To accept it, write SIZE.'],
  ['[INT]', '0x1F', '0x1F is a HEX, not an INT. To accept it, write HEX.'],
  ['on [DATE]', 'on 2025-01-31 09:05', '2025-01-31 09:05 is a DATETIME, not a DATE. To accept it, write DATETIME.'],
  ['at [HOST]', 'at ::1', '::1 is an IP, not a HOST. To accept it, write IP.'],
  ['at [TIME]', 'at noon', 'noon is not a TIME; 09:05:00 would be one.'],
  ['took [SECONDS]', 'took 3', '[SECONDS] is plain text here; the placeholder is [NUMBER].'],
  ['took [SECONDS]', 'took 3 s', '[SECONDS] is plain text here; the placeholder is [DURATION].'],
  ['at [DATE]', 'at 2025-02-30', '2025-02-30 is not a DATE; 2025-01-31 would be one.'],
  ['[IP]', '300.1.1.1', '300.1.1.1 is not an IP; 127.0.0.1 would be one.'],
  ['[NUMBER<5]', '7', '7 is a NUMBER, but not <5.'],
  ['took [DURATION<1s] in all', 'took 1,234 ms in all', '1,234 ms is a DURATION, but not <1s.'],
  ['size [SIZE<1KB]', 'size 1,024 bytes', '1,024 bytes is a SIZE, but not <1KB.'],
  ['[INT]', 'bash: x: command not found', null],
  ['[INT]', 'one\ntwo', null],
];

for (const [check, output, hint] of values)
  test(`the hint says of ${JSON.stringify(output)} what ${check} does not take`, () => {
    assert.equal(explanation(check, `${output}\n`).hint, hint);
  });

test('blanks at the end of a line are drawn, so that an exact check and its output do not look the same', () => {
  const { sentence, nearest, diff } = explanation('a', 'a \t\n', { exact: true });
  assert.equal(sentence, '0 of 1 line matched; expected “a”, but line 1 of the output says “a␠␉”.');
  assert.equal(nearest?.actual, 'a␠␉');
  assert.deepEqual(diff, [
    { sign: '-', text: 'a' },
    { sign: '+', text: 'a␠␉' },
  ]);
});

test('blanks at the start of a line are quoted', () => {
  assert.match(explanation('a', '  a\n').sentence, /says “ {2}a”\.$/);
});

test('of a long line the sentence and the difference show the place where it differs', () => {
  const start = 'word '.repeat(150);
  const { sentence, diff } = explanation(`${start}tail X`, `${start}tail Y\n`);
  assert.match(sentence, /expected “….*tail X”, but line 1 of the output says “….*tail Y”\.$/);
  assert.deepEqual(
    diff.map(({ sign, text }) => `${sign} ${text.slice(0, 1)} ${text.slice(-6)} ${text.length < 150}`),
    ['- … tail X true', '+ … tail Y true'],
  );
});

test('a line that only looks the same is called that, before its characters are named', () => {
  for (const [check, output] of [
    ['a b', 'a\u00A0b'],
    ['a-b', 'a–b'],
    ['say "x"', 'say “x”'],
    ['caf\u00E9', 'cafe\u0301'],
    ['p\u0430ss', 'pass'],
    ['\u212B', '\u00C5'],
    ['3 K', '3 \u212A'],
    ['wait...', 'wait\u2026'],
    ['\uFB01le', 'file'],
    ['\uFF11\uFF12', '12'],
  ] as const) {
    const { hint, nearest } = explanation(check, `${output}\n`);
    assert.equal(hint, 'Only characters that look alike differ. A check compares them exactly.', output);
    assert.notDeepEqual(nearest?.lookalikes, []);
  }
});

test('a character that cannot be seen is called that, and named', () => {
  for (const character of ['\u200B', '\u00AD', '\u200E', '\u202E', '\uFEFF'])
    for (const [check, output] of [
      [`a${character}b`, 'ab'],
      ['ab', `a${character}b`],
    ] as const)
      for (const exact of [true, false]) {
        const { hint, nearest } = explanation(check, `${output}\n`, { exact });
        assert.equal(hint, 'Only invisible characters differ. A check compares them exactly.');
        assert.match(nearest?.lookalikes[0] ?? '', /U\+(200B|00AD|200E|202E|FEFF)/);
      }
});

test('tabs that differ from spaces are drawn, at any place of the line', () => {
  for (const [check, output] of [
    ['a\tb', 'a    b'],
    ['a    b', 'a\tb'],
    ['\tab', '        ab'],
    ['a b\tc', 'a b c'],
  ] as const) {
    const { hint, nearest } = explanation(check, `${output}\n`);
    assert.equal(hint, 'Only tabs and spaces differ. A check compares them exactly.');
    assert.match(`${nearest?.expected}${nearest?.actual}`, /␉/);
  }
  assert.match(explanation('a\tb  c', 'a\tb c\n').hint ?? '', /Only the number of spaces differs/);
});

const slips: readonly (readonly [check: string, output: string, hint: string | null])[] = [
  ['[INT=5] rows', '5 rows', '[INT=5] is plain text here; the placeholder is [INT==5].'],
  ['[VERSION=>2]', '2.1', '[VERSION=>2] is plain text here; the placeholder is [VERSION>=2].'],
  ['[port:PORT]', '80', '[port:PORT] is plain text here; the placeholder is [port=PORT].'],
  ['[PORT:port]', '80', '[PORT:port] is plain text here; the placeholder is [port=PORT].'],
  ['took {{DURATION}}', 'took 3 s', '{{DURATION}} is plain text here; the placeholder is [DURATION].'],
  ['<INT> rows', '3 rows', '<INT> is plain text here; the placeholder is [INT].'],
  ['took ... s', 'took 5 s', '... is plain text here; [..] stands for anything within a line.'],
  ['… done', 'all done', '… is plain text here; [..] stands for anything within a line.'],
  ['[*] done', 'all done', '[*] is plain text here; [..] stands for anything within a line.'],
  ['removed * files', 'removed 3 files', '* is plain text here; [..] stands for anything within a line.'],
  ['maybe(?)', 'maybe', '(?) is plain text here; it needs a space before it.'],
  ['\\d+ rows(re)', '3 rows', '(re) is plain text here; it needs a space before it.'],
  ['\\d+ rows', '3 rows', 'The line matches as a regular expression: write (re) at its end, after a space.'],
  ['^ok.*$', 'ok then', 'The line matches as a regular expression: write (re) at its end, after a space.'],
  ['....', 'x', '.... is plain text here; three full stops ... stand for any lines.'],
  ['[INT=5] rows', '6 rows', null],
  ['usage: tool <PORT>', 'usage: tool x', null],
  ['\\d+ rows', 'no rows', null],
  ['a | b', 'c', null],
];

for (const [check, output, hint] of slips)
  test(`of ${check} against ${output} the hint says ${hint ?? 'nothing of a slip, because there is none'}`, () => {
    assert.equal(explanation(check, `${output}\n`).hint, hint);
  });

test('a value that was captured differently is told', () => {
  assert.equal(explanation('[x=INT]\n[x]', '5\n6\n').hint, 'Here, [x] is 5.');
});

test('null is named once', () => {
  const of = (check: string, output: string) => explanation(check, output, { format: 'json' }).sentence;
  assert.equal(of('{"a":null}', '{"a":0}'), 'At .a the value is 0, a number; expected null.');
  assert.equal(of('{"a":1}', 'null'), 'The value is null; expected {"a":1}, an object.');
});
