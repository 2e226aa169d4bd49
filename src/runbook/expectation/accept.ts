/**
 * Changes the lines of a check just enough for an output to pass: lines that match stay, and a line that does not match
 * is replaced by the line that was printed instead, except for placeholders in it that still match.
 */
import type { Expectation } from '../model.ts';
import { acceptJson } from './accept-json.ts';
import type { Pairing } from './align.ts';
import { literalLine, rewriteLine } from './rewrite.ts';
import { findNearest } from './nearest.ts';
import { normalise } from './normalise.ts';
import { openMatcher } from './matcher.ts';
import { pairUp } from './pair-up.ts';
import type { Pairs } from './pair-up.ts';
import { parsePattern } from './pattern.ts';
import type { Element, Pattern } from './pattern.ts';
import type { LineElement } from './line-element.ts';
import type { SeenLine } from './recorder.ts';

/** The longest output that is compared line by line; of a longer one the check gets only both ends. */
const LINES = 900;
const ENDS = 10;

export function accept(
  expectation: Expectation,
  output: string,
  values: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  if (expectation.never || passes(expectation, expectation.lines, output, values)) return expectation.lines;
  if (expectation.format === 'json') return acceptJson(expectation, output, values);
  const lines = expectation.exact ? output.replace(/\n$/, '').split('\n') : normalise(output);
  const whole = literal(lines);
  if (lines.length > LINES) return whole;
  const rewritten = rewrite(parsePattern(expectation), lines, values);
  const saysSomething = rewritten.some((line) => line.trim() !== '...') || lines.length === 0;
  return saysSomething && passes(expectation, rewritten, output, values) ? rewritten : whole;
}

function passes(
  expectation: Expectation,
  lines: readonly string[],
  output: string,
  values: ReadonlyMap<string, string>,
): boolean {
  const matcher = openMatcher(parsePattern({ ...expectation, lines, at: [], exit: 'any' }), values);
  matcher.push(output);
  return matcher.end(null).outcome === 'passed';
}

function literal(lines: readonly string[]): string[] {
  if (lines.length <= LINES) return lines.map(literalLine);
  return [...lines.slice(0, ENDS).map(literalLine), '...', ...lines.slice(-ENDS).map(literalLine)];
}

function rewrite(pattern: Pattern, texts: readonly string[], values: ReadonlyMap<string, string>): string[] {
  const lines = texts.map((text, index) => ({ number: index + 1, text }));
  const pairs = pairUp(pattern, lines, values);
  return pattern.expectation.unordered ? rewriteAnyOrder(pairs, lines, values) : rewriteInOrder(pairs, lines, values);
}

/** `changed`: this line of the output was printed instead of this element. */
type Change = Pairing | { readonly is: 'changed'; readonly element: number; readonly line: number };

function rewriteInOrder(
  { elements, pairings }: Pairs,
  lines: readonly SeenLine[],
  values: ReadonlyMap<string, string>,
): string[] {
  const written: string[] = [];
  /** The lines of the fence that are done: `(+)` is two elements of one line. */
  const done = new Set<number>();
  let next = 0;
  for (const change of pairChanges(pairings, elements, lines, values)) {
    keepUpto(change.element);
    const element = elements[change.element];
    if (change.is === 'match') keep(element);
    else if (change.is === 'skipped') skip(element);
    else if (change.is === 'missing' || change.is === 'awaited') done.add(element?.line ?? 0);
    else if (change.is === 'extra') written.push(literalLine(lines[change.line]?.text ?? ''));
    else if (element !== undefined && element.kind !== 'gap') {
      written.push(rewriteLine(element, lines[change.line]?.text ?? '', values));
      done.add(element.line);
    }
  }
  keepUpto(elements.length);
  return written;

  /** Keeps the elements before `at`, which were not printed but are optional. */
  function keepUpto(at: number): void {
    for (; next < at; next += 1) keep(elements[next]);
  }

  function keep(element: Element | undefined): void {
    if (element === undefined || done.has(element.line)) return;
    done.add(element.line);
    written.push(element.raw);
  }

  function skip(element: Element | undefined): void {
    if (element === undefined || written.at(-1)?.trim() === '...') return;
    written.push(element.raw);
    done.add(element.line);
  }
}

/** Between lines that match, pairs each missing line with the most similar printed one; the pair is one change. */
function pairChanges(
  pairings: readonly Pairing[],
  elements: readonly Element[],
  lines: readonly SeenLine[],
  values: ReadonlyMap<string, string>,
): Change[] {
  const changes: Change[] = [];
  let stretch: Pairing[] = [];
  const flush = () => {
    changes.push(...pairStretch(stretch));
    stretch = [];
  };
  for (const pairing of pairings) {
    if (pairing.is === 'match') {
      flush();
      changes.push(pairing);
    } else stretch.push(pairing);
  }
  flush();
  return changes;

  function pairStretch(rest: readonly Pairing[]): Change[] {
    const changed = new Map<number, number>();
    let from = -1;
    for (const pairing of rest) {
      const element = pairing.is === 'missing' ? elements[pairing.element] : undefined;
      if (element === undefined || element.kind === 'gap') continue;
      const open = rest.flatMap((other) => ('line' in other && other.line > from ? [lines[other.line]] : []));
      const nearest = findNearest(
        element,
        open.filter((line) => line !== undefined),
        values,
      );
      if (nearest === null) continue;
      from = nearest.actualLine - 1;
      changed.set(from, elements.indexOf(element));
    }
    const gone = new Set(changed.values());
    return rest.flatMap((pairing): Change[] => {
      if (!('line' in pairing)) return gone.has(pairing.element) ? [] : [pairing];
      const element = changed.get(pairing.line);
      return [element === undefined ? pairing : { is: 'changed', element, line: pairing.line }];
    });
  }
}

function rewriteAnyOrder(
  { elements, missing, unmatched, extra }: Pairs,
  lines: readonly SeenLine[],
  values: ReadonlyMap<string, string>,
): string[] {
  const open = new Set(unmatched);
  const gone = new Set<LineElement>(missing);
  const written: string[] = [];
  const done = new Set<number>();
  for (const element of elements) {
    if (done.has(element.line)) continue;
    done.add(element.line);
    if (element.kind === 'gap' || !gone.has(element)) written.push(element.raw);
    else {
      const nearest = findNearest(element, [...open], values);
      const line = nearest === null ? undefined : lines[nearest.actualLine - 1];
      if (line === undefined) continue;
      open.delete(line);
      written.push(rewriteLine(element, line.text, values));
    }
  }
  return [...written, ...extra.filter((line) => open.has(line)).map(({ text }) => literalLine(text))];
}
