/** The course of a `json check`: the output is kept and read as JSON when it is over. */
import type { Captures } from './captures.ts';
import type { Course } from './course.ts';
import { matchJson } from './json.ts';
import type { Difference, JsonPattern } from './json.ts';
import { readJson } from './json-text.ts';

/** Longest output that is read as JSON, in UTF-16 code units. */
const JSON_LIMIT = 8 << 20;

export type JsonResult =
  | { readonly is: 'match'; readonly captures: Captures }
  | { readonly is: 'difference'; readonly difference: Difference }
  | { readonly is: 'unreadable'; readonly why: string };

export function openJson(pattern: JsonPattern, known: Captures): Course {
  return at([], 0, false);

  /** `lines` is shared between the courses and only ever grows; `count` says how much of it is this one's. */
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
    return { is: 'unreadable', why: error.message };
  }
  const outcome = matchJson(pattern.value, value, [known]);
  if ('difference' in outcome) return { is: 'difference', difference: outcome.difference };
  return { is: 'match', captures: outcome.ways[0] ?? known };
}
