/** The course of a `json check`: collects the output, and parses it as JSON at its end. */
import type { Captures } from './captures.ts';
import type { Course } from './course.ts';
import { matchJson } from './json.ts';
import type { JsonPattern, JsonResult } from './json.ts';
import { differencesOf } from './json-differences.ts';
import { mistakeIn } from './json-mistake.ts';
import { isTooDeep, readJson, writeJson } from './json-text.ts';
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
    return unreadable(lines, error);
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
function unreadable(lines: readonly string[], { message }: SyntaxError): JsonResult {
  const as = (why: string, hint: string | null = null): JsonResult => ({ is: 'unreadable', why, hint });
  const text = lines.join('\n');
  if (text.trim() === '') return as('nothing was printed');
  if (isTooDeep(text)) return as(message);
  const start = lines.findIndex((line) => /^\s*[[{"]/.test(line));
  if (start > 0 && isJson(lines.slice(start)))
    return as(`it begins at line ${start + 1}; before it line 1 says ${quote(lines[0] ?? '')}`, OTHER_TEXT);
  const { at, isAfterValue } = mistakeIn(text) ?? { at: 0, isAfterValue: false };
  const [end, next] = [text.slice(0, at).trimEnd(), text.slice(0, at)].map((part) => part.split('\n').length);
  const rest = quote(text.slice(at).split('\n')[0] ?? '');
  if (isAfterValue && isJson([text.slice(at).split('\n')[0] ?? '']))
    return as(`another begins at line ${next}, ${rest}`, SEVERAL);
  if (isAfterValue && end !== next) return as(`it ends at line ${end}; after it line ${next} says ${rest}`, OTHER_TEXT);
  if (at >= text.trimEnd().length) return as(`it ends too early, after ${quote(lines.findLast(isSeen) ?? '')}`);
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const hint = /^(?:'|True\b|False\b|None\b)/.test(text.slice(at)) ? PYTHON : null;
  if (before.trim() === '') return as(`line ${next} says ${rest}`, hint);
  return as(`line ${next} stops being JSON at ${rest}`, hint);
}

const OTHER_TEXT =
  'A json check reads all of the output. If the other lines come on stderr, write stream=stdout on the check.';
const SEVERAL = 'A json check reads one value. jq -s . makes one array of several.';
const PYTHON = 'This is how Python shows a value; json.dumps() makes JSON of it.';

function isSeen(line: string): boolean {
  return line.trim() !== '';
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
