import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadEmulator, openPageScreen } from '../../../src/browser/output/page-screen.ts';
import { normalise } from '../../../src/runbook/expectation/normalise.ts';
import { plainText } from '../../../src/runbook/screen/style.ts';
import { openLinePrinter } from '../../../server/commands/run/line-printer.ts';
import { plain } from '../../../server/report/plain-text.ts';

before(loadEmulator);

const outputs: readonly (readonly [string, string, string])[] = [
  ['a line that is erased and written on', '50%\x1b[2K100%', '   100%'],
  ['a line that is erased and drawn anew', '50%\r\x1b[2K100%\n', '100%'],
  ['a shorter text over a longer one', 'abcdef\rXY\n', 'XYcdef'],
  [
    'a line further up that is drawn anew',
    'a: 10%\nb: 10%\n\x1b[2A\x1b[2Ka: done\n\x1b[2Kb: done\n',
    'a: done\nb: done',
  ],
  ['the cursor at home and an erased screen', 'one\ntwo\n\x1b[H\x1b[2Jthree\n', 'three'],
  ['characters that are erased and removed', 'abcdef\r\x1b[2X\x1b[3Cx\x1b[2P\n', '  cx'],
  ['blanks and lines that are inserted', 'ab\r\x1b[2@\ncd\x1b[L\x1b[Sef\n', '\nef'],
  ['what an editor draws on a screen of its own', 'before\n\x1b[?1049hmenu\nitem\x1b[?1049lafter\n', 'before\nafter'],
  ['a wide character of which half is written over', '中文\b\b\bx\n', ' x文'],
  ['an emoji and a mark', '👍\ba\re\u0301\n', 'e\u0301a'],
  ['a cursor that is saved and restored', 'ab\x1b7cd\x1b8X\n', 'abXd'],
  ['strings that a terminal keeps to itself', 'a\x1b]0;t\x07\x1bPq\x1b\\\x1b_x\x1b\\\x1b^y\x1b\\\x1bXz\x1b\\b\n', 'ab'],
];

for (const [what, output, lines] of outputs)
  test(`a check, the page, a report and the log read alike: ${what}`, () => {
    const wanted = lines.split('\n');
    assert.deepEqual(normalise(output), wanted, 'check');
    const screen = openPageScreen();
    screen.write(output);
    assert.deepEqual(trimmed(screen.lines.map(plainText)), wanted, 'page');
    assert.deepEqual(plain(output), lines, 'report');
    const printed: string[] = [];
    const printer = openLinePrinter({ out: (text: string) => printed.push(text) } as never);
    printer.push(new TextEncoder().encode(output));
    printer.end();
    assert.deepEqual(
      trimmed(printed.map((line) => line.replace(/^ {4}│ /, '').trimEnd())).slice(-wanted.length),
      wanted,
    );
  });

function trimmed(lines: readonly string[]): string[] {
  const shown = lines.map((line) => line.trimEnd());
  while (shown.at(-1) === '') shown.pop();
  return shown;
}
