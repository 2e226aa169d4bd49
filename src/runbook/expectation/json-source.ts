/** Reads the JSON text of a check. What is wrong with it is told with its line, and what to write instead. */
import { mistakeIn, remedyFor } from './json-mistake.ts';
import type { Mistake } from './json-mistake.ts';
import { isTooDeep, readJson, repeatedKey } from './json-text.ts';

/** `fail` is called with a line of the text, from 1. */
export function readCheck(text: string, fail: (line: number, message: string) => never): unknown {
  try {
    const value = readJson(text);
    const twice = repeatedKey(text);
    if (twice === null) return value;
    return fail(lineOf(text, twice.at), `the key ${twice.key} comes twice in one object`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const mistake = isTooDeep(text) ? null : mistakeIn(text);
    const why = mistake === null ? error.message : mistakeWords(text, mistake);
    return fail(lineOf(text, mistake?.at ?? 0), `a json check holds one JSON value: ${why}`);
  }
}

function mistakeWords(text: string, mistake: Mistake): string {
  if (text.trim() === '') return 'the check is empty';
  if (mistake.isAfterValue) return `another follows, “${text.slice(mistake.at, mistake.at + 20)}”`;
  return remedyFor(text, mistake) ?? `“${text.slice(mistake.at, mistake.at + 20)}” is not expected here`;
}

/** The line of an offset, from 1. */
function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
