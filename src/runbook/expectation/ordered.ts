/**
 * The course of an ordered check: the set of places in it that the output so far can have reached. A line of output
 * moves every place at once; if none is left, no continuation can match. The time per line depends on the check, not on
 * the length of the output.
 */
import type { Captures } from './captures.ts';
import type { Course, CourseState } from './course.ts';
import { openLineMatcher } from './line-matcher.ts';
import { countLines } from './pattern.ts';
import type { Element } from './pattern.ts';

/** The captures of the ways to one place, up to ASSIGNMENTS of them. */
interface Ways {
  readonly list: readonly Captures[];
  readonly keys: ReadonlySet<string>;
}
/** The place before element `at`. Immutable; an unchanged place is the same object. */
interface Place {
  readonly at: number;
  readonly ways: Ways;
}
/** In ascending order. */
type Places = readonly Place[];

/** How many different sets of captures are followed at one place. */
const ASSIGNMENTS = 64;

export function openOrdered(elements: readonly Element[], known: Captures): Course {
  const steps = openSteps(elements, known);
  const endsOpen = elements.at(-1)?.kind === 'gap';
  return at(steps.start);

  function at(places: Places): Course {
    const furthest = places.at(-1)?.at ?? -1;
    const captures = places.at(-1)?.ways.list[0] ?? known;
    const course: Course = {
      step(line, cut) {
        const next = steps.step(places, line, cut);
        return next === places ? course : at(next);
      },
      isDead: furthest === -1,
      isCertain: endsOpen && furthest >= elements.length - 1,
      accepts: () => furthest === elements.length,
      reached: Math.max(0, furthest),
      state: () => stateOf(elements, Math.max(0, furthest), captures),
    };
    return course;
  }
}

function stateOf(elements: readonly Element[], at: number, captures: Captures): CourseState {
  const rest = elements.slice(at).filter((element) => element.kind !== 'gap');
  const waitsFor = rest.find((element) => element.kind === 'one') ?? null;
  return { matched: countLines(elements.slice(0, at)), captures, waitsFor };
}

interface Steps {
  readonly start: Places;
  step(places: Places, line: string, cut: boolean): Places;
}

function openSteps(elements: readonly Element[], known: Captures): Steps {
  const matchers = elements.map((element) => (element.kind === 'gap' ? null : openLineMatcher(element, known)));
  const hasCaptures = matchers.some((matcher) => matcher?.captures === true);
  const next: (Ways | undefined)[] = elements.map(() => undefined);
  const start: Ways = { list: [known], keys: new Set([known.key]) };
  return { start: settle(0, 0, (next[0] = start) && []), step };

  function step(places: Places, line: string, cut: boolean): Places {
    let [low, high] = [elements.length + 1, -1];
    for (const { at, ways } of places) if (elements[at]?.kind === 'gap') set(at, ways);
    // later places first, because what follows them was found first
    for (let index = places.length - 1; index >= 0; index -= 1) {
      const place = places[index];
      const matcher = place && matchers[place.at];
      if (!matcher) continue;
      const to = elements[place.at]?.kind === 'many' ? place.at : place.at + 1;
      if (isFull(next[to])) continue;
      const found = matcher.match(line, cut, place.ways.list);
      const whole = found === place.ways.list ? place.ways : undefined;
      if (found.length > 0) set(to, join(next[to], found, whole));
    }
    return settle(low, high, places);

    function set(at: number, ways: Ways): void {
      next[at] = ways;
      low = Math.min(low, at);
      high = Math.max(high, at);
    }
  }

  /** A place before an optional element is also after it. */
  function settle(low: number, high: number, before: Places): Places {
    let isSame = true;
    let count = 0;
    let last = high;
    for (let at = low; at <= last; at += 1) {
      const ways = next[at];
      if (ways === undefined) continue;
      if (at < elements.length && elements[at]?.kind !== 'one') {
        next[at + 1] = join(next[at + 1], ways.list, ways);
        last = Math.max(last, at + 1);
      }
      isSame &&= before[count]?.at === at && before[count]?.ways === ways;
      count += 1;
    }
    const places: Place[] = [];
    for (let at = low; at <= last; at += 1) {
      const ways = next[at];
      next[at] = undefined;
      if (ways !== undefined && !isSame) places.push({ at, ways });
    }
    if (!isSame || count !== before.length) return isSame ? before.slice(0, count) : places;
    return before;
  }

  /** `whole`: the ways that the list is from, shared if there are no others. */
  function join(ways: Ways | undefined, list: readonly Captures[], whole?: Ways): Ways {
    if (ways === undefined && whole !== undefined) return whole;
    if (ways !== undefined && (ways === whole || isFull(ways) || (!hasCaptures && list.length > 0))) return ways;
    const keys = new Set(ways?.keys);
    const fresh = list.filter(({ key }) => keys.size < ASSIGNMENTS && keys.size !== keys.add(key).size);
    return fresh.length === 0 && ways !== undefined ? ways : { list: [...(ways?.list ?? []), ...fresh], keys };
  }

  function isFull(ways: Ways | undefined): boolean {
    return ways !== undefined && (!hasCaptures || ways.list.length >= ASSIGNMENTS);
  }
}
