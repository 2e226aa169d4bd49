/** Finds the line of output that is most similar to a line of the check, and how the two differ. */
import type { Nearest } from '../model.ts';
import { editLine, likeness } from './edit.ts';
import type { Stretch } from './edit.ts';
import { describe, fold, needsNaming } from './lookalikes.ts';
import type { LineElement } from './line-element.ts';
import type { SeenLine } from './recorder.ts';

/** The least share of common pairs of characters for two lines to be similar. */
const NEAR = 0.5;
/** The least share of the check's text that must occur in order, and the least share of the line that it makes up. */
const NEAR_TEXT = 0.6;
const NEAR_LINE = 0.3;
/** For short lines: the least mean of both. */
const NEAR_SHORT = 0.6;
/** How many characters of a line are searched, and how many look-alikes are named. */
const LOOKED_AT = 400;
const NAMED = 5;
/** The length of a short line, in characters. */
const SHORT = 40;

export function findNearest(
  element: LineElement,
  lines: readonly SeenLine[],
  values: ReadonlyMap<string, string>,
): Nearest | null {
  const plain = plainly(element.raw);
  const alike = lines.find(({ text }) => text.length <= LOOKED_AT && plainly(text) === plain);
  if (alike !== undefined) return compareLines(element, alike, values);
  const wanted = pairs(textOf(element));
  let best: { line: SeenLine; score: number } | null = null;
  const tried = new Set<string>();
  for (const line of lines) {
    if (tried.has(line.text)) continue;
    tried.add(line.text);
    const score = common(wanted, pairs(line.text), element.reads.by === 'tokens');
    if (score >= NEAR && (best === null || score > best.score)) best = { line, score };
  }
  const near = best !== null && isNear(element, best.line, values) ? best.line : findShort(element, lines, values);
  return near && compareLines(element, near, values);
}

/** Without what is easily missed: case, blanks, and which of several characters that look alike it is. */
function plainly(text: string): string {
  return fold(text).toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Checks the order of characters: in a long line, common pairs may be anywhere. */
function isNear(element: LineElement, { text }: SeenLine, values: ReadonlyMap<string, string>): boolean {
  if (element.reads.by === 'regex') return true;
  const like = likeness(element, text, values);
  return like.text >= NEAR_TEXT && like.line >= NEAR_LINE;
}

/** Short lines have few pairs, so their characters are compared instead. */
function findShort(
  element: LineElement,
  lines: readonly SeenLine[],
  values: ReadonlyMap<string, string>,
): SeenLine | null {
  let best: { line: SeenLine; share: number } | null = null;
  for (const line of lines.slice(-SHORT)) {
    if (line.text.length > SHORT || element.raw.length > SHORT) continue;
    const like = likeness(element, line.text, values);
    const share = (like.text + like.line) / 2;
    if (share >= NEAR_SHORT && (best === null || share > best.share)) best = { line, share };
  }
  return best?.line ?? null;
}

function compareLines(element: LineElement, line: SeenLine, values: ReadonlyMap<string, string>): Nearest {
  const stretches = editLine(element, line.text, values);
  return {
    expectedLine: element.number,
    actualLine: line.number,
    expected: element.raw,
    actual: line.text,
    expectedMarks: marks(stretches, 'expected'),
    actualMarks: marks(stretches, 'actual'),
    lookalikes: lookalikes(stretches),
  };
}

function textOf({ raw, reads }: LineElement): string {
  if (reads.by === 'text') return reads.text;
  if (reads.by === 'regex') return raw;
  return reads.tokens.map((token) => (token.is === 'text' ? token.text : '')).join('');
}

/** Dice's coefficient of pairs of adjacent characters; if the check leaves text out, relative to the check alone. */
function common(wanted: ReadonlyMap<string, number>, seen: ReadonlyMap<string, number>, leavesOut: boolean): number {
  const shared = [...wanted].reduce((sum, [pair, count]) => sum + Math.min(count, seen.get(pair) ?? 0), 0);
  const size = sizeOf(wanted);
  const both = leavesOut && size >= TELLING ? 2 * size : size + sizeOf(seen);
  return both === 0 ? 0 : (2 * shared) / both;
}

const TELLING = 8; // pairs; shorter text occurs by chance in a long line

function sizeOf(pairs: ReadonlyMap<string, number>): number {
  return [...pairs.values()].reduce((sum, count) => sum + count, 0);
}

function pairs(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const plain = ` ${text.slice(0, LOOKED_AT).toLowerCase()} `;
  for (let at = 0; at + 1 < plain.length; at += 1) {
    const pair = plain.slice(at, at + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

function marks(stretches: readonly Stretch[], side: 'expected' | 'actual'): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let at = 0;
  for (const stretch of stretches) {
    const end = at + stretch[side].length;
    if (!stretch.same && end > at) found.push([at, end]);
    at = end;
  }
  return found;
}

function lookalikes(stretches: readonly Stretch[]): string[] {
  const named = new Set<string>();
  for (const { same, expected, actual } of stretches) {
    if (same) continue;
    const [left, right] = [[...expected], [...actual]];
    if (left.length === right.length)
      for (const [index, character] of left.entries()) {
        const other = right[index] ?? '';
        if (character !== other && needsNaming(character, other))
          named.add(`expected ${describe(character)}, saw ${describe(other)}`);
      }
    else {
      const looksAlike = fold(expected) === fold(actual);
      const isNamed = (character: string) => isHidden(character) || (looksAlike && needsNaming(character, ''));
      for (const character of left.filter(isNamed))
        named.add(`expected ${describe(character)}, which the output lacks`);
      for (const character of right.filter(isNamed))
        named.add(`the output has ${describe(character)}, which the check lacks`);
    }
  }
  return [...named].slice(0, NAMED);
}

function isHidden(character: string): boolean {
  return character !== ' ' && /[\p{Z}\p{C}\p{M}]/u.test(character);
}
