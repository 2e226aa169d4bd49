import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { folderOf, guidepost } from './guidepost.ts';

/** Asks `guidepost match` about a check and an output in files. */
async function match(t: TestContext, check: string, output: string | Uint8Array, ...flags: readonly string[]) {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'check'), check);
  writeFileSync(join(folder, 'output'), output);
  return guidepost(folder, 'match', '--expect', 'check', '--output', 'output', ...flags);
}

test('exit code 0 passed, 1 failed, 2 author error, 3 undecided', async (t) => {
  const codes = await Promise.all([
    match(t, 'a\n', 'a\n'),
    match(t, 'a\n', 'b\n'),
    match(t, '(a (re)\n', 'a\n'),
    match(t, 'a\nb\n', 'a\n', '--partial'),
  ]);
  assert.deepEqual(
    codes.map(({ code }) => code),
    [0, 1, 2, 3],
  );
  assert.match(codes[0]?.out ?? '', /^passed\n$/);
  assert.match(codes[1]?.out ?? '', /^failed\n0 of 1 line matched/);
  assert.match(codes[2]?.err ?? '', /^check:1: "\(a" is not an RE2 regular expression/);
  assert.match(codes[3]?.out ?? '', /^undecided\n1 of 2 lines matched so far; line 2 has not come yet/);
});

test('--json gives verdict, first unmatched line and explanation', async (t) => {
  const { code, out } = await match(t, 'a\nb ✓\n', 'a\nb ✗\n', '--json');
  assert.equal(code, 1);
  const answer: { verdict: string; line: number; explanation: string } = JSON.parse(out);
  assert.deepEqual([answer.verdict, answer.line], ['failed', 2]);
  assert.match(answer.explanation, /expected ✓ U\+2713 CHECK MARK, saw ✗ U\+2717 BALLOT X/);
});

test('--json says what is wrong with a check', async (t) => {
  const { code, out } = await match(t, 'a\n[FOO>1]\n', 'a\n', '--json');
  assert.equal(code, 2);
  const answer: { verdict: string; line: number; explanation: string } = JSON.parse(out);
  assert.deepEqual([answer.verdict, answer.line], ['error', 2]);
});

test('the words of a check are flags', async (t) => {
  const [wanted, unordered, never, exact] = await Promise.all([
    match(t, 'a', 'a', '--exit', '2', '--want-exit', '2'),
    match(t, 'a\nb', 'b\na', '--unordered'),
    match(t, 'a', 'a', '--never'),
    match(t, 'a', 'a  ', '--exact'),
  ]);
  assert.deepEqual(
    [wanted, unordered, never, exact].map(({ code }) => code),
    [0, 0, 1, 1],
  );
});

test('bytes that are not UTF-8 are replaced and flagged', async (t) => {
  const { code, out } = await match(t, '...\nok', new Uint8Array([0xff, 10, 111, 107, 10]), '--json');
  assert.equal(code, 0);
  const answer: { remarks: string[] } = JSON.parse(out);
  assert.match(answer.remarks.join(), /not UTF-8/);
});

test('a remark on an output is printed once', async (t) => {
  const { out } = await match(t, 'ok', new Uint8Array([0xff, 10]));
  assert.equal(out.split('not UTF-8').length, 2);
});

test('a miss is explained with the whole output', async (t) => {
  const banner = ['==', 'VALIDATING', '==', '✓ a', '✓ b', '==', 'ALL ✓', '=='];
  const { out } = await match(t, banner.join('\n'), banner.with(4, '✗ b').join('\n'));
  assert.match(out, /^failed\n7 of 8 lines matched; expected “✓ b”, but line 5 of the output says “✗ b”\./);
  const partial = await match(t, banner.join('\n'), banner.with(4, '✗ b').slice(0, 5).join('\n') + '\n', '--partial');
  assert.match(partial.out, /3 lines of the check, not printed yet/);
});

test('--batch answers a line for each question', async (t) => {
  const folder = folderOf(t);
  const questions = [
    { expect: 'a', output: 'a\n' },
    { expect: 'a', output: 'a\n', exit: 1 },
    { expect: 'a', output: 'a\n', exit: 1, want_exit: 1 },
    { expect: 'a\nb', output: 'a', partial: true },
    { expect: '(a (re)', output: '' },
    { expect: 7 },
  ];
  writeFileSync(
    join(folder, 'q.jsonl'),
    `${questions.map((question) => JSON.stringify(question)).join('\n')}\nnot json\n`,
  );
  const { code, out } = await guidepost(folder, 'match', '--batch', 'q.jsonl');
  assert.equal(code, 0);
  const verdicts = out
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { verdict: string }).verdict);
  assert.deepEqual(verdicts, ['passed', 'failed', 'passed', 'undecided', 'error', 'error', 'error']);
});

test('a question is read in the same way from files and from a batch', async (t) => {
  for (const [expect, output, ...flags] of [
    ['\n', '\n', 'exact'],
    ['\n', '\n'],
    ['', ''],
    ['', '\n', 'exact'],
    ['\ufeffa\n', 'a\n'],
    ['a\n', '\ufeffa\n'],
    ['\ufeffa\n', 'a\n', 'exact'],
    ['\ufeffa\n', '\ufeffa\n', 'exact'],
    ['a\n\n', 'a\n\n', 'exact'],
    ['a\r\n', 'a\r\n', 'exact'],
    ['a\r\n', 'a\n'],
  ] as const) {
    const folder = folderOf(t);
    const exact = flags.length > 0;
    writeFileSync(join(folder, 'e'), expect);
    writeFileSync(join(folder, 'o'), output);
    writeFileSync(join(folder, 'q.jsonl'), JSON.stringify({ expect, output, exact }));
    const files = ['--expect', 'e', '--output', 'o', '--json', ...flags.map((flag) => `--${flag}`)];
    const one = JSON.parse((await guidepost(folder, 'match', ...files)).out) as { verdict: string };
    const two = JSON.parse((await guidepost(folder, 'match', '--batch', 'q.jsonl')).out) as { verdict: string };
    assert.deepEqual(two, one, JSON.stringify({ expect, output, flags }));
    const isSame = expect === output || (!exact && expect.replace(/\ufeff|\r/g, '') === output.replace(/\ufeff/, ''));
    assert.equal(one.verdict, isSame ? 'passed' : 'failed', JSON.stringify({ expect, output, flags }));
  }
});

test('--batch splits at line feeds only: a question may contain other line endings', async (t) => {
  const folder = folderOf(t);
  const output = 'a\u2028b\u0085c\u2029';
  writeFileSync(
    join(folder, 'q.jsonl'),
    `\ufeff${JSON.stringify({ expect: output, output })}\r\n\n{"expect": "a", "output": "a"}`,
  );
  const { out } = await guidepost(folder, 'match', '--batch', 'q.jsonl');
  assert.deepEqual(
    out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { verdict: string }).verdict),
    ['passed', 'passed'],
  );
});

test('flags that contradict each other exit with code 2', async (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'q.jsonl'), '');
  const calls = [
    ['--expect', 'x'],
    ['--expect', 'no', '--output', 'no'],
    ['--batch', 'no'],
    ['--batch', 'q.jsonl', '--expect', 'x'],
    ['--batch', 'q.jsonl', '--unordered'],
    ['--expect', '-', '--output', '-'],
  ];
  for (const args of calls) assert.equal((await guidepost(folder, 'match', ...args)).code, 2, args.join(' '));
});
