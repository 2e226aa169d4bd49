import { test } from 'node:test';
import assert from 'node:assert/strict';
import { LINE_LIMIT, normalise, openNormaliser } from '../../../src/runbook/expectation/normalise.ts';
import { chance } from './ask.ts';

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['colours vanish', '\x1b[1;31mred\x1b[0m and \x1b[38;5;12mblue\x1b[m', ['red and blue']],
  ['a carriage return overwrites', '10%\r50%\r100%\n', ['100%']],
  ['what is longer shows through, as on a terminal', 'abcdef\rXY\n', ['XYcdef']],
  ['erase in line ends what shows through', 'abcdef\rXY\x1b[K\n', ['XY']],
  ['a line that is erased and drawn again', 'spin |\x1b[2K\x1b[1Gdone\n', ['done']],
  ['backspace goes back', 'abc\b\bX\n', ['aXc']],
  ['CRLF is a line end', 'a\r\nb\r\n', ['a', 'b']],
  ['trailing blanks and blank lines go', 'a \t\n\n  \n', ['a']],
  ['blank lines within stay', 'a\n\nb\n', ['a', '', 'b']],
  ['leading blanks stay', '  a\n', ['  a']],
  ['a hyperlink leaves its text', '\x1b]8;;http://x/\x07text\x1b]8;;\x1b\\!\n', ['text!']],
  ['a window title vanishes', '\x1b]0;title\x07$ ls\n', ['$ ls']],
  ['device control strings vanish', 'a\x1bPq#0~~\x1b\\b\n', ['ab']],
  ['sequences of two and three bytes vanish', '\x1b(Ba\x1b7b\x1b=c\n', ['abc']],
  ['a private mode vanishes', '\x1b[?25lhidden\x1b[?25h\n', ['hidden']],
  ['an eight-bit CSI vanishes', '\u009b31mred\u009b0m\n', ['red']],
  ['a sequence that never ends costs its line only', 'a\x1b]0;title\nb\n', ['a', 'b']],
  ['bell and NUL vanish', 'a\x07b\0c\n', ['abc']],
  ['tabs stay', 'a\tb\n', ['a\tb']],
];

for (const [what, output, lines] of cases) test(what, () => assert.deepEqual(normalise(output), lines));

test('a cut anywhere, within a character or a sequence, changes nothing', () => {
  const output = cases.map(([, text]) => text).join('') + 'naïve ✓ 🎉 末\n\x1b[32m✓\x1b[0m done\r\n';
  const bytes = new TextEncoder().encode(output);
  const whole = linesOf([bytes]);
  for (let at = 0; at <= bytes.length; at += 1) assert.deepEqual(linesOf([bytes.slice(0, at), bytes.slice(at)]), whole);
  const { below } = chance(1);
  for (let round = 0; round < 200; round += 1) {
    const pieces: Uint8Array[] = [];
    for (let from = 0; from < bytes.length;) {
      const to = from + 1 + below(9);
      pieces.push(bytes.slice(from, to));
      from = to;
    }
    assert.deepEqual(linesOf(pieces), whole);
  }
});

test('exact leaves everything as it came', () => {
  assert.deepEqual(linesOf(['\x1b[1ma \r\n\n'], true), ['\x1b[1ma \r', '']);
});

test('bytes that are not UTF-8 are replaced and flagged', () => {
  const normaliser = openNormaliser(false, { take: () => true });
  normaliser.push(new Uint8Array([97, 0xc3]));
  assert.equal(normaliser.invalid(), false);
  normaliser.push(new Uint8Array([10]));
  assert.equal(normaliser.invalid(), true);
});

test('a character cut off at the end is replaced and flagged', () => {
  const normaliser = openNormaliser(false, { take: () => true });
  normaliser.push(new Uint8Array([97, 0xe2, 0x9c]));
  normaliser.end();
  assert.equal(normaliser.invalid(), true);
});

test('a line over 64 KiB is cut and flagged, however it arrives', () => {
  for (const size of [1, 1000, 100_000]) {
    const seen: { length: number; cut: boolean }[] = [];
    const normaliser = openNormaliser(false, { take: (line, cut) => seen.push({ length: line.length, cut }) > 0 });
    const text = `${'x'.repeat(LINE_LIMIT)}\n${'y'.repeat(LINE_LIMIT + 1)}\n${'\rz'.repeat(LINE_LIMIT + 5)}\nok\n`;
    for (let at = 0; at < text.length; at += size) normaliser.push(text.slice(at, at + size));
    assert.deepEqual(seen, [
      { length: LINE_LIMIT, cut: false },
      { length: LINE_LIMIT, cut: true },
      { length: 1, cut: false },
      { length: 2, cut: false },
    ]);
    assert.equal(normaliser.cuts(), 1);
  }
});

function linesOf(pieces: readonly (Uint8Array | string)[], exact = false): string[] {
  const lines: string[] = [];
  const normaliser = openNormaliser(exact, { take: (line) => lines.push(line) > 0 });
  for (const piece of pieces) normaliser.push(piece);
  normaliser.end();
  return lines;
}
