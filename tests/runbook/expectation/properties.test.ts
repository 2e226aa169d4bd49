import { test } from 'node:test';
import assert from 'node:assert/strict';
import { accept } from '../../../src/runbook/expectation/index.ts';
import { fitsBrutally, fitsInAnyOrder } from './brute.ts';
import { chance, expectationOf, matcherOf, verdict } from './ask.ts';
import { generate } from './generate.ts';

/** The same numbers on every machine; another seed finds other cases. */
const SEED = Number(process.env['GUIDEPOST_SEED'] ?? 20250131);

test('a brute-force matcher agrees on 20,000 small cases', () => {
  const { below, pick } = chance(SEED);
  const elements = [
    'a',
    'b',
    '',
    '...',
    '...',
    '[..]',
    'a[..]',
    '[..]b',
    '[INT]',
    'a (?)',
    'b (*)',
    'a (+)',
    '[..] (+)',
    '[INT] (*)',
    '[x=INT]',
    'a[x]',
    '[x]',
    '[ab]+ (re)',
    '[ab]* (re) (?)',
    'a (*)x',
  ];
  const lines = ['a', 'b', 'ab', 'aab', '1', '2', 'a1', 'a2', '', '[x]', 'a (?)', '...', 'a (+)'];
  let passed = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const check = withOneCapture(Array.from({ length: 1 + below(5) }, () => pick(elements)));
    const output = Array.from({ length: below(6) }, () => pick(lines));
    // blank lines at the end do not count, in the check and in the output; see below for them
    while (check.at(-1) === '') check.pop();
    while (output.at(-1) === '') output.pop();
    const expected = fitsBrutally(check, output) ? 'passed' : 'failed';
    if (expected === 'passed') passed += 1;
    assert.equal(verdict(check.join('\n'), output.join('\n')), expected, JSON.stringify({ check, output }));
  }
  assert.ok(passed > 1000, `only ${passed} cases pass: the cases are too one-sided`);
});

test('a brute-force matcher agrees on unordered checks', () => {
  const { below, pick } = chance(SEED + 1);
  const elements = ['a', 'b', 'a', 'ab', '...', '[..]', 'a[..]', '[..]b', 'a (?)', 'b (*)', '[..] (?)', 'a (+)'];
  const lines = ['a', 'b', 'ab', 'aab', 'c'];
  let passed = 0;
  for (let round = 0; round < 4000; round += 1) {
    const check = Array.from({ length: 1 + below(4) }, () => pick(elements));
    const output = Array.from({ length: below(6) }, () => pick(lines));
    // `...` may take lines anywhere: between all others, for the brute-force matcher
    const hasGap = check.includes('...');
    const rest = check.filter((line) => line !== '...');
    const expected = hasGap ? [...rest.flatMap((line) => ['...', line]), '...'] : rest;
    const fits = fitsInAnyOrder(expected, output) ? 'passed' : 'failed';
    if (fits === 'passed') passed += 1;
    assert.equal(
      verdict(check.join('\n'), output.join('\n'), { unordered: true }),
      fits,
      JSON.stringify({ check, output }),
    );
  }
  assert.ok(passed > 300, `only ${passed} cases pass`);
});

test('output made from a check is accepted, in whatever pieces it comes', () => {
  const random = chance(SEED + 2);
  for (let round = 0; round < 3000; round += 1) {
    const { check, output } = generate(random);
    assert.equal(verdict(check, output), 'passed', JSON.stringify({ check, output }));
    assert.equal(inPieces(check, output, random), 'passed', JSON.stringify({ check, output }));
  }
});

test('the same output with one significant character changed is rejected', () => {
  const random = chance(SEED + 3);
  let tried = 0;
  for (let round = 0; round < 3000; round += 1) {
    const { check, output, literals } = generate(random);
    if (literals.length === 0) continue;
    const [from, to] = random.pick(literals);
    const at = from + random.below(to - from);
    const changed = `${output.slice(0, at)}\u00A4${output.slice(at + 1)}`;
    tried += 1;
    assert.equal(verdict(check, changed), 'failed', JSON.stringify({ check, changed }));
  }
  assert.ok(tried > 2000, `only ${tried} cases`);
});

test('random chunks give the verdict of the whole, with the same explanation', () => {
  const random = chance(SEED + 4);
  const { below, pick } = random;
  for (let round = 0; round < 3000; round += 1) {
    const { check, output } = generate(random);
    const other =
      below(2) === 0
        ? generate(random).output
        : output.replace(pick([...output, '~']), pick(['x', '\n', '', '\x1b[1m']));
    const words = { exit: below(2), unordered: below(4) === 0 };
    const whole = matcherOf(check, words);
    const early = whole.push(other);
    const verdicts = [whole.end(words.exit)];
    if (early?.outcome === 'failed' || words.exit === 0)
      assert.equal(
        early?.outcome ?? verdicts[0]?.outcome,
        verdicts[0]?.outcome,
        JSON.stringify({ check, other, words }),
      );
    const pieces = matcherOf(check, words);
    const bytes = new TextEncoder().encode(other);
    for (let from = 0; from < bytes.length;) {
      const to = from + 1 + below(12);
      pieces.push(bytes.slice(from, to));
      from = to;
    }
    verdicts.push(pieces.end(words.exit));
    assert.deepEqual(verdicts[1], verdicts[0], JSON.stringify({ check, other, words }));
  }
});

test('an accepted output passes, and what it had passed before stays', () => {
  const random = chance(SEED + 5);
  for (let round = 0; round < 1500; round += 1) {
    const { check, output } = generate(random);
    const other = random.below(2) === 0 ? generate(random).output : output.replace(random.pick([...output, '~']), 'x');
    const words = { unordered: random.below(4) === 0 };
    const expectation = expectationOf(check, words);
    assert.deepEqual(accept(expectation, output), expectation.lines);
    const accepted = accept(expectation, other).join('\n');
    assert.equal(verdict(accepted, other, words), 'passed', JSON.stringify({ check, other, accepted }));
  }
});

function inPieces(check: string, output: string, { below }: ReturnType<typeof chance>) {
  const matcher = matcherOf(check);
  const bytes = new TextEncoder().encode(output);
  for (let from = 0; from < bytes.length;) {
    const to = from + 1 + below(20);
    matcher.push(bytes.slice(from, to));
    from = to;
  }
  return matcher.end(0).outcome;
}

/** A name is captured once; before that its brackets are text, which the matcher refuses as a mistake. */
function withOneCapture(check: readonly string[]): string[] {
  const at = check.indexOf('[x=INT]');
  return check.filter((line, index) =>
    line.includes('[x=INT]') ? index === at : at === -1 || index > at || !line.includes('[x]'),
  );
}
