/** Pairs the lines of an output with those of a check, so that as few as possible are missing, then too many. */
import type { Element } from './pattern.ts';

export type Pairing =
  | { readonly is: 'match'; readonly element: number; readonly line: number }
  /** A line of the check that no line of the output matches. */
  | { readonly is: 'missing'; readonly element: number }
  /** A line of the check that may still come: more output may follow. */
  | { readonly is: 'awaited'; readonly element: number }
  /** A line of the output that the check does not allow, before this element or after the last one. */
  | { readonly is: 'extra'; readonly line: number; readonly element: number }
  /** A line of the output that `...` allows. */
  | { readonly is: 'skipped'; readonly line: number; readonly element: number };

/** A missing line costs as much as this many extra lines, which is more than there can be. */
const MISSING = 1 << 18;

type Fits = (element: number, line: number) => boolean;

/** At most so many comparisons of lines, but at least so many lines are compared. */
const COMPARISONS = 200_000;
const LEAST = 50;

/** How many lines of output are compared with so many elements; further ones are ignored. */
export function mostLines(elements: number): number {
  return Math.max(LEAST, Math.floor(COMPARISONS / (elements + 1)));
}

/** Required lines that match at both ends are paired without a search, because most outputs are mostly right. */
export function align(elements: readonly Element[], count: number, isOpen: boolean, fits: Fits): Pairing[] {
  const agrees = (at: number, line: number) => elements[at]?.kind === 'one' && fits(at, line);
  const most = Math.min(elements.length, count);
  let head = 0;
  while (head < most && agrees(head, head)) head += 1;
  let tail = 0;
  while (!isOpen && tail < most - head && agrees(elements.length - 1 - tail, count - 1 - tail)) tail += 1;
  const middle = elements.slice(head, elements.length - tail);
  const lines = Math.min(count - head - tail, mostLines(middle.length));
  const searched = search(middle, lines, isOpen, (at, line) => fits(at + head, line + head));
  const match = (element: number, line: number) => ({ is: 'match', element, line }) as const;
  return [
    ...Array.from({ length: head }, (_, at) => match(at, at)),
    ...searched.map((pairing) => moved(pairing, head)),
    ...Array.from({ length: tail }, (_, at) => match(elements.length - tail + at, count - tail + at)),
  ];
}

function moved(pairing: Pairing, by: number): Pairing {
  const element = pairing.element + by;
  return 'line' in pairing ? { ...pairing, element, line: pairing.line + by } : { ...pairing, element };
}

function search(elements: readonly Element[], count: number, isOpen: boolean, fits: Fits): Pairing[] {
  const width = count + 1;
  const missing = isOpen ? 1 : MISSING;
  const costs = new Uint32Array((elements.length + 1) * width);
  const matches = new Uint8Array(elements.length * width);
  for (let line = count - 1; line >= 0; line -= 1) costs[elements.length * width + line] = count - line;
  for (let at = elements.length - 1; at >= 0; at -= 1) {
    for (let line = count; line >= 0; line -= 1) {
      const isMatch = line < count && elements[at]?.kind !== 'gap' && fits(at, line);
      matches[at * width + line] = isMatch ? 1 : 0;
      costs[at * width + line] = best(at, line)[0];
    }
  }
  return walk();

  function walk(): Pairing[] {
    const pairings: Pairing[] = [];
    for (let at = 0, line = 0; at < elements.length || line < count;) {
      const [, move] = at < elements.length ? best(at, line) : ([0, 'extra'] as const);
      if (move === 'match') pairings.push({ is: 'match', element: at, line });
      else if (move === 'missing' && elements[at]?.kind === 'one')
        pairings.push({ is: isOpen && line === count ? 'awaited' : 'missing', element: at });
      else if (move === 'extra') pairings.push({ is: 'extra', line, element: at });
      else if (move === 'skipped') pairings.push({ is: 'skipped', line, element: at });
      if (move === 'missing' || (move === 'match' && elements[at]?.kind !== 'many')) at += 1;
      if (move !== 'missing') line += 1;
    }
    return pairings;
  }

  /** The cheapest way to continue before this element and this line. */
  function best(at: number, line: number): readonly [number, 'match' | 'missing' | 'extra' | 'skipped'] {
    const kind = elements[at]?.kind;
    const cost = (to: number, from: number) => costs[to * width + from] ?? 0;
    const leave = cost(at + 1, line) + (kind === 'one' ? missing : 0);
    if (line === count) return [isOpen ? 0 : leave, 'missing'];
    const isMatch = matches[at * width + line] === 1;
    const match = isMatch ? cost(kind === 'many' ? at : at + 1, line + 1) : Infinity;
    const take = cost(at, line + 1) + (kind === 'gap' ? 0 : 1);
    if (match <= leave && match <= take) return [match, 'match'];
    return leave <= take ? [leave, 'missing'] : [take, kind === 'gap' ? 'skipped' : 'extra'];
  }
}
