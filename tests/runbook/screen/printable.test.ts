import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printable, withoutControls } from '../../../src/runbook/screen/printable.ts';

const ESC = '\u{1B}';
const STRANGE: Readonly<Record<string, string>> = {
  'a title (OSC)': `${ESC}]0;title\u{7}`,
  'the clipboard (OSC 52)': `${ESC}]52;c;ZXZpbA==${ESC}\\`,
  'a link (OSC 8)': `${ESC}]8;;http://evil.example${ESC}\\`,
  'a device control string (DCS)': `${ESC}P1$r0m${ESC}\\`,
  'an application program command (APC)': `${ESC}_Gf=100;AAAA${ESC}\\`,
  'a privacy message (PM)': `${ESC}^secret${ESC}\\`,
  'a start of string (SOS)': `${ESC}Xstring${ESC}\\`,
  'their spellings of one byte (C1)':
    '\u{9D}0;t\u{9C}\u{90}d\u{9C}\u{9F}a\u{9C}\u{9E}p\u{9C}\u{98}s\u{9C}\u{9B}2J\u{85}\u{8D}',
  'cursor and screen': `${ESC}[2J${ESC}[H${ESC}[1;1H${ESC}[?1049h${ESC}[6n${ESC}[5i`,
  'other escapes': `${ESC}c${ESC}7${ESC}8${ESC}(0${ESC}#8${ESC}=${ESC}D`,
  'control characters': '\u{0}\u{5}\u{7}\u{8}\u{B}\u{C}\u{E}\u{F}\u{18}\u{1A}\r\u{7F}',
  'one that is cut off': `${ESC}[12;`,
};

for (const [what, sequence] of Object.entries(STRANGE)) {
  test(`${what}: nothing of it leaves`, () => {
    assert.equal(printable(`before${sequence}\nafter`), 'before\nafter');
    assert.equal(withoutControls(`before${sequence}\nafter`), 'before\nafter');
  });
}

test('text, tabs, line ends and colors pass', () => {
  const text = `a\tb\r\nä 🎉 ${ESC}[1;38;5;196mred${ESC}[0m\n`;
  assert.equal(printable(text), text);
  assert.equal(withoutControls(text), 'a\tb\r\nä 🎉 red\n');
});

test('colors of the one-byte spelling do not pass: not every terminal reads them so', () => {
  assert.equal(printable('\u{9B}31mred'), 'red');
});

test('what is left after taking out is not itself a sequence', () => {
  assert.equal(printable(`${ESC}${ESC}[2J[31m`), '[31m');
  assert.doesNotMatch(printable(`${ESC}]0;${ESC}]0;x\u{7}[2J`), /\u{1B}/u);
});
