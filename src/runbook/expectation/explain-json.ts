/** Explains why a `json check` failed: where the values differ, and both of them as indented JSON. */
import type { DiffLine, Expectation, Explanation } from '../model.ts';
import { lineHint } from './hint.ts';
import { codeHint, errorHint, howEnded } from './exit.ts';
import type { Ending } from './exit.ts';
import type { JsonResult } from './json.ts';
import { toValue } from './json.ts';
import type { Difference } from './json.ts';
import { readJson, writeJson } from './json-text.ts';
import type { JsonPattern } from './json.ts';
import type { Seen } from './recorder.ts';
import { visible } from './visible.ts';

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
  const output = seen.lines.slice(0, 30).map(({ text }): DiffLine => ({ sign: '+', text: visible(text) }));
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
    return {
      sentence: `The output is not one JSON value: ${result.why}.`,
      nearest: null,
      diff: output,
      hint: hint ?? result.hint,
    };
  }
  const { differences } = result;
  const [first] = differences;
  const more = differences.length > 1 ? ` ${differences.length} values differ; this is the first.` : '';
  return {
    sentence: `${first ? sentenceOf(first) : 'The values differ'}.${more}`,
    nearest: null,
    diff: [
      ...differences.slice(0, TOLD).flatMap(linesOf),
      ...(differences.length > TOLD
        ? [{ sign: '…', text: `${differences.length - TOLD} more differences` } as const]
        : []),
      { sign: '…', text: `the check has ${clip(writeJson(toValue(pattern.value)))}` },
      { sign: '…', text: `the output has ${clip(result.output.replace(/\n\s*/g, ' '))}` },
    ],
    hint: hint ?? stringHint(differences, expectation) ?? moreHint(differences) ?? orderHint(pattern, result.output),
  };
}

/** What is wrong with a string, told like a line of another check. */
function stringHint(differences: readonly Difference[], expectation: Expectation): string | null {
  for (const { string } of differences.slice(0, TOLD)) {
    const hint =
      string && string.text !== null ? lineHint(string.element, string.text, string.known, expectation) : null;
    if (hint) return hint;
  }
  return null;
}

function moreHint(differences: readonly Difference[]): string | null {
  return differences.every(({ expected }) => expected === 'nothing')
    ? 'An entry "...": "..." in an object, or an item "..." in an array, allows more.'
    : null;
}

/** For an array whose items only come in another order. */
function orderHint({ value }: JsonPattern, output: string): string | null {
  const items = (read: unknown) => Array.isArray(read) && writeJson(read.map((item) => writeJson(item)).toSorted());
  const wanted = items(toValue(value));
  if (wanted === false || wanted !== items(readJson(output))) return null;
  return 'All items came, in another order. The order of items counts.';
}

/** How many differences are listed, and how many characters of a value. */
const TOLD = 10;
const LENGTH = 500;

function sentenceOf({ path, expected, actual, string }: Difference): string {
  const where = path === '' ? 'The value' : `At ${path} the value`;
  if (actual === 'nothing') return `${where} is missing; expected ${clip(expected)}`;
  if (expected === 'nothing') return `${where} ${clip(actual)} is not in the check`;
  if (actual === 'no item') return `${path === '' ? '' : `At ${path} `}no item is ${clip(expected)}`.replace(/^n/, 'N');
  if (kindOf(expected) === kindOf(actual)) return `${where} is ${clip(actual)}; expected ${clip(expected)}`;
  // A placeholder stands for a number, too.
  if (string?.element.reads.by === 'tokens') return `${where} is ${withKind(actual)}; expected ${clip(expected)}`;
  return `${where} is ${withKind(actual)}; expected ${withKind(expected)}`;
}

function linesOf({ path, expected, actual }: Difference): DiffLine[] {
  return [
    { sign: '-', text: `${path} ${clip(expected)}`.trim() },
    { sign: '+', text: `${path} ${clip(actual)}`.trim() },
  ];
}

function withKind(json: string): string {
  const kind = kindOf(json);
  return kind === 'null' ? kind : `${clip(json)}, ${kind}`;
}

function kindOf(json: string): string {
  if (json.startsWith('"')) return 'a string';
  if (json.startsWith('{')) return 'an object';
  if (json.startsWith('[')) return 'an array';
  return /^[-\d]/.test(json) ? 'a number' : json === 'null' ? 'null' : 'a boolean';
}

function clip(text: string): string {
  return text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text;
}
