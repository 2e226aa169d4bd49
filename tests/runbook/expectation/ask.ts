/** What the tests of this room share: one question to the matcher, its verdict in a word, and chance with a seed. */
import { matchOutput } from '../../../src/runbook/expectation/index.ts';
import type { Question } from '../../../src/runbook/expectation/index.ts';
import { toExpectation } from '../../../src/runbook/expectation/match.ts';
import { compile, openMatcher } from '../../../src/runbook/expectation/index.ts';
import type { Expectation, Explanation, Verdict } from '../../../src/runbook/model.ts';

type Words = Omit<Question, 'expect' | 'output'>;

export function verdict(expect: string, output: string | Uint8Array, words: Words = {}): Verdict['outcome'] {
  return matchOutput({ expect, output, ...words }).verdict;
}

export function explanation(expect: string, output: string | Uint8Array, words: Words = {}): Explanation {
  const details = explanationOrNull(expect, output, words);
  if (details === null) throw new Error('it passed');
  return details;
}

export function explanationOrNull(expect: string, output: string | Uint8Array, words: Words = {}): Explanation | null {
  return matchOutput({ expect, output, ...words }).details;
}

export function expectationOf(expect: string, words: Words = {}): Expectation {
  return toExpectation({ expect, output: '', ...words });
}

export function matcherOf(expect: string, words: Words = {}) {
  return openMatcher(compile(expectationOf(expect, words)), words.values);
}

/** What a check says the moment it fails, while its program runs. */
export function early(expect: string, output: string, words: Words = {}): Explanation {
  const found = matcherOf(expect, words).push(output);
  if (found?.outcome !== 'failed') throw new Error(`it is ${found?.outcome ?? 'open'}`);
  return found.explanation;
}

/** mulberry32: numbers in [0, 1) that are the same for the same seed. */
export function chance(seed: number) {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(from: readonly T[]): T => {
    const found = from[below(from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  return { random, below, pick };
}
