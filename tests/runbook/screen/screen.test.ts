import assert from 'node:assert/strict';
import { test } from 'node:test';
import xterm from '@xterm/headless';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { openEmulator } from '../../../src/runbook/screen/emulator.ts';
import { readScreen } from '../../../src/runbook/screen/read-screen.ts';
import { openScreen } from '../../../src/runbook/screen/screen.ts';
import { plainText } from '../../../src/runbook/screen/style.ts';
import { chance } from '../expectation/ask.ts';

const COLUMNS = 1500; // further than any sequence here comes

/** What xterm shows: its usual screen with all that scrolled out of it. */
async function shownByXterm(text: string): Promise<string[]> {
  const terminal = new xterm.Terminal({
    cols: COLUMNS,
    rows: 24,
    scrollback: 10_000,
    convertEol: true,
    allowProposedApi: true,
  });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  await new Promise<void>((done) => terminal.write(text, done));
  const { normal } = terminal.buffer;
  const lines = Array.from({ length: normal.length }, (_, at) => normal.getLine(at)?.translateToString(true) ?? '');
  terminal.dispose();
  return trimmed(lines);
}

/** Tabs as the blanks that a terminal shows; without blanks and blank lines at an end. */
function trimmed(lines: readonly string[]): string[] {
  const shown = lines.map((line) => expand(line).replace(/ +$/, ''));
  while (shown.at(-1) === '') shown.pop();
  return shown;
}

function expand(line: string): string {
  const [first = '', ...others] = line.split('\t');
  return others.reduce((text, part) => text + ' '.repeat(8 - (widthOfText(text) % 8)) + part, first);
}

function widthOfText(text: string): number {
  return [...text].reduce(
    (sum, character) => sum + (/[\u0300-\u036f]/.test(character) ? 0 : /[中界👍]/u.test(character) ? 2 : 1),
    0,
  );
}

const TEXTS = ['a', 'done', 'progress 50%', 'xyz ', '中', '界a', '👍', 'e\u0301', 'ñ', '€', '  ', '1234567890'];
const CONTROLS = ['\r', '\n', '\r\n', '\b', '\t', '\n\n', '\x0b', '\x0c', '\x07'];
const OTHERS = [
  '\x1b[31m',
  '\x1b[0m',
  '\x1b[38;2;1;2;3m',
  '\x1b[1;4m',
  '\x1b7',
  '\x1b8',
  '\x1b[s',
  '\x1b[u',
  '\x1bM',
  '\x1bD',
  '\x1bE',
  '\x1b]0;title\x07',
  '\x1b]8;;http://x/\x1b\\',
  '\x1bP1$r0m\x1b\\',
  '\x1b_apc\x1b\\',
  '\x1b^pm\x1b\\',
  '\x1bXsos\x1b\\',
  '\x1b[?1049h',
  '\x1b[?1049l',
  '\x1b[?47h',
  '\x1b[?47l',
  '\x1b[?25l',
  '\x1b[?25h',
  '\x1b(B',
  '\x1b=',
  '\u009b2D',
  '\u0085',
  '\x1b[2\x18',
  '\x1b[1\r2C',
  '\x1b[;H',
  '\x1b[0K',
  '\x1b[12;3f',
];
const FINALS = 'ABCDEFGHJKXP@LMSTd`';

function sequence(below: (n: number) => number, pick: <T>(from: readonly T[]) => T): string {
  const kind = below(20);
  if (kind < 8) return pick(TEXTS);
  if (kind < 12) return pick(CONTROLS);
  if (kind < 14) return pick(OTHERS);
  const final = FINALS[below(FINALS.length)] ?? 'A';
  const parameter =
    final === 'J' || final === 'K' ? pick(['', '0', '1', '2']) : pick(['', '0', '1', '2', '3', '7', '30']);
  return `\x1b[${parameter}${final === 'H' ? `;${1 + below(20)}` : ''}${final}`;
}

const ROUNDS = Number(process.env['SCREEN_ROUNDS'] ?? 600);

test('random sequences leave what xterm shows, however they are cut', async () => {
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const { below } = chance(seed);
    const pick = <T>(from: readonly T[]) => from[below(from.length)] as T;
    const text = Array.from({ length: 1 + below(60) }, () => sequence(below, pick)).join('');
    const wanted = await shownByXterm(text);
    assert.deepEqual(trimmed(readScreen(text)), wanted, `seed ${seed}: ${JSON.stringify(text)}`);
    for (const colors of [true, false]) {
      const screen = openScreen({ colors, limit: Infinity, touch() {} }, () => openEmulator);
      for (let from = 0; from < text.length;) {
        const to = from + 1 + below(7);
        screen.write(text.slice(from, to));
        from = to;
      }
      assert.deepEqual(trimmed(screen.lines.map(plainText)), wanted, `seed ${seed}, cut: ${JSON.stringify(text)}`);
    }
  }
});
