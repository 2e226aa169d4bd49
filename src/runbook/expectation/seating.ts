/**
 * Which line of an `unordered` check takes which line of output: each one of its own. A line of output that comes takes
 * a free line of the check, moving others to make room (an augmenting path of a bipartite matching); one that finds no
 * room will never find any, so only as many lines are held as the check has.
 */
import { matchLine } from './line.ts';
import type { Captures } from './captures.ts';
import type { Element, LineElement } from './pattern.ts';

/** A line of output that holds a place: the elements it can match, with what each would capture. */
export interface Guest {
  /** Of the output, counted by whoever asks. */
  readonly line: number;
  readonly ways: ReadonlyMap<number, Captures>;
  /** It may also stand nowhere: `...` or a repeated line takes it. */
  readonly isLoose: boolean;
}

/** By element. */
export type Seats = ReadonlyMap<number, Guest>;

export interface Seating {
  readonly required: readonly { readonly element: LineElement; readonly index: number }[];
  /** What a line of output can match; null: nothing in the check, `...` aside. */
  welcome(text: string, line: number, cut: boolean): Guest | null;
  /** The seats with this guest on one of them; null: there is no room for it. */
  admit(guest: Guest, seats: Seats): Seats | null;
}

export function openSeating(elements: readonly Element[], known: Captures): Seating {
  const hasGap = elements.some(({ kind }) => kind === 'gap');
  const lines = elements.flatMap((element, index) => (element.kind === 'gap' ? [] : [{ element, index }]));
  const seatsOf = lines.filter(({ element }) => element.kind !== 'many').map(({ index }) => index);
  const required = lines.filter(({ element }) => element.kind === 'one');
  const isRequired = new Set(required.map(({ index }) => index));

  return {
    required,
    welcome(text, line, cut) {
      const ways = new Map<number, Captures>();
      let repeats = false;
      for (const { element, index } of lines) {
        const captures = matchLine(element, text, cut, known)?.[0];
        if (captures === undefined) continue;
        if (element.kind === 'many') repeats = true;
        else ways.set(index, captures);
      }
      return ways.size === 0 && !repeats ? null : { line, ways, isLoose: hasGap || repeats };
    },
    admit(guest, seats) {
      const seated = seat(guest, seats, new Set()) ?? evict(guest, seats);
      return seated && settle(seated);
    },
  };

  /** The seats with this guest on one of them, or null when all it could have are taken for good. */
  function seat(guest: Guest, seats: Seats, asked: Set<number>): Seats | null {
    const own = seatsOf.filter((index) => guest.ways.has(index));
    const free =
      own.find((index) => !seats.has(index) && isRequired.has(index)) ?? own.find((index) => !seats.has(index));
    if (free !== undefined) return new Map(seats).set(free, guest);
    for (const index of own) {
      if (asked.has(index)) continue;
      asked.add(index);
      const holder = seats.get(index);
      const moved = holder && seat(holder, seats, asked);
      if (moved) return new Map(moved).set(index, guest);
    }
    return null;
  }

  /** A guest that must sit takes the seat of one that need not. */
  function evict(guest: Guest, seats: Seats, asked = new Set<number>()): Seats | null {
    if (guest.isLoose) return null;
    for (const index of guest.ways.keys()) {
      if (asked.has(index)) continue;
      asked.add(index);
      const holder = seats.get(index);
      if (holder === undefined) continue;
      const rest = holder.isLoose ? seats : evict(holder, seats, asked);
      if (rest) return new Map(rest).set(index, guest);
    }
    return null;
  }

  /** Moves guests from optional seats to required ones that are still free. */
  function settle(seats: Seats): Seats {
    let settled = seats;
    for (const { index } of required) if (!settled.has(index)) settled = pull(index, settled, new Set()) ?? settled;
    return settled;
  }

  function pull(index: number, seats: Seats, asked: Set<number>): Seats | null {
    asked.add(index);
    for (const [from, guest] of seats) {
      if (asked.has(from) || !guest.ways.has(index)) continue;
      const moved = new Map(seats).set(index, guest);
      moved.delete(from);
      if (!isRequired.has(from)) return moved;
      const refilled = pull(from, moved, asked);
      if (refilled) return refilled;
    }
    return null;
  }
}
