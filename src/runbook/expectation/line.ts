/**
 * Matches one line of output with one line of a check, and finds every way to do so, with the captured values. It goes
 * through the tokens once, and keeps the set of places in the line that can be reached.
 */
import { fulfils } from './tokens.ts';
import type { Token, TypedToken } from './tokens.ts';
import type { LineElement } from './line-element.ts';
import type { Captures } from './captures.ts';
import { bind } from './captures.ts';

/** A place in the line. `free`, after `[..]`: here, or anywhere after it. */
interface Spot {
  readonly at: number;
  readonly free: boolean;
  readonly captures: Captures;
}

/** How many steps are left for a line; below 0, something was not tried. */
type Steps = { left: number };

/** How many places are followed at once within a line. */
const SPOTS = 4096;
/** How often each character of a line may be looked at again, on average, by overlapping attempts. */
const STEPS = 50;

/** The captures of each way to match; null if none does. `cut`: the line was longer than what is kept of it. */
export function matchLine(
  element: LineElement,
  line: string,
  cut: boolean,
  known: Captures,
): readonly Captures[] | null {
  const { raw, reads } = element;
  if (cut)
    return reads.by === 'tokens' && reads.tokens.at(-1)?.is === 'any' ? matchTokens(reads.tokens, line, known) : null;
  if (line === raw) return [known];
  switch (reads.by) {
    case 'text':
      return line === reads.text ? [known] : null;
    case 'regex':
      return reads.regex.matches(line) ? [known] : null;
    case 'tokens':
      if (reads.isSimple)
        return fits(reads.tokens, line) || fits(reads.tokens, line + lostBlanks(reads.tokens)) ? [known] : null;
      return matchTokens(reads.tokens, line, known) ?? retry(reads.tokens, line, known);
  }
}

/** Whether the line may match: what was cut or not tried counts as a match. */
export function mayMatch(element: LineElement, line: string, cut: boolean, known: Captures): boolean {
  const { reads } = element;
  if (cut) return reads.by !== 'text';
  if (matchLine(element, line, false, known) !== null) return true;
  if (reads.by !== 'tokens' || reads.isSimple) return false;
  const steps = stepsFor(line);
  matchTokens(reads.tokens, line, known, steps);
  return steps.left < 0;
}

function stepsFor(line: string): Steps {
  return { left: STEPS * line.length + 100_000 };
}

/** For tokens that are only text and `[..]`: the first place where a text fits is as good as any other. */
function fits(tokens: readonly Token[], line: string): boolean {
  let at = 0;
  let free = false;
  for (const [index, token] of tokens.entries()) {
    if (token.is !== 'text') {
      free = true;
      continue;
    }
    const found = !free
      ? line.startsWith(token.text, at)
        ? at
        : -1
      : index === tokens.length - 1
        ? lastPlace(line, token.text, at)
        : line.indexOf(token.text, at);
    if (found === -1) return false;
    at = found + token.text.length;
    free = false;
  }
  return true;
}

function lastPlace(line: string, text: string, from: number): number {
  const at = line.length - text.length;
  return at >= from && line.endsWith(text) ? at : -1;
}

/** The blank in `done [..]`: if `[..]` is empty, it is a trailing blank, which is missing in the output. */
function lostBlanks(tokens: readonly Token[]): string {
  const before = tokens.at(-1)?.is === 'any' ? tokens.at(-2) : undefined;
  return before?.is === 'text' ? (/[ \t]*$/.exec(before.text)?.[0] ?? '') : '';
}

function retry(tokens: readonly Token[], line: string, known: Captures): readonly Captures[] | null {
  const blanks = lostBlanks(tokens);
  return blanks === '' ? null : matchTokens(tokens, line + blanks, known);
}

function matchTokens(
  tokens: readonly Token[],
  line: string,
  known: Captures,
  steps = stepsFor(line),
): readonly Captures[] | null {
  if (!canFit(tokens, line)) return null;
  let spots: Spot[] = [{ at: 0, free: false, captures: known }];
  for (const [index, token] of tokens.entries()) {
    const [only, ...others] = spots;
    if (only === undefined) return null;
    const first = advance(only, token, tokens[index + 1], line, steps);
    spots =
      others.length === 0
        ? distinct(first, steps)
        : distinct(
            [...first, ...others.flatMap((spot) => advance(spot, token, tokens[index + 1], line, steps))],
            steps,
          );
    if (spots.length === 0) return null;
  }
  const ends = spots.filter(({ at, free }) => free || at === line.length);
  return ends.length === 0
    ? null
    : distinct(
        ends.map((spot) => ({ ...spot, at: 0 })),
        steps,
      ).map(({ captures }) => captures);
}

/** A quick test whether the texts occur in order, because most lines do not match. */
function canFit(tokens: readonly Token[], line: string): boolean {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if ((first?.is === 'text' && !line.startsWith(first.text)) || (last?.is === 'text' && !line.endsWith(last.text)))
    return false;
  let at = 0;
  for (const token of tokens) {
    const found = token.is === 'text' ? line.indexOf(token.text, at) : at;
    if (found === -1) return false;
    at = found + (token.is === 'text' ? token.text.length : 0);
  }
  return true;
}

function advance(spot: Spot, token: Token, next: Token | undefined, line: string, steps: Steps): Spot[] {
  switch (token.is) {
    case 'any':
      return [{ ...spot, free: true }];
    case 'text':
      return places(spot, token.text, next, line, steps);
    case 'reuse': {
      const value = spot.captures.values.get(token.name);
      const texts = value === undefined ? [token.source] : [value, token.source];
      return texts.flatMap((text) => places(spot, text, next, line, steps));
    }
    case 'typed':
      return starts(spot, token, next, line, steps).flatMap((at) => ends({ ...spot, at }, token, next, line, steps));
  }
}

/** The places after each occurrence of the text. */
function places(spot: Spot, text: string, next: Token | undefined, line: string, steps: Steps): Spot[] {
  const { captures } = spot;
  if (!spot.free) return line.startsWith(text, spot.at) ? [{ at: spot.at + text.length, free: false, captures }] : [];
  // Nothing follows, so only the end of the line counts.
  if (next === undefined)
    return lastPlace(line, text, spot.at) === -1 ? [] : [{ at: line.length, free: false, captures }];
  const found: Spot[] = [];
  for (let at = line.indexOf(text, spot.at); at !== -1; at = line.indexOf(text, at + 1)) {
    found.push({ at: at + text.length, free: false, captures });
    steps.left -= text.length;
    // If `[..]` follows, the first place reaches everything that a later one reaches.
    if (found.length >= SPOTS) steps.left = -1;
    if (next?.is === 'any' || steps.left < 0) break;
  }
  return found;
}

/** Where a value of the type can begin: here or, after `[..]`, wherever a whole value begins. */
function starts(spot: Spot, token: TypedToken, next: Token | undefined, line: string, steps: Steps): number[] {
  token.scan.whole.lastIndex = spot.at;
  if (!spot.free) return !token.isWhole.start || token.scan.whole.test(line) ? [spot.at] : [];
  const expression = next?.is === 'text' || next?.is === 'reuse' ? token.scan.find : token.scan.findWhole;
  const found: number[] = [];
  expression.lastIndex = spot.at;
  for (let match = expression.exec(line); match !== null; match = expression.exec(line)) {
    found.push(match.index);
    steps.left -= match[0].length;
    if (found.length >= SPOTS) steps.left = -1;
    if (steps.left < 0) break;
    expression.lastIndex = match.index + 1;
  }
  return found;
}

/** Where a value that begins here can end: at its end, or before the text that follows in the check. */
function ends(spot: Spot, token: TypedToken, next: Token | undefined, line: string, steps: Steps): Spot[] {
  const isBeforeText = next?.is === 'text' || next?.is === 'reuse';
  const expression = isBeforeText || next === undefined ? token.scan.from : token.scan.fromWhole;
  expression.lastIndex = spot.at;
  if (steps.left < 0 || !expression.test(line)) return [];
  const end = expression.lastIndex;
  steps.left -= end - spot.at;
  const candidates =
    next?.is === 'text' && !token.isWhole.end
      ? before(next.text, spot.at + 1, end, line, steps)
      : next?.is === 'reuse'
        ? upto(spot.at + 1, end)
        : [end];
  const found: Spot[] = [];
  for (const at of candidates) {
    steps.left -= at - spot.at;
    if (steps.left < 0) break;
    const value = line.slice(spot.at, at);
    if (at !== end && !token.scan.all.test(value)) continue;
    if (!token.tests.every((test) => fulfils(token.type, value, test))) continue;
    const captures = token.capture === null ? spot.captures : bind(spot.captures, token.capture, value);
    found.push({ at, free: false, captures });
  }
  return found;
}

/** The places up to `end` where the text begins, the last one first. */
function before(text: string, from: number, end: number, line: string, steps: Steps): number[] {
  const found: number[] = [];
  for (let at = line.lastIndexOf(text, end); at >= from && steps.left > 0; at = line.lastIndexOf(text, at - 1)) {
    found.push(at);
    steps.left -= text.length;
  }
  return found;
}

function upto(from: number, end: number): number[] {
  return Array.from({ length: Math.min(end - from + 1, 1000) }, (_, index) => end - index);
}

/** Removes duplicates; after `[..]` keeps only the first place, which reaches everything that a later one reaches. */
function distinct(spots: Spot[], steps: Steps): Spot[] {
  if (spots.length < 2) return spots;
  const seen = new Map<string, Spot>();
  for (const spot of spots) {
    const key = `${spot.free ? 'free' : spot.at} ${spot.captures.key}`;
    const known = seen.get(key);
    if (known === undefined ? seen.size < SPOTS : spot.at < known.at) seen.set(key, spot);
  }
  if (seen.size >= SPOTS) steps.left = -1;
  return [...seen.values()];
}
