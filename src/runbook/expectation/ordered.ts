/** The course of a check whose lines come in order. */
import type { Captures } from './captures.ts';
import type { Course } from './course.ts';
import type { Element } from './pattern.ts';
import { openSteps } from './positions.ts';
import type { Place, Places } from './positions.ts';

export function openOrdered(elements: readonly Element[], known: Captures): Course {
  const steps = openSteps(elements, known);
  const endsOpen = elements.at(-1)?.kind === 'gap';
  return at(steps.start);

  function at(places: Places): Course {
    const furthest = places.reduce<Place | null>((best, place) => (best && best.at >= place.at ? best : place), null);
    const course: Course = {
      step(line, cut) {
        const next = steps.step(places, line, cut);
        return next === places ? course : at(next);
      },
      isDead: furthest === null,
      isCertain: endsOpen && furthest !== null && furthest.at >= elements.length - 1,
      accepts: () => furthest?.at === elements.length,
      reached: furthest?.at ?? 0,
      state: () => stateOf(elements, furthest, known),
    };
    return course;
  }
}

function stateOf(elements: readonly Element[], furthest: Place | null, known: Captures) {
  const at = furthest?.at ?? 0;
  const rest = elements.slice(at).filter((element) => element.kind !== 'gap');
  const waitsFor = rest.find((element) => element.kind === 'one') ?? null;
  const lines = new Set(elements.slice(0, at).map((element) => (element.kind === 'gap' ? 0 : element.line)));
  lines.delete(0);
  return { matched: lines.size, captures: furthest?.captures ?? known, waitsFor };
}
