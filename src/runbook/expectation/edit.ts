/** Compares one line of output with one line of a check, character by character, with its placeholders. */
import { fulfils } from './tokens.ts';
import type { Token } from './tokens.ts';
import type { LineElement } from './line-element.ts';

/** A part of the check's line, and the part of the output that corresponds to it. */
export interface Stretch {
  readonly same: boolean;
  readonly expected: string;
  readonly actual: string;
}

type Unit =
  | { readonly is: 'char'; readonly text: string }
  | { readonly is: 'holder'; readonly token: Exclude<Token, { is: 'text' }> };

/** The longest lines that are compared, in characters; longer ones count as different after a common beginning. */
const CLOSE = 1000;

export function editLine(element: LineElement, line: string, values: ReadonlyMap<string, string>): Stretch[] {
  const suffix = quantifierOf(element);
  const stretches = compare(element, line, values);
  return merge(suffix === '' ? stretches : [...stretches, { same: true, expected: suffix, actual: '' }]);
}

/** How much of the check's text was printed, and how much of the line is right, from 0 to 1; without `[..]`. */
export function likeness(
  element: LineElement,
  line: string,
  values: ReadonlyMap<string, string>,
): { readonly text: number; readonly line: number } {
  const [text, whole] = [
    { same: 0, all: 0 },
    { same: 0, all: 0 },
  ];
  for (const { same, expected, actual } of compare(element, line, values)) {
    const isText = [...expected].length === 1;
    if (isText) text.all += 1;
    if (isText && same) text.same += 1;
    if (same && (expected === '' || expected === '[..]')) continue;
    whole.all += actual.length;
    if (same) whole.same += actual.length;
  }
  return { text: share(text), line: share(whole) };
}

function share({ same, all }: { same: number; all: number }): number {
  return all === 0 ? 0 : same / all;
}

/** The last comparison of each line of a check, because an explanation needs it several times. */
const latest = new WeakMap<LineElement, { line: string; values: ReadonlyMap<string, string>; stretches: Stretch[] }>();

/** Character by character: two lines of 1,000 take some 40 ms, longer ones no more. */
function compare(element: LineElement, line: string, values: ReadonlyMap<string, string>): readonly Stretch[] {
  const { raw, reads } = element;
  if (reads.by === 'regex') return [{ same: false, expected: raw, actual: line }];
  const before = latest.get(element);
  if (before?.line === line && before.values === values) return before.stretches;
  const chars = [...line];
  const rest = chars.splice(CLOSE).join('');
  const units = unitsOf(reads.by === 'text' ? [{ is: 'text', text: reads.text }] : reads.tokens);
  const stretches = trace(units, chars, values);
  if (rest !== '') stretches.push({ same: false, expected: '', actual: rest });
  latest.set(element, { line, values, stretches });
  return stretches;
}

/** ` (?)` and the like, which are a part of the check's line, but never of the output. */
function quantifierOf({ raw }: LineElement): string {
  return / \([?*+]\)$/.exec(raw)?.[0] ?? '';
}

function unitsOf(tokens: readonly Token[]): Unit[] {
  return tokens.flatMap((token): Unit[] =>
    token.is === 'text' ? [...token.text].map((text) => ({ is: 'char', text })) : [{ is: 'holder', token }],
  );
}

interface Move {
  readonly cost: number;
  readonly units: number;
  readonly chars: number;
  readonly same: boolean;
}

/**
 * Finds the cheapest edit: a changed, added or dropped character costs 1, a dropped placeholder 2, a matching one 0.
 */
function trace(units: readonly Unit[], chars: readonly string[], values: ReadonlyMap<string, string>): Stretch[] {
  const width = chars.length + 1;
  const costs = new Uint16Array((units.length + 1) * width);
  const spansAt = openSpans(chars, values);
  for (let at = units.length; at >= 0; at -= 1)
    for (let char = chars.length; char >= 0; char -= 1)
      if (at < units.length || char < chars.length) costs[at * width + char] = cheapest(at, char);

  const stretches: Stretch[] = [];
  for (let at = 0, char = 0; at < units.length || char < chars.length;) {
    const move = best(at, char);
    const expected = units
      .slice(at, at + move.units)
      .map(sourceOf)
      .join('');
    stretches.push({ same: move.same, expected, actual: chars.slice(char, char + move.chars).join('') });
    at += move.units;
    char += move.chars;
  }
  return stretches;

  /**
   * Like `best`, but without allocations in the most frequent case; called a million times for lines of 1,000
   * characters.
   */
  function cheapest(at: number, char: number): number {
    const unit = units[at];
    if (unit?.is !== 'char' || char === chars.length) return best(at, char).cost;
    const here = at * width + char;
    const changed = (costs[here + width + 1] ?? 0) + (unit.text === chars[char] ? 0 : 1);
    return Math.min(changed, (costs[here + 1] ?? 0) + 1, (costs[here + width] ?? 0) + 1);
  }

  function best(at: number, char: number): Move {
    const cost = (to: number, from: number) => costs[to * width + from] ?? 0;
    const unit = units[at];
    const moves: Move[] = [];
    if (unit?.is === 'char' && char < chars.length) {
      const same = unit.text === chars[char];
      moves.push({ cost: cost(at + 1, char + 1) + (same ? 0 : 1), units: 1, chars: 1, same });
    }
    if (unit?.is === 'holder')
      for (const { length, holds } of spansAt(unit.token, char, isAny(units[at - 1])))
        moves.push({ cost: cost(at + 1, char + length) + (holds ? 0 : 1), units: 1, chars: length, same: holds });
    if (unit?.is === 'holder' && unit.token.is === 'any' && char < chars.length)
      moves.push({ cost: cost(at, char + 1), units: 0, chars: 1, same: true });
    if (char < chars.length) moves.push({ cost: cost(at, char + 1) + 1, units: 0, chars: 1, same: false });
    if (unit !== undefined)
      moves.push({ cost: cost(at + 1, char) + (unit.is === 'char' ? 1 : 2), units: 1, chars: 0, same: false });
    return moves.reduce((a, b) => (b.cost < a.cost ? b : a));
  }
}

type Holder = Exclude<Token, { is: 'text' }>;

/** The lengths that a placeholder can have from a character on. The end of a value is searched for only once. */
function openSpans(chars: readonly string[], values: ReadonlyMap<string, string>) {
  const text = chars.join('');
  const offsets = [0];
  for (const char of chars) offsets.push((offsets.at(-1) ?? 0) + char.length);
  const known = new Map<string, string | null>();

  return (token: Holder, from: number, isFree: boolean): readonly { length: number; holds: boolean }[] => {
    if (token.is === 'any') return [{ length: 0, holds: true }];
    if (token.is === 'reuse')
      return [values.get(token.name) ?? token.source, token.source].flatMap((wanted) =>
        text.startsWith(wanted, offsets[from]) ? [{ length: [...wanted].length, holds: true }] : [],
      );
    const value = valueAt(token, from, isFree);
    if (value === null) return [];
    return [{ length: [...value].length, holds: token.tests.every((test) => fulfils(token.type, value, test)) }];
  };

  function valueAt({ type, scan }: Extract<Holder, { is: 'typed' }>, from: number, isFree: boolean): string | null {
    const key = `${type.name} ${from} ${isFree}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const expression = isFree ? scan.whole : scan.from;
    expression.lastIndex = offsets[from] ?? 0;
    const value = expression.exec(text)?.[0] ?? null;
    known.set(key, value);
    return value;
  }
}

function isAny(unit: Unit | undefined): boolean {
  return unit?.is === 'holder' && unit.token.is === 'any';
}

function sourceOf(unit: Unit): string {
  return unit.is === 'char' ? unit.text : unit.token.source;
}

function merge(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const stretch of stretches) {
    const last = merged.at(-1);
    if (last?.same !== stretch.same) merged.push(stretch);
    else
      merged[merged.length - 1] = {
        same: last.same,
        expected: last.expected + stretch.expected,
        actual: last.actual + stretch.actual,
      };
  }
  return merged;
}
