/**
 * The course of a `never` check: it is alive until a forbidden line is printed. A line over 64 KiB counts as forbidden
 * if a pattern could match the part that was dropped, because a check must not pass on unseen text.
 */
import { mayMatch } from './line.ts';
import type { Captures } from './captures.ts';
import type { Course } from './course.ts';
import type { Element } from './pattern.ts';
import type { LineElement } from './line-element.ts';

export function openNever(elements: readonly Element[], known: Captures): Course {
  const forbidden = elements.flatMap((element): LineElement[] =>
    element.kind === 'gap' || element.raw.trim() === '' ? [] : [element],
  );
  return at(null);

  function at(hit: LineElement | null): Course {
    const course: Course = {
      step(line, cut) {
        if (hit !== null) return course;
        const found = forbidden.find((element) => mayMatch(element, line, cut, known));
        return found === undefined ? course : at(found);
      },
      isDead: hit !== null,
      isCertain: false,
      accepts: () => hit === null,
      reached: 0,
      state: () => ({ matched: 0, captures: known, waitsFor: hit }),
    };
    return course;
  }
}
