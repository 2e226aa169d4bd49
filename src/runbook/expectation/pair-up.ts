/** Pairs the lines of a check with those of an output, for explanations and for accepting an output. */
import { align, mostLines } from './align.ts';
import type { Pairing } from './align.ts';
import { openCaptures } from './captures.ts';
import type { Captures } from './captures.ts';
import { matchLine } from './line.ts';
import type { Element, Pattern } from './pattern.ts';
import type { LineElement } from './line-element.ts';
import type { SeenLine } from './recorder.ts';
import { NOBODY, openMatching } from './bipartite-matching.ts';

export interface Pairs {
  readonly elements: readonly Element[];
  readonly lines: readonly SeenLine[];
  /** Pairs of indexes into `elements` and `lines`. */
  readonly pairings: readonly Pairing[];
  /** Whether `pairings` is in the order of the output; else it is in the order of the check. */
  readonly inOrder: boolean;
  readonly matched: number;
  readonly of: number;
  /** Including those that may still be printed. */
  readonly missing: readonly LineElement[];
  readonly extra: readonly SeenLine[];
  readonly extraAt: 'end' | 'start' | null;
  readonly unmatched: readonly SeenLine[];
  /** For missing lines that were printed out of order: that line of the output, each a different one. */
  readonly strays: ReadonlyMap<LineElement, SeenLine>;
}

/** How many missing lines are searched for elsewhere. */
const LOOKED_FOR = 50;

/** `isOpen`: more output may follow, so lines that are missing at its end may still be printed. */
export function pairUp(
  pattern: Pattern,
  lines: readonly SeenLine[],
  values: ReadonlyMap<string, string>,
  isOpen = false,
): Pairs {
  const { elements, expectation } = pattern;
  const known = openCaptures(values);
  const fits = (at: number, index: number) => {
    const element = elements[at];
    const line = lines[index];
    return (
      element !== undefined &&
      element.kind !== 'gap' &&
      line !== undefined &&
      matchLine(element, line.text, false, known) !== null
    );
  };
  const pairings = expectation.unordered
    ? pairAnyOrder(elements, lines.slice(0, mostLines(elements.length)), known, isOpen)
    : align(elements, lines.length, isOpen, fits);
  const lineOf = (index: number) => lines[index] ?? { number: index + 1, text: '' };
  const missing = pairings.flatMap((pairing) => {
    const element = pairing.is === 'missing' || pairing.is === 'awaited' ? elements[pairing.element] : undefined;
    return element === undefined || element.kind === 'gap' ? [] : [element];
  });
  const counted = new Set([
    ...elements.flatMap(numberOfRequired),
    ...pairings.flatMap((each) => (each.is === 'match' ? numberOf(elements[each.element]) : [])),
  ]);
  const of = counted.size;
  return {
    elements,
    lines,
    pairings,
    inOrder: !expectation.unordered,
    matched: of - new Set(missing.map(({ number }) => number)).size,
    of,
    missing,
    extra: pairings.flatMap((pairing) => (pairing.is === 'extra' ? [lineOf(pairing.line)] : [])),
    extraAt: placeOfExtra(pairings),
    unmatched: pairings.flatMap((pairing) =>
      pairing.is === 'extra' || pairing.is === 'skipped' ? [lineOf(pairing.line)] : [],
    ),
    strays: expectation.unordered ? new Map() : findStrays(pairings, elements, lines, fits),
  };
}

function numberOf(element: Element | undefined): readonly number[] {
  return element === undefined || element.kind === 'gap' ? [] : [element.number];
}

/** The number of a required element; optional ones do not count as missing. */
function numberOfRequired(element: Element): readonly number[] {
  return element.kind === 'one' ? [element.number] : [];
}

function findStrays(
  pairings: readonly Pairing[],
  elements: readonly Element[],
  lines: readonly SeenLine[],
  fits: (element: number, line: number) => boolean,
): ReadonlyMap<LineElement, SeenLine> {
  const free = new Set(pairings.flatMap((each) => (each.is === 'extra' || each.is === 'skipped' ? [each.line] : [])));
  const missing = pairings
    .flatMap((each) => (each.is === 'missing' || each.is === 'awaited' ? [each.element] : []))
    .slice(0, LOOKED_FOR);
  const strays = new Map<LineElement, SeenLine>();
  for (const at of missing) {
    const element = elements[at];
    if (element === undefined || element.kind === 'gap' || !saysSomething(element)) continue;
    const found = [...free].find((line) => fits(at, line));
    const line = found === undefined ? undefined : lines[found];
    if (found === undefined || line === undefined) continue;
    free.delete(found);
    strays.set(element, line);
  }
  return strays;
}

/** False for a blank line, or only `[..]`, which would be found anywhere. */
function saysSomething({ raw, reads }: LineElement): boolean {
  if (reads.by !== 'tokens') return raw.trim() !== '';
  return reads.tokens.some((token) => (token.is === 'text' ? token.text.trim() !== '' : token.is !== 'any'));
}

/** The place of a missing line: the lines printed there instead, and the next line that is right. */
export function placeOf(
  element: LineElement,
  { elements, pairings, inOrder, lines }: Pairs,
): { instead: readonly SeenLine[]; before: SeenLine | null } {
  if (!inOrder) return { instead: [], before: null };
  const at = pairings.findIndex((pairing) => !('line' in pairing) && elements[pairing.element] === element);
  const start = pairings.findLastIndex(({ is }, index) => index < at && is === 'match') + 1;
  const next = pairings.findIndex(({ is }, index) => index > at && is === 'match');
  const stretch = pairings.slice(start, next === -1 ? undefined : next);
  const following = pairings[next];
  return {
    instead: stretch.flatMap((pairing) => (pairing.is === 'extra' ? (lines[pairing.line] ?? []) : [])),
    before: following?.is === 'match' ? (lines[following.line] ?? null) : null,
  };
}

/** Pairs the lines of an unordered check, with the same matching as for the verdict. */
function pairAnyOrder(
  elements: readonly Element[],
  lines: readonly SeenLine[],
  known: Captures,
  isOpen: boolean,
): Pairing[] {
  const seating = openMatching(elements, known);
  let seats = NOBODY;
  const guests = lines.map(({ text }, line) => seating.welcome(text, line, false));
  for (const guest of guests) if (guest !== null) seats = seating.admit(guest, seats) ?? seats;
  const seated = new Set([...seats.held.values()].map(({ line }) => line));
  const repeats = (at: number, line: number) => {
    const element = elements[at];
    const text = lines[line]?.text;
    return element?.kind === 'many' && text !== undefined && matchLine(element, text, false, known) !== null;
  };
  const pairings = elements.flatMap(({ kind }, element): Pairing[] => {
    const taken = seats.held.get(element);
    if (taken !== undefined) return [{ is: 'match', element, line: taken.line }];
    if (kind === 'one') return [{ is: isOpen ? 'awaited' : 'missing', element }];
    if (kind !== 'many') return [];
    const own = guests.flatMap((guest, line) =>
      guest !== null && !seated.has(line) && repeats(element, line) ? [line] : [],
    );
    for (const line of own) seated.add(line);
    return own.map((line): Pairing => ({ is: 'match', element, line }));
  });
  const gap = elements.findIndex(({ kind }) => kind === 'gap');
  const rest = lines.flatMap((_, line): Pairing[] => {
    if (seated.has(line)) return [];
    return [gap === -1 ? { is: 'extra', line, element: elements.length } : { is: 'skipped', line, element: gap }];
  });
  return [...pairings, ...rest];
}

function placeOfExtra(pairings: readonly Pairing[]): 'end' | 'start' | null {
  const first = pairings.findIndex(({ is }) => is === 'extra');
  const last = pairings.findLastIndex(({ is }) => is === 'extra');
  if (first === -1 || pairings.slice(first, last + 1).some(({ is }) => is !== 'extra')) return null;
  if (last === pairings.length - 1) return 'end';
  return first === 0 ? 'start' : null;
}
