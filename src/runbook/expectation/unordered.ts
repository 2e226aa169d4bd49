/** The course of an `unordered` check: each line of the check matches a different line of output. */
import type { Captures } from './captures.ts';
import type { Course } from './course.ts';
import type { Element } from './pattern.ts';
import { NOBODY, openMatching } from './bipartite-matching.ts';
import type { Seats } from './bipartite-matching.ts';

export function openUnordered(elements: readonly Element[], known: Captures): Course {
  const hasGap = elements.some(({ kind }) => kind === 'gap');
  const seating = openMatching(elements, known);
  return at(NOBODY, false);

  function at(seats: Seats, isDead: boolean): Course {
    const { held } = seats;
    const missing = seating.required.filter(({ index }) => !held.has(index));
    const course: Course = {
      step(line, cut) {
        if (isDead) return course;
        const guest = seating.welcome(line, 0, cut);
        if (guest === null) return hasGap ? course : at(seats, true);
        const admitted = seating.admit(guest, seats);
        if (admitted === seats) return course;
        return admitted === null ? at(seats, true) : at(admitted, false);
      },
      isDead,
      isCertain: hasGap && missing.length === 0,
      accepts: () => !isDead && missing.length === 0,
      reached: held.size,
      state: () => ({
        matched: held.size,
        captures: gather(seats, known),
        waitsFor: missing[0]?.element ?? null,
      }),
    };
    return course;
  }
}

function gather(seats: Seats, known: Captures): Captures {
  const values = new Map(known.values);
  for (const [index, { ways }] of seats.held)
    for (const [name, value] of ways.get(index)?.values ?? []) if (!known.values.has(name)) values.set(name, value);
  return { key: '', values };
}
