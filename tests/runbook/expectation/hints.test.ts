/** Hints are taken at their word: what they advise is done, and then the check has to pass. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chance, explanationOrNull, verdict } from './ask.ts';

const LINES = ['a line', 'b line', 'c 3', 'x', '  lead', 'd [INT]', '[..]', '...', 'e (?)', 'f (*)', 'g [INT] (+)'];
const PRINTED = [
  'a line',
  'b line',
  'c 3',
  'c 4',
  'x',
  '',
  '  lead',
  'lead',
  'd 5',
  'd six',
  'e',
  'f',
  'g 1',
  'A line',
];

/** What a hint advises to do with the lines of the check, or with its words. */
const ADVICE: readonly (readonly [hint: RegExp, lines: (check: string) => string, words: object])[] = [
  [/To allow that, end the check with a line \.\.\./, (check) => `${check}\n...`, {}],
  [/To allow that, begin the check with a line \.\.\./, (check) => `...\n${check}`, {}],
  [/To allow other lines, put a line \.\.\./, (check) => `${check}\n...`, {}],
  [/All lines came.*write unordered on the check/, (check) => check, { unordered: true }],
  [/write exit=1 on the check/, (check) => check, { wantExit: 1 }],
];

test('a check that follows its hint passes', () => {
  const { below, pick } = chance(7);
  const taken = new Set<RegExp>();
  for (let round = 0; round < 10_000; round += 1) {
    const check = Array.from({ length: 1 + below(4) }, () => pick(LINES)).join('\n');
    const output = Array.from({ length: below(6) }, () => `${pick(PRINTED)}\n`).join('');
    const words = pick([{}, {}, { unordered: true }, { exact: true }]);
    const exit = pick([0, 0, 1]);
    const hint = explanationOrNull(check, output, { ...words, exit })?.hint ?? '';
    for (const [says, change, more] of ADVICE) {
      if (!says.test(hint)) continue;
      taken.add(says);
      // A wrong exit code is another thing, and comes after the lines.
      const ended = 'wantExit' in more ? exit : 0;
      assert.equal(
        verdict(change(check), output, { ...words, exit: ended, ...more }),
        'passed',
        JSON.stringify({ check, output, words, exit, hint }),
      );
    }
  }
  assert.equal(taken.size, ADVICE.length);
});
