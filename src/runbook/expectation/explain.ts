/** Explains why a check failed or is undecided, from the lines of the output that were recorded. */
import type { DiffLine, Explanation, Nearest } from '../model.ts';
import type { CourseState } from './course.ts';
import { clip, diffOf } from './diff.ts';
import { isErrorLine } from './error-line.ts';
import { codeHint, errorHint, howEnded } from './exit.ts';
import type { End, Ending } from './exit.ts';
import { explainJson } from './explain-json.ts';
import { hintFor } from './hint.ts';
import { findNearest } from './nearest.ts';
import { pairUp, placeOf } from './pair-up.ts';
import type { Pairs } from './pair-up.ts';
import type { Pattern } from './pattern.ts';
import type { LineElement } from './line-element.ts';
import type { Seen, SeenLine } from './recorder.ts';
import { neighbourhood, partAround, quote, visible } from './visible.ts';

export interface Told {
  readonly explanation: Explanation;
  /** The first line of the fence that was not matched, from 1; null if the lines are not the problem. */
  readonly line: number | null;
}

export function explain(
  pattern: Pattern,
  seen: Seen,
  state: CourseState,
  ending: Ending,
  remarks: readonly string[],
): Told {
  const { expectation } = pattern;
  if (state.json !== undefined && pattern.json !== null)
    return { explanation: explainJson(pattern.json, state.json, seen, expectation, ending, remarks), line: null };
  if (expectation.never && ending.how === 'early' && state.waitsFor !== null)
    return { explanation: explainForbidden(state.waitsFor, seen), line: state.waitsFor.line };
  const { values } = state.captures;
  const pairs = pairUp(pattern, seen.lines, values, ending.how !== 'ended');
  if (ending.how === 'ended' && ending.accepts) return { explanation: explainExit(pattern, pairs, ending), line: null };

  const { focus, nearest, shown } = findFocus(pairs, values);
  const isWanted = ending.how !== 'ended' || expectation.exit === 'any' || ending.code === expectation.exit;
  const diff = diffOf(pairs, focus, shown);
  const explanation = {
    sentence: sentenceFor(pairs, seen, ending, nearest),
    nearest: nearest && neighbourhood(nearest),
    diff: diff.map((line) => ({ ...line, text: shownText(line, nearest) })),
    hint: hintFor({
      ...pairs,
      focus,
      nearest,
      values,
      how: ending.how,
      expectation,
      elements: pattern.elements,
      total: seen.total,
      end: isWanted ? null : ending,
      diff,
      remarks,
    }),
  };
  return { explanation, line: pairs.missing[0]?.line ?? null };
}

/** A line of the diff as shown; the two lines that are compared are shown around their difference. */
function shownText({ sign, text }: DiffLine, nearest: Nearest | null): string {
  const near = nearest && neighbourhood(nearest);
  if (near !== null && sign === '-' && text === nearest?.expected) return near.expected;
  if (near !== null && sign === '+' && text === clip(nearest?.actual ?? '')) return near.actual;
  return visible(text);
}

/** Lines shown before a forbidden one. */
const CONTEXT = 3;

/** How many missing lines of an unordered check are tried, to find one that is similar to a printed line. */
const TRIED = 20;

/** Finds the line to explain. `shown`: the line of output that is probably meant, out of order or misspelled. */
function findFocus({ missing, unmatched, inOrder, strays }: Pairs, values: ReadonlyMap<string, string>) {
  const [first] = missing;
  const stray = first && strays.get(first);
  if (first === undefined || stray !== undefined)
    return { focus: first ?? null, nearest: null, shown: stray?.number ?? null };
  for (const focus of missing.slice(0, inOrder ? 1 : TRIED)) {
    const nearest = findNearest(focus, unmatched, values);
    if (nearest !== null) return { focus, nearest, shown: nearest.actualLine };
  }
  return { focus: first, nearest: null, shown: null };
}

function sentenceFor(pairs: Pairs, { total }: Seen, { how }: Ending, nearest: Nearest | null): string {
  const { matched, of, missing, extra } = pairs;
  const [first] = missing;
  if (pairs.elements.length === 0) return `The check expects no output, but ${count(total)} came.`;
  if (total === 0 && how === 'ended') return `No output came; ${count(of)} ${of === 1 ? 'was' : 'were'} expected.`;
  if (total === 0) return 'No output has come yet; waiting for line 1.';
  const share = `${matched === of ? allMatched(of) : `${matched} of ${count(of)} matched`}${how === 'ended' ? '' : ' so far'}`;
  const tooMuch = first === undefined || (how === 'early' && !pairs.inOrder) ? extra[0] : undefined;
  if (tooMuch !== undefined) return `${share}, but line ${tooMuch.number} of the output is not in the check.`;
  if (first === undefined && how === 'open') return `${share}; the program has not ended yet.`;
  if (first === undefined) return `${share}, but other lines came in between.`;
  const stray = pairs.strays.get(first);
  if (how === 'open' && stray !== undefined)
    return `${share}; line ${first.number} came as line ${stray.number} of the output, but other lines followed.`;
  if (how === 'open') return `${share}; line ${first.number} has not come yet.`;
  if (stray !== undefined)
    return `${share}; line ${first.number} of the check came out of order, as line ${stray.number} of the output.`;
  const { instead, before } = placeOf(first, pairs);
  const there = instead.find(({ number }) => number === nearest?.actualLine) ?? instead[0];
  const pair = there?.number === nearest?.actualLine ? nearest : null;
  if (there !== undefined)
    return `${share}; expected ${quote(first.raw, pair)}, but line ${there.number} of the output says ${quote(there.text, pair)}.`;
  if (how === 'early' && before !== null)
    return `${share}; line ${first.number} of the check should have come before line ${before.number} of the output.`;
  return `${share}; line ${first.number} never came.`;
}

function explainExit({ expectation }: Pattern, pairs: Pairs, end: End): Explanation {
  const { of } = pairs;
  const start = expectation.never ? 'No forbidden line came' : of === 0 ? 'The output matched' : allMatched(of);
  return {
    sentence: `${start}, but ${howEnded(end, expectation)}.`,
    nearest: null,
    diff: [],
    hint: errorHint(end, unasked(pairs)) ?? codeHint(end, expectation),
  };
}

/** The lines of output that the check does not expect as an error: `[..]` may have matched an unwanted one. */
function unasked({ pairings, elements, lines }: Pairs): readonly SeenLine[] {
  const asked = new Set(
    pairings.flatMap((pairing) =>
      pairing.is === 'match' && isErrorLine(elements[pairing.element]?.raw ?? '') ? [pairing.line] : [],
    ),
  );
  return lines.filter((_, index) => !asked.has(index));
}

/** Nothing is called expected here: the line of the check is the one that must not come. */
function explainForbidden(element: LineElement, seen: Seen): Explanation {
  const last = seen.lines.at(-1);
  const number = last?.number ?? seen.total;
  return {
    sentence: `Line ${number} of the output is forbidden by line ${element.number} of the check, ${quote(element.raw)}.`,
    nearest: null,
    diff: [
      ...contextOf(seen).map(({ text }) => ({ sign: ' ', text: clip(visible(text)) }) as const),
      { sign: '+', text: partAround(last?.text ?? '', longestText(element)) },
    ],
    hint: null,
  };
}

function longestText({ raw, reads }: LineElement): string {
  const texts =
    reads.by === 'tokens' ? reads.tokens.flatMap((token) => (token.is === 'text' ? [token.text] : [])) : [raw];
  return texts.toSorted((one, other) => other.length - one.length)[0] ?? '';
}

/** The lines immediately before the last one. */
function contextOf({ lines }: Seen): readonly SeenLine[] {
  const last = lines.at(-1)?.number ?? 0;
  return lines.slice(-1 - CONTEXT, -1).filter(({ number }) => number >= last - CONTEXT);
}

function allMatched(of: number): string {
  if (of === 0) return 'The check requires no line';
  return of === 1 ? 'The one line matched' : `All ${of} lines matched`;
}

function count(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}
