/** Why a check is red or still open, from what is remembered of the output. Told in the order of Explanation. */
import type { Explanation } from '../model.ts';
import type { CourseState } from './course.ts';
import { diffOf } from './diff.ts';
import { hintFor } from './hint.ts';
import { explainJson } from './explain-json.ts';
import { compareLines, findNearest } from './nearest.ts';
import { unmet } from './unmet.ts';
import { pairUp } from './pair-up.ts';
import type { Pairs } from './pair-up.ts';
import type { LineElement, Pattern } from './pattern.ts';
import type { Seen } from './recorder.ts';

/** `early`: no continuation can match. `open`: undecided. `accepts`: all lines matched, so the exit code is what is wrong. */
export type Ending =
  | { readonly how: 'early' }
  | { readonly how: 'open' }
  | { readonly how: 'ended'; readonly code: number | null; readonly accepts: boolean };

export function explain(
  pattern: Pattern,
  seen: Seen,
  state: CourseState,
  ending: Ending,
  remarks: readonly string[],
): Explanation {
  const { expectation } = pattern;
  if (state.json !== undefined && pattern.json !== null)
    return explainJson(pattern.json, state.json, seen, expectation, ending, remarks);
  if (expectation.never && ending.how === 'early' && state.waitsFor !== null)
    return explainForbidden(state.waitsFor, seen);
  if (ending.how === 'ended' && ending.accepts) return explainExit(pattern, ending.code);

  const { values } = state.captures;
  const pairs = pairUp(pattern, seen.lines, values);
  const [first] = pairs.missing;
  const nearest = first === undefined ? null : findNearest(first, pairs.unmatched, values);
  const exit =
    ending.how === 'ended' && expectation.exit !== 'any' && ending.code !== expectation.exit ? ending.code : undefined;
  return {
    sentence: sentenceFor(pairs, seen, ending),
    nearest,
    diff: diffOf(pairs, seen.lines, nearest?.actualLine ?? null, ending.how !== 'ended'),
    hint: hintFor({
      ...pairs,
      unmet: nearest && first ? unmet(first, nearest.actual, values) : null,
      isEarly: ending.how === 'early',
      expectation,
      elements: pattern.elements,
      total: seen.total,
      exit,
      remarks,
    }),
  };
}

function sentenceFor({ matched, of, missing, extra }: Pairs, { lines, total }: Seen, ending: Ending): string {
  const [first] = missing;
  const isOver = ending.how === 'ended';
  if (of === 0) return `The check expects no output, but ${count(total)} came.`;
  if (total === 0)
    return isOver
      ? `No output came; ${count(of)} ${of === 1 ? 'was' : 'were'} expected.`
      : `No output has come yet; line 1 is waited for.`;
  const share = matched === of ? allMatched(of) : `${matched} of ${count(of)} matched`;
  if (first === undefined) {
    const [line] = extra;
    if (line !== undefined) return `${share}, but line ${line.number} of the output is not in the check.`;
    return isOver ? `${share}, but not in one piece: see the difference.` : `${share}; the program has not ended yet.`;
  }
  if (isOver) return `${share}; line ${first.line} never came.`;
  if (ending.how === 'open') return `${share} so far; line ${first.line} has not come yet.`;
  return `${share}; line ${first.line} was expected where line ${lines.at(-1)?.number ?? total} of the output came.`;
}

function explainExit({ expectation, elements }: Pattern, code: number | null): Explanation {
  const of = new Set(elements.flatMap((element) => (element.kind === 'gap' ? [] : [element.line]))).size;
  const how = code === null ? 'a signal ended the program' : `the program ended with exit code ${code}`;
  const start = expectation.never ? 'No forbidden line came' : of === 0 ? 'The output matched' : allMatched(of);
  const hint =
    code === null
      ? 'exit=any on the check accepts every end of the program.'
      : `If exit code ${code} is right, write exit=${code} on the check.`;
  return { sentence: `${start}, but ${how}, not ${expectation.exit}.`, nearest: null, diff: [], hint };
}

function explainForbidden(element: LineElement, seen: Seen): Explanation {
  const last = seen.lines.at(-1);
  const number = last?.number ?? seen.total;
  return {
    sentence: `Line ${number} of the output is forbidden by line ${element.line} of the check.`,
    nearest:
      last === undefined
        ? null
        : { ...compareLines(element, last, new Map()), expectedMarks: [], actualMarks: [], lookalikes: [] },
    diff: [{ sign: '+', text: last?.text ?? '' }],
    hint: null,
  };
}

function allMatched(of: number): string {
  return of === 1 ? 'The one line matched' : `All ${of} lines matched`;
}

function count(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}
