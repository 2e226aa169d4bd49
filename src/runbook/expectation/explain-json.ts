/** Why a `json check` is red: where the values part, and both as indented JSON. */
import type { DiffLine, Expectation, Explanation } from '../model.ts';
import { codeHint, errorHint, howEnded } from './exit.ts';
import type { Ending } from './explain.ts';
import type { JsonResult } from './json-course.ts';
import { toValue } from './json.ts';
import { writeJson } from './json-text.ts';
import type { JsonPattern } from './json.ts';
import type { Seen } from './recorder.ts';

export function explainJson(
  pattern: JsonPattern,
  result: JsonResult,
  seen: Seen,
  expectation: Expectation,
  ending: Ending,
  remarks: readonly string[],
): Explanation {
  const isWanted = ending.how !== 'ended' || expectation.exit === 'any' || ending.code === expectation.exit;
  const hint = (isWanted ? null : errorHint(ending, seen.lines)) ?? remarks[0] ?? null;
  const output = seen.lines.slice(0, 30).map(({ text }): DiffLine => ({ sign: '+', text }));
  if (ending.how === 'open')
    return {
      sentence: 'The program has not ended yet. Its output is read as JSON when it does.',
      nearest: null,
      diff: [],
      hint,
    };
  if (ending.how === 'early')
    return { sentence: 'The output is too long to be read as JSON.', nearest: null, diff: output, hint };
  if (result.is === 'match') {
    return {
      sentence: `The JSON matched, but ${howEnded(ending, expectation)}.`,
      nearest: null,
      diff: [],
      hint: hint ?? (isWanted ? null : codeHint(ending, expectation)),
    };
  }
  if (result.is === 'unreadable') {
    return { sentence: `The output is not one JSON value: ${result.why}.`, nearest: null, diff: output, hint };
  }
  const { path, expected, actual } = result.difference;
  const where = path === '' ? 'The value' : `At ${path} the value`;
  const saw =
    actual === 'nothing' ? 'is missing' : expected === 'nothing' ? `${actual} is not in the check` : `is ${actual}`;
  const wanted = expected === 'nothing' ? '' : `; expected ${expected}`;
  return {
    sentence: `${where} ${saw}${wanted}.`,
    nearest: null,
    diff: [
      { sign: '-', text: `${path} ${expected}`.trim() },
      { sign: '+', text: `${path} ${actual}`.trim() },
      { sign: '…', text: `the check has ${writeJson(toValue(pattern.value)).slice(0, 500)}` },
    ],
    hint:
      expected === 'nothing' ? 'An entry "...": "..." in an object, or an item "..." in an array, allows more.' : hint,
  };
}
