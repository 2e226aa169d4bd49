/** The course of a `json check`: collects the output, and parses it as JSON at its end. */
import type { Captures } from './captures.ts';
import type { Course } from './course.ts';
import { matchJson } from './json.ts';
import type { JsonPattern, JsonResult } from './json.ts';
import { differencesOf } from './json-differences.ts';
import { readJson, writeJson } from './json-text.ts';
import { quote } from './visible.ts';

/** The longest output that is parsed as JSON, in UTF-16 code units. */
const JSON_LIMIT = 8 << 20;

export function openJson(pattern: JsonPattern, known: Captures): Course {
  return at([], 0, false);

  /** All courses share `lines`, which only grows; the first `count` of them belong to this course. */
  function at(lines: string[], size: number, isTooLong: boolean): Course {
    const count = lines.length;
    let compared: JsonResult | undefined;
    const result = () => (compared ??= compare(pattern, lines.slice(0, count), known));
    const course: Course = {
      step(line, cut) {
        if (isTooLong) return course;
        if (cut || size + line.length > JSON_LIMIT) return at(lines, size, true);
        const own = lines.length === count ? lines : lines.slice(0, count);
        own.push(line);
        return at(own, size + line.length + 1, false);
      },
      isDead: isTooLong,
      isCertain: false,
      accepts: () => result().is === 'match',
      reached: 0,
      state() {
        const outcome = result();
        const captures = outcome.is === 'match' ? outcome.captures : known;
        return { matched: outcome.is === 'match' ? 1 : 0, captures, waitsFor: null, json: outcome };
      },
    };
    return course;
  }
}

function compare(pattern: JsonPattern, lines: readonly string[], known: Captures): JsonResult {
  let value: unknown;
  try {
    value = readJson(lines.join('\n'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { is: 'unreadable', why: whyNotJson(lines, error) };
  }
  const outcome = matchJson(pattern.value, value, [known]);
  if ('difference' in outcome)
    return {
      is: 'difference',
      differences: differencesOf(pattern.value, value, known),
      output: writeJson(value, '  '),
    };
  return { is: 'match', captures: outcome.ways[0] ?? known };
}

/** Why the output is not JSON. Often a program prints something else before or after it. */
function whyNotJson(lines: readonly string[], { message }: SyntaxError): string {
  if (lines.every((line) => line.trim() === '')) return 'nothing was printed';
  const at = lines.findIndex((line) => /^\s*[[{"]/.test(line));
  const start = at > 0 && isJson(lines.slice(at)) ? at : -1;
  if (start !== -1) return `it begins at line ${start + 1}; before it line 1 says ${quote(lines[0] ?? '')}`;
  const end = lines.findLastIndex((line) => /[\]}"]\s*$/.test(line));
  if (end !== -1 && end < lines.length - 1 && isJson(lines.slice(0, end + 1)))
    return `it ends at line ${end + 1}; after it line ${end + 2} says ${quote(lines[end + 1] ?? '')}`;
  const line = Number(/line (\d+)/.exec(message)?.[1] ?? 1);
  return /deep/.test(message) ? message : `line ${line} says ${quote(lines[line - 1] ?? '')}`;
}

function isJson(lines: readonly string[]): boolean {
  try {
    readJson(lines.join('\n'));
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
