/** How one line of output differs from one line of a check, character by character, with placeholders as they hold. */
import { fulfils } from './tokens.ts';
import type { Token } from './tokens.ts';
import type { LineElement } from './pattern.ts';

/** A stretch of the check's line against a stretch of the output's. */
export interface Stretch {
  readonly same: boolean;
  readonly expected: string;
  readonly actual: string;
}

type Unit =
  | { readonly is: 'char'; readonly text: string }
  | { readonly is: 'holder'; readonly token: Exclude<Token, { is: 'text' }> };

/** Longest lines compared this closely, in characters; longer ones differ as a whole behind what they share. */
const CLOSE = 1000;

export function editLine(element: LineElement, line: string, values: ReadonlyMap<string, string>): Stretch[] {
  const suffix = quantifierOf(element);
  const stretches = compare(element, line, values);
  if (suffix !== '') stretches.push({ same: true, expected: suffix, actual: '' });
  return merge(stretches);
}

/** How much of the check's own text is there, and how much of the line is as it should be; `[..]` counts for neither. */
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

/** Character by character. */
function compare({ raw, reads }: LineElement, line: string, values: ReadonlyMap<string, string>): Stretch[] {
  if (reads.by === 'regex') return [{ same: false, expected: raw, actual: line }];
  const chars = [...line];
  const rest = chars.splice(CLOSE).join('');
  const units = unitsOf(reads.by === 'text' ? [{ is: 'text', text: reads.text }] : reads.tokens);
  const stretches = trace(units, chars, values);
  return rest === '' ? stretches : [...stretches, { same: false, expected: '', actual: rest }];
}

/** ` (?)` and the like: part of the check's line, never of the output's. */
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

/** The cheapest edit: a character changed, added or dropped costs 1, a placeholder dropped 2, one that holds nothing. */
function trace(units: readonly Unit[], chars: readonly string[], values: ReadonlyMap<string, string>): Stretch[] {
  const width = chars.length + 1;
  const costs = new Uint32Array((units.length + 1) * width);
  for (let at = units.length; at >= 0; at -= 1)
    for (let char = chars.length; char >= 0; char -= 1)
      if (at < units.length || char < chars.length) costs[at * width + char] = best(at, char).cost;

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

  function best(at: number, char: number): Move {
    const cost = (to: number, from: number) => costs[to * width + from] ?? 0;
    const unit = units[at];
    const moves: Move[] = [];
    if (unit?.is === 'char' && char < chars.length) {
      const same = unit.text === chars[char];
      moves.push({ cost: cost(at + 1, char + 1) + (same ? 0 : 1), units: 1, chars: 1, same });
    }
    if (unit?.is === 'holder')
      for (const { length, holds } of spans(unit.token, chars, char, isAny(units[at - 1]), values))
        moves.push({ cost: cost(at + 1, char + length) + (holds ? 0 : 1), units: 1, chars: length, same: holds });
    if (unit?.is === 'holder' && unit.token.is === 'any' && char < chars.length)
      moves.push({ cost: cost(at, char + 1), units: 0, chars: 1, same: true });
    if (char < chars.length) moves.push({ cost: cost(at, char + 1) + 1, units: 0, chars: 1, same: false });
    if (unit !== undefined)
      moves.push({ cost: cost(at + 1, char) + (unit.is === 'char' ? 1 : 2), units: 1, chars: 0, same: false });
    return moves.reduce((a, b) => (b.cost < a.cost ? b : a));
  }
}

/** The lengths that a placeholder can take from here. */
function spans(
  token: Exclude<Token, { is: 'text' }>,
  chars: readonly string[],
  from: number,
  isFree: boolean,
  values: ReadonlyMap<string, string>,
): { length: number; holds: boolean }[] {
  switch (token.is) {
    case 'any':
      return [{ length: 0, holds: true }];
    case 'reuse':
      return [values.get(token.name) ?? token.source, token.source].flatMap((text) =>
        chars.slice(from, from + [...text].length).join('') === text ? [{ length: [...text].length, holds: true }] : [],
      );
    case 'typed': {
      const expression = isFree ? token.scan.whole : token.scan.from;
      const start = Math.max(0, from - 2);
      expression.lastIndex = chars.slice(start, from).join('').length;
      const value = expression.exec(chars.slice(start, from + 300).join(''))?.[0];
      if (value === undefined) return [];
      return [{ length: [...value].length, holds: token.tests.every((test) => fulfils(token.type, value, test)) }];
    }
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
