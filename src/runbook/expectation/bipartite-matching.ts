/**
 * Which line of an `unordered` check takes which line of output: each one of its own. A line of output that comes takes
 * a free line of the check, moving others to make room (an augmenting path of a bipartite matching, searched breadth
 * first); one that finds no room will never find any, so only as many lines are held as the check has.
 */
import { matchLine } from './line.ts';
import { openLineIndex } from './line-index.ts';
import type { Captures } from './captures.ts';
import type { Element } from './pattern.ts';
import type { LineElement } from './line-element.ts';

/** A line of output that holds a place: the elements it can match, with what each would capture. */
interface Guest {
  /** Of the output, counted by whoever asks. */
  readonly line: number;
  readonly ways: ReadonlyMap<number, Captures>;
  /** It may also stand nowhere: `...` or a repeated line takes it. */
  readonly isLoose: boolean;
}

export interface Seats {
  /** Who sits where, by element. */
  readonly held: ReadonlyMap<number, Guest>;
  /** From here no way leads to a free seat, nor ever will: what is taken stays taken. */
  readonly spent: ReadonlySet<number>;
}

export const NOBODY: Seats = { held: new Map(), spent: new Set() };

export interface Matching {
  readonly required: readonly { readonly element: LineElement; readonly index: number }[];
  /** What a line of output can match; null: nothing in the check, `...` aside. */
  welcome(text: string, line: number, cut: boolean): Guest | null;
  /** The seats once this guest has come; null: it needs one, and there is no room for it. */
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
        // a guest that must sit takes the seat of one that need not
        (guest.isLoose ? undefined : [...reached.keys()].find((index) => held.get(index)?.isLoose === true));
      if (goal !== undefined) return { held: moveUp(guest, goal, reached, held), spent };
      if (!guest.isLoose) return null;
      return reached.size === 0 ? seats : { held, spent: new Set([...spent, ...reached.keys()]) };
    },
  };
}

/** The seats that can be made free for a guest, the nearest first, each with the seat whose holder would move there. */
function reach(guest: Guest, { held, spent }: Seats): ReadonlyMap<number, number | null> {
  const reached = new Map<number, number | null>();
  const add = ({ ways }: Guest, from: number | null) => {
    for (const index of ways.keys())
      if (!reached.has(index) && !(guest.isLoose && spent.has(index))) reached.set(index, from);
  };
  add(guest, null);
  // entries that are added on the way are gone through as well
  for (const index of reached.keys()) {
    const holder = held.get(index);
    if (holder !== undefined) add(holder, index);
  }
  return reached;
}

/** Everybody on the way to the goal moves one seat further; the guest takes the first. */
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
