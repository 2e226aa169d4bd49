import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rateLimited, visible } from '../../server/system/log.ts';

test('nothing a stranger sends can begin a line, repaint one, or hide in one', () => {
  assert.equal(visible('a\nrun http://127.0.0.1 step: ok'), 'a\\u{a}run http://127.0.0.1 step: ok');
  assert.equal(visible('\u001b[2J\r\u202e\u200b\u2028'), '\\u{1b}[2J\\u{d}\\u{202e}\\u{200b}\\u{2028}');
  assert.equal(visible('ordinary text, ✓ and ü'), 'ordinary text, ✓ and ü');
});

test('a long value is cut', () => assert.equal(visible('abcdef', 3), 'abc…'));

test('a flood of lines is cut off, and later counted', () => {
  const lines: string[] = [];
  let now = 0;
  const log = rateLimited(
    (line) => lines.push(line),
    2,
    () => now,
  );
  for (const line of ['a', 'b', 'c', 'd']) log(line);
  assert.deepEqual(lines, ['a', 'b']);
  now = 60_000;
  log('e');
  assert.deepEqual(lines, ['a', 'b', '… and 2 more lines like these', 'e']);
});
