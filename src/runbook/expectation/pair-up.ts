/** The lines of a check and of an output side by side, for explanations and for accepting an output. */
import { align, COMPARISONS } from './align.ts';
import type { Pairing } from './align.ts';
import { openCaptures } from './captures.ts';
import { matchLine } from './line.ts';
import type { Element, LineElement, Pattern } from './pattern.ts';
import type { SeenLine } from './recorder.ts';

export interface Pairs {
  readonly elements: readonly Element[];
  /** Elements and indexes into the lines. */
  readonly pairings: readonly Pairing[];
  readonly matched: number;
  readonly of: number;
  readonly missing: readonly LineElement[];
  readonly extra: readonly SeenLine[];
  readonly extraAt: 'end' | 'start' | null;
  readonly unmatched: readonly SeenLine[];
}

export function pairUp(pattern: Pattern, lines: readonly SeenLine[], values: ReadonlyMap<string, string>): Pairs {
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
  const shown = Math.min(lines.length, Math.max(50, Math.floor(COMPARISONS / (elements.length + 1))));
  const pairings = expectation.unordered ? pairAnyOrder(elements, shown, fits) : align(elements, shown, fits);
  const lineOf = (index: number) => lines[index] ?? { number: index + 1, text: '' };
  const missing = pairings.flatMap((pairing) => {
    const element = pairing.is === 'missing' ? elements[pairing.element] : undefined;
    return element === undefined || element.kind === 'gap' ? [] : [element];
  });
  return {
    elements,
    pairings,
    ...countMatched(elements, pairings),
    missing,
    extra: pairings.flatMap((pairing) => (pairing.is === 'extra' ? [lineOf(pairing.line)] : [])),
    extraAt: placeOfExtra(pairings),
    unmatched: pairings.flatMap((pairing) =>
      pairing.is === 'extra' || pairing.is === 'skipped' ? [lineOf(pairing.line)] : [],
    ),
  };
}

/** A line of the check counts as matched unless it is missing. */
function countMatched(elements: readonly Element[], pairings: readonly Pairing[]): { matched: number; of: number } {
  const lines = new Set(elements.flatMap((element) => (element.kind === 'gap' ? [] : [element.line])));
  const of = lines.size;
  for (const pairing of pairings) {
    const element = pairing.is === 'missing' ? elements[pairing.element] : undefined;
    if (element !== undefined) lines.delete(element.line);
  }
  return { matched: lines.size, of };
}

function pairAnyOrder(
  elements: readonly Element[],
  count: number,
  fits: (element: number, line: number) => boolean,
): Pairing[] {
  const free = new Set(Array.from({ length: count }, (_, line) => line));
  const gap = elements.findIndex(({ kind }) => kind === 'gap');
  const pairings: Pairing[] = [];
  for (const [at, element] of elements.entries()) {
    if (element.kind === 'gap') continue;
    const found = [...free].filter((line) => fits(at, line)).slice(0, element.kind === 'many' ? count : 1);
    for (const line of found) {
      free.delete(line);
      pairings.push({ is: 'match', element: at, line });
    }
    if (found.length === 0 && element.kind === 'one') pairings.push({ is: 'missing', element: at });
  }
  const rest = [...free].map((line): Pairing =>
    gap === -1 ? { is: 'extra', line, element: elements.length } : { is: 'skipped', line, element: gap },
  );
  return [...pairings, ...rest];
}

function placeOfExtra(pairings: readonly Pairing[]): 'end' | 'start' | null {
  const first = pairings.findIndex(({ is }) => is === 'extra');
  const last = pairings.findLastIndex(({ is }) => is === 'extra');
  if (first === -1 || pairings.slice(first, last + 1).some(({ is }) => is !== 'extra')) return null;
  if (last === pairings.length - 1) return 'end';
  return first === 0 ? 'start' : null;
}
