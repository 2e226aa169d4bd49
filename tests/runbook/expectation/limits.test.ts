import { test } from 'node:test';
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openNormaliser } from '../../../src/runbook/expectation/normalise.ts';
import { matchOutput } from '../../../src/runbook/expectation/index.ts';
import { openRecorder } from '../../../src/runbook/expectation/recorder.ts';
import { explanation, matcherOf, verdict } from './ask.ts';

const long = 'x'.repeat(70_000);

test('a line over 64 KiB matches ... and a line that ends in [..], and is said to be cut', () => {
  const answer = matchOutput({ expect: '[..]', output: `${long}\n` });
  assert.equal(answer.verdict, 'passed');
  assert.match(answer.remarks.join(), /A line of the output was longer than 64 KiB and was cut/);
  assert.equal(verdict('...', `${long}\n`), 'passed');
  assert.equal(verdict('xxx[..]', `${long}\n`), 'passed');
  assert.equal(verdict('[..]x', `${long}\n`), 'failed');
  assert.equal(verdict('x+ (re)', `${long}\n`), 'failed');
  assert.equal(verdict('[WORD]', `${long}\n`), 'failed');
});

test('a never check does not pass over what was cut', () => {
  const answer = explanation('[..]ERROR[..]', `${long}ERROR\n`, { never: true });
  assert.match(answer.sentence, /forbidden by line 1/);
  assert.equal(verdict('ERROR', `${long}\n`, { never: true }), 'passed');
});

test('expressions that explode elsewhere answer', () => {
  const line = `${'a'.repeat(60_000)}b`;
  for (const check of [
    '^(a+)+$ (re)',
    '(a|aa)+ (re)',
    '(a*)*c (re)',
    '(.*)(.*)(.*)(.*)c (re)',
    '[..]a[..]a[..]a[..]a[..]a[..]c',
  ])
    assert.equal(verdict(check, line), 'failed', check);
  assert.equal(verdict('(a+)+b (re)', line), 'passed');
});

test('placeholders that could begin and end everywhere answer', () => {
  const one = '1'.repeat(60_000);
  assert.equal(verdict('[..]1[INT]1[INT]1[..]2[..]', one), 'failed');
  assert.equal(verdict('[..]a[WORD]a[WORD]a[WORD]b[..]', 'a'.repeat(60_000)), 'failed');
  assert.equal(verdict('[..][PATH][..][PATH][..]![..]', '/a'.repeat(30_000)), 'failed');
  assert.equal(verdict('[..][PATH][..]x[..]', '='.repeat(60_000)), 'failed');
  assert.equal(verdict('[..][VERSION]-[VERSION]![..]', '1-'.repeat(30_000)), 'failed');
  assert.equal(verdict('[..][DURATION][..][DURATION]![..]', '1s '.repeat(20_000)), 'failed');
});

test('a never check counts what was left untried as forbidden', () => {
  assert.equal(verdict('[a=INT]1[b=INT]1[c=INT]x', `${'1'.repeat(60_000)}x`, { never: true }), 'failed');
});

test('lines in any order that all fit each other answer', () => {
  const check = Array.from({ length: 400 }, (_, at) => `[..]${at % 7}[..]`).join('\n');
  const lines = Array.from({ length: 400 }, (_, at) => `x${at % 7} and ${(at + 1) % 7}\n`);
  assert.equal(verdict(check, lines.join(''), { unordered: true }), 'passed');
  assert.equal(verdict(check, `${lines.slice(1).join('')}x\n`, { unordered: true }), 'failed');
  const flood = lines.join('').repeat(50);
  assert.equal(verdict(`${check}\nnever\n...`, flood, { unordered: true }), 'failed');
});

test('items of an array that could be any answer', () => {
  const check = `[${'"...", 1, '.repeat(100)}"..."]`;
  const items = (last: number) => `[${'1, '.repeat(5000)}${last}]`;
  assert.equal(verdict(check, items(2), { format: 'json' }), 'passed');
  assert.equal(verdict(check.replace('"..."]', '3]'), items(2), { format: 'json' }), 'failed');
});

test('captured values that could be any of thousands are followed up to a bound, and never turn red into green', () => {
  const output = Array.from({ length: 4000 }, (_, at) => `port ${at + 1}`).join('\n');
  assert.equal(verdict('...\nport [p=PORT]\n...\nuse [p]', `${output}\nuse 30\n`), 'passed');
  assert.equal(verdict('...\nport [p=PORT]\n...\nuse [p]', `${output}\nuse 70000\n`), 'failed');
});

test('what is kept of an endless output does not grow', () => {
  const matcher = matcherOf('...\nnever comes');
  const piece = `${'noise '.repeat(30)}\n`.repeat(400);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  for (let round = 0; round < 50; round += 1) matcher.push(piece);
  const before = used();
  for (let round = 0; round < 1000; round += 1) matcher.push(piece);
  assert.ok(used() - before < 4 << 20, `${(used() - before) >> 20} MB more after 72 MB of output`);
  assert.equal(matcher.progress().matched, 0);
});

test('what is kept after a verdict does not grow either', () => {
  const matcher = matcherOf('first\nsecond');
  for (let round = 0; round < 50; round += 1) matcher.push(`${'noise '.repeat(30)}\n`.repeat(400));
  const verdict = matcher.end(0);
  assert.match(verdict.outcome === 'failed' ? verdict.explanation.sentence : '', /^0 of 2 lines matched/);
  const recorder = openRecorder(16);
  for (let line = 0; line < 100_000; line += 1) recorder.add('noise');
  assert.ok(recorder.seen().lines.length < 1000);
});

test('one endless line is held up to its limit', () => {
  let longest = 0;
  const normaliser = openNormaliser(false, {
    take: (line) => (longest = Math.max(longest, line.length)) >= 0,
  });
  for (let round = 0; round < 2000; round += 1) normaliser.push('x'.repeat(10_000));
  assert.equal(normaliser.pending()[0]?.line.length, 65_536);
  normaliser.end();
  assert.equal(longest, 65_536);
});

test('a placeholder takes time in proportion to the line', () => {
  for (const [kind, text] of [
    ['VERSION', '1.'.repeat(30_000)],
    ['VERSION', '1-a~'.repeat(15_000)],
    ['VERSION', '1rc'.repeat(20_000)],
    ['IP', '1:'.repeat(30_000)],
    ['DURATION', '1 s, '.repeat(12_000)],
    ['DATETIME', 'Fri, '.repeat(12_000)],
    ['SIZE', '1,000,'.repeat(10_000)],
    ['NUMBER', '9'.repeat(60_000)],
  ] as const) {
    const took = cpuTime(() => {
      verdict(`[..][${kind}]!`, `${text}x`);
      verdict(`[${kind}]`, `${text}!`);
    });
    assert.ok(took < 1500, `${kind} took ${Math.round(took)} ms`);
  }
});

test('what was slow is bounded: a long line that differs, captures between gaps, many lines in any order', () => {
  const long = 'abcdefghi '.repeat(98);
  const short = cpuTime(() => verdict(`${long}end`, `${long.replaceAll('i', '')}END`));
  const tenTimes = cpuTime(() => verdict(`${long}end`, `${long.replaceAll('i', '').repeat(10)}END`));
  assert.ok(tenTimes < 10 * short + 500, `${Math.round(tenTimes)} ms after ${Math.round(short)} ms`);
  const ids = Array.from({ length: 60_000 }, (_, at) => `id ${at}`).join('\n');
  const captures = cpuTime(() =>
    verdict('...\nid [a=INT]\n...\nid [b=INT]\n...\nid [c=INT]\n...\ndone [a] [b] [c]', ids),
  );
  assert.ok(captures < 5000, `captures: ${Math.round(captures)} ms`);
  const lines = Array.from({ length: 990 }, (_, at) => `worker ${at} took [DURATION]`).join('\n');
  const output = Array.from({ length: 50_000 }, (_, at) => `worker ${at} took 3 s`).join('\n');
  const unordered = cpuTime(() => assert.equal(verdict(`...\n${lines}`, output, { unordered: true }), 'passed'));
  assert.ok(unordered < 5000, `unordered: ${Math.round(unordered)} ms`);
});

/** In ms. What other programs do at the same time does not count. */
function cpuTime(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
