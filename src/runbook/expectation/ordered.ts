/**
 * The course of a check whose lines come in order: the set of places in it that the output so far can have reached. A
 * line moves every place at once; none left means no continuation can match. Time per line is bounded by the check, not
 * by the output.
 */
import type { Captures } from './captures.ts';
import type { Course, CourseState } from './course.ts';
import { matchLine } from './line.ts';
import { countLines } from './pattern.ts';
import type { Element } from './pattern.ts';

/** Before element `at`, with what was captured on the way there. */
interface Place {
  readonly at: number;
  readonly captures: Captures;
}
type Places = readonly Place[];

/** Different captured values followed at one place, the first that were found. */
const ASSIGNMENTS = 64;

interface Steps {
  readonly start: Places;
  step(places: Places, line: string, cut: boolean): Places;
}

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

function stateOf(elements: readonly Element[], furthest: Place | null, known: Captures): CourseState {
  const at = furthest?.at ?? 0;
  const rest = elements.slice(at).filter((element) => element.kind !== 'gap');
  const waitsFor = rest.find((element) => element.kind === 'one') ?? null;
  return { matched: countLines(elements.slice(0, at)), captures: furthest?.captures ?? known, waitsFor };
}

function openSteps(elements: readonly Element[], known: Captures): Steps {
  const next: Place[] = [];
  const counts = new Uint8Array(elements.length + 1);
  const latest: Place[] = [];
  const keys: (Set<string> | undefined)[] = [];
  const hasCaptures = elements.some(capturesSomething);
  add(0, known);
  const start = next.splice(0);

  return { start, step };

  function step(places: Places, line: string, cut: boolean): Places {
    next.length = 0;
    counts.fill(0);
    for (const seen of keys) seen?.clear();
    for (const place of places) {
      const element = elements[place.at];
      if (element === undefined) continue;
      if (element.kind === 'gap') add(place.at, place.captures);
      else {
        const ways = matchLine(element, line, cut, place.captures);
        if (ways === null) continue;
        for (const captures of ways) add(element.kind === 'many' ? place.at : place.at + 1, captures);
      }
    }
    // later places first: there stand the assignments found first, which are the ones to keep
    if (hasCaptures) next.sort((a, b) => b.at - a.at);
    return isSame(places) ? places : next.slice();
  }

  /** The place, and those behind elements that may stay away. */
  function add(at: number, captures: Captures): void {
    for (let to = at; to <= elements.length; to += 1) {
      if (!addOne(to, captures)) return;
      const element = elements[to];
      if (element === undefined || element.kind === 'one') return;
    }
  }

  function addOne(at: number, captures: Captures): boolean {
    const count = counts[at] ?? 0;
    if (count > 0 && (!hasCaptures || count >= ASSIGNMENTS || keys[at]?.has(captures.key) === true)) return false;
    counts[at] = count + 1;
    if (hasCaptures) (keys[at] ??= new Set()).add(captures.key);
    const known = latest[at];
    const place = known?.captures === captures ? known : { at, captures };
    latest[at] = place;
    next.push(place);
    return true;
  }

  function isSame(places: Places): boolean {
    if (places.length !== next.length) return false;
    for (let index = 0; index < next.length; index += 1) if (places[index] !== next[index]) return false;
    return true;
  }
}

function capturesSomething(element: Element): boolean {
  return (
    element.kind !== 'gap' &&
    element.reads.by === 'tokens' &&
    element.reads.tokens.some((token) => token.is === 'typed' && token.capture !== null)
  );
}
