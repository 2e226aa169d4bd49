import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explanation } from './ask.ts';

const values: readonly (readonly [check: string, output: string, hint: string | null])[] = [
  ['port [PORT]', 'port 70000', '70000 is not a PORT; 8000 would be one.'],
  ['[INT] rows', '1,234 rows', '1,234 is not an INT; 42 would be one.'],
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
    ['ab', 'a\u200Bb'],
  ] as const) {
    const { hint, nearest } = explanation(check, `${output}\n`);
    assert.equal(hint, 'Only characters that look alike differ. A check compares them exactly.', output);
    assert.notDeepEqual(nearest?.lookalikes, []);
  }
});
