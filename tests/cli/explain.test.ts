import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { explain } from '../../server/commands/explain.ts';
import { UsageError } from '../../server/commands/io.ts';
import { RunbookError } from '../../src/runbook/error.ts';

test("the author's and the caller's mistakes are one line and exit code 2", () => {
  const place = { file: 'guide.md', line: 3 };
  assert.deepEqual(explain(new RunbookError(place, 'wrong'), 'run'), { words: 'guide.md:3: wrong\n', code: 2 });
  assert.deepEqual(explain(new UsageError('no'), 'run'), { words: 'guidepost: no\n', code: 2 });
});

test('an error of the system is one line, exit code 1', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
  assert.deepEqual(explain(full, 'run'), { words: 'guidepost run: ENOSPC: no space left on device, write\n', code: 1 });
});

test('a bug of ours comes with its stack trace, exit code 70', () => {
  const { words, code } = explain(
    caught(() => readFileSync('/nowhere/at/all')),
    'list',
  );
  assert.equal(code, 70);
  assert.match(words, /^guidepost list failed because of a bug in Guidepost:\nError: ENOENT[^]*\n\s+at /);
  assert.match(explain('thrown', 'list').words, /a bug in Guidepost:\nthrown\n/);
});

function caught(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
