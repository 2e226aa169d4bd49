/**
 * The course of an `unordered` check: each line of the check takes a line of output of its own. A line of output that
 * comes takes a free line of the check, moving others to make room (an augmenting path of a bipartite matching); one
 * that finds no room will never find any, so only as many lines are kept as the check has.
 */
import { matchLine } from './line.ts';
import type { Captures } from './captures.ts';
import type { Course } from './course.ts';
import type { Element } from './pattern.ts';

/** A line of output that holds a place: the elements it can match, with what each would capture. */
interface Guest {
  readonly ways: ReadonlyMap<number, Captures>;
  /** It may also stand nowhere: `...` or a repeated line takes it. */
  readonly isLoose: boolean;
}

type Seats = ReadonlyMap<number, Guest>;

export function openUnordered(elements: readonly Element[], known: Captures): Course {
  const hasGap = elements.some(({ kind }) => kind === 'gap');
  const lines = elements.flatMap((element, index) => (element.kind === 'gap' ? [] : [{ element, index }]));
  const seatsOf = lines.filter(({ element }) => element.kind !== 'many').map(({ index }) => index);
  const required = lines.filter(({ element }) => element.kind === 'one');
  const isRequired = new Set(required.map(({ index }) => index));
  return at(new Map(), false);

  function at(seats: Seats, isDead: boolean): Course {
    const missing = required.filter(({ index }) => !seats.has(index));
    const course: Course = {
      step(line, cut) {
        if (isDead) return course;
        const guest = welcome(line, cut);
        if (guest === null) return hasGap ? course : at(seats, true);
        const seated = seat(guest, seats, new Set()) ?? evict(guest, seats);
        if (seated !== null) return at(settle(seated), false);
        return guest.isLoose ? course : at(seats, true);
      },
      isDead,
      isCertain: hasGap && missing.length === 0,
      accepts: () => !isDead && missing.length === 0,
      reached: seats.size,
      state: () => ({
        matched: seats.size,
        captures: gather(seats, known),
        waitsFor: missing[0]?.element ?? null,
      }),
    };
    return course;
  }

  /** What a line of output can match; null: nothing. */
  function welcome(line: string, cut: boolean): Guest | null {
    const ways = new Map<number, Captures>();
    let repeats = false;
    for (const { element, index } of lines) {
      const captures = matchLine(element, line, cut, known)?.[0];
      if (captures === undefined) continue;
      if (element.kind === 'many') repeats = true;
      else ways.set(index, captures);
    }
    return ways.size === 0 && !repeats ? null : { ways, isLoose: hasGap || repeats };
  }

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

function gather(seats: Seats, known: Captures): Captures {
  const values = new Map(known.values);
  for (const [index, { ways }] of seats)
    for (const [name, value] of ways.get(index)?.values ?? []) if (!known.values.has(name)) values.set(name, value);
  return { key: '', values };
}
