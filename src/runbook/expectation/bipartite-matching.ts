/**
 * Pairs the lines of an `unordered` check with lines of output, one to one. A new line of output takes a free line of
 * the check, for which others may have to move (an augmenting path of a bipartite matching, searched breadth-first). A
 * line that finds no place will never find one, so no more lines are kept than the check has.
 */
import { matchLine } from './line.ts';
import { openLineIndex } from './line-index.ts';
import type { Captures } from './captures.ts';
import type { Element } from './pattern.ts';
import type { LineElement } from './line-element.ts';

/** A line of output: the elements that it can match, each with what it would capture. */
interface Guest {
  /** Its number in the output, as counted by the caller. */
  readonly line: number;
  readonly ways: ReadonlyMap<number, Captures>;
  /** Whether it needs no place, because `...` or a repeated line matches it. */
  readonly isLoose: boolean;
}

export interface Seats {
  /** The line of output on each element. */
  readonly held: ReadonlyMap<number, Guest>;
  /** Elements from which no path leads to a free one, nor ever will: what is taken stays taken. */
  readonly spent: ReadonlySet<number>;
}

export const NOBODY: Seats = { held: new Map(), spent: new Set() };

export interface Matching {
  readonly required: readonly { readonly element: LineElement; readonly index: number }[];
  /** The elements that a line of output can match; null if it matches none, except `...`. */
  welcome(text: string, line: number, cut: boolean): Guest | null;
  /** The pairing with this line added; null if it needs a place and there is none. */
  admit(guest: Guest, seats: Seats): Seats | null;
}

export function openMatching(elements: readonly Element[], known: Captures): Matching {
  const hasGap = elements.some(({ kind }) => kind === 'gap');
  const lines = elements.flatMap((element, index) => (element.kind === 'gap' ? [] : [{ element, index }]));
  const required = lines.filter(({ element }) => element.kind === 'one');
  const isRequired = new Set(required.map(({ index }) => index));
  const candidates = openLineIndex(lines);

  return {
    required,
    welcome(text, line, cut) {
      const ways = new Map<number, Captures>();
      let repeats = false;
      for (const { element, index } of candidates(text, cut)) {
        const captures = matchLine(element, text, cut, known)?.[0];
        if (captures === undefined) continue;
        if (element.kind === 'many') repeats = true;
        else ways.set(index, captures);
      }
      return ways.size === 0 && !repeats ? null : { line, ways, isLoose: hasGap || repeats };
    },
    admit(guest, seats) {
      const { held, spent } = seats;
      const own = [...guest.ways.keys()].find((index) => isRequired.has(index) && !held.has(index));
      if (own !== undefined) return { held: new Map(held).set(own, guest), spent };
      const reached = reach(guest, seats);
      const free = [...reached.keys()].filter((index) => !held.has(index));
      const goal =
        free.find((index) => isRequired.has(index)) ??
        free[0] ??
        // A line that needs a place takes that of one that does not.
        (guest.isLoose ? undefined : [...reached.keys()].find((index) => held.get(index)?.isLoose === true));
      if (goal !== undefined) return { held: moveUp(guest, goal, reached, held), spent };
      if (!guest.isLoose) return null;
      return reached.size === 0 ? seats : { held, spent: new Set([...spent, ...reached.keys()]) };
    },
  };
}

/** The elements that can be made free for a line, nearest first, each with the element whose line would move there. */
function reach(guest: Guest, { held, spent }: Seats): ReadonlyMap<number, number | null> {
  const reached = new Map<number, number | null>();
  const add = ({ ways }: Guest, from: number | null) => {
    for (const index of ways.keys())
      if (!reached.has(index) && !(guest.isLoose && spent.has(index))) reached.set(index, from);
  };
  add(guest, null);
  // The loop also visits entries that are added during it.
  for (const index of reached.keys()) {
    const holder = held.get(index);
    if (holder !== undefined) add(holder, index);
  }
  return reached;
}

/** Moves every line on the path one element further; the new line takes the first. */
function moveUp(
  guest: Guest,
  goal: number,
  reached: ReadonlyMap<number, number | null>,
  held: ReadonlyMap<number, Guest>,
): ReadonlyMap<number, Guest> {
  const moved = new Map(held);
  for (let to = goal; ;) {
    const from = reached.get(to) ?? null;
    const mover = from === null ? guest : held.get(from);
    if (mover !== undefined) moved.set(to, mover);
    if (from === null) return moved;
    to = from;
  }
}
