import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadEmulator, openPageScreen as openScreen } from '../../src/browser/output/page-screen.ts';
import { plainText } from '../../src/runbook/screen/style.ts';

before(loadEmulator);

const shown = (...chunks: string[]) => {
  const screen = openScreen();
  for (const chunk of chunks) screen.write(chunk);
  return screen.lines.map(plainText);
};

test('lines are lines, and what follows the last newline is one too', () => {
  assert.deepEqual(shown('one\ntw', 'o\n'), ['one', 'two', '']);
});

test('a carriage return overwrites the line, and only as far as the new text goes', () => {
  assert.deepEqual(shown('10 %\r20 %'), ['20 %']);
  assert.deepEqual(shown('long text\rshort'), ['shorttext']);
});

test('CRLF is one newline, also when it is cut in the middle', () => {
  assert.deepEqual(shown('one\r\ntwo\r', '\nthree'), ['one', 'two', 'three']);
});

test('a display that moves the cursor up rewrites its lines in place', () => {
  const screen = shown('a: 0\nb: 0\n', '\x1b[2A\x1b[2Ka: 1\n\x1b[2Kb: 1\n', 'done\n');
  assert.deepEqual(screen, ['a: 1', 'b: 1', 'done', '']);
});

test('erasing a line removes its text', () => {
  assert.deepEqual(shown('working...\r\x1b[Kdone\n'), ['done', '']);
});

test('sequences other than colors and cursor movements leave no trace, wherever they are cut', () => {
  const text = 'a\x1b]8;;https://example.com\x07link\x1b]8;;\x07 \x1b[?25lb\x1b(B\x1b]52;c;aGk=\x1b\\c\n';
  for (let cut = 0; cut <= text.length; cut++) {
    assert.deepEqual(shown(text.slice(0, cut), text.slice(cut)), ['alink bc', ''], `cut at ${cut}`);
  }
});

test('a color continues on the next line, which is complete in itself', () => {
  const screen = openScreen();
  screen.write('\x1b[31mred\nstill');
  assert.deepEqual(screen.lines, ['\x1b[31mred', '\x1b[38;5;1mstill']);
});

test('a colored progress line keeps its colors when it is overwritten', () => {
  const screen = openScreen();
  screen.write('\x1b[32m##\x1b[0m----\r\x1b[32m###\x1b[0m');
  assert.deepEqual(screen.lines.map(plainText), ['###---']);
  assert.match(screen.lines[0] ?? '', /^\x1b\[38;5;2m###\x1b\[0m---/);
});

test('the first changed line is reported once', () => {
  const screen = openScreen();
  screen.write('a\nb\nc');
  assert.equal(screen.changed(), 0);
  assert.equal(screen.changed(), 3);
  screen.write('\x1b[1A\rB');
  assert.equal(screen.changed(), 1);
});

test('random chunks show what the whole shows', () => {
  const text = Array.from(
    { length: 300 },
    (_, n) => `\x1b[3${n % 8}m${n}\x1b[0m\r${n % 3 ? '\n' : '\x1b[K'}${n % 7 ? '' : '\x1b[1A'}`,
  ).join('');
  const whole = shown(text);
  for (let seed = 1; seed < 40; seed++) {
    const chunks: string[] = [];
    for (let at = 0, step = seed; at < text.length; at += step, step = ((step * 7 + seed) % 23) + 1)
      chunks.push(text.slice(at, at + step));
    assert.deepEqual(shown(...chunks), whole, `seed ${seed}`);
  }
});
