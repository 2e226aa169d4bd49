/** Gives one hint: the most common reason for a failure like this, and what to do; or null. */
import type { DiffLine, Expectation, Nearest } from '../model.ts';
import type { Pairing } from './align.ts';
import type { Captures } from './captures.ts';
import { errorLineIn } from './error-line.ts';
import { editLine } from './edit.ts';
import type { Ending } from './exit.ts';
import { codeHint, errorHint, stoppedHint } from './exit.ts';
import type { End } from './exit.ts';
import type { Element } from './pattern.ts';
import type { LineElement } from './line-element.ts';
import { placeholderTypes } from './placeholders.ts';
import type { PlaceholderType } from './placeholders.ts';
import type { SeenLine } from './recorder.ts';
import { nearMiss } from './near-miss.ts';
import { findNearest } from './nearest.ts';
import { similarHint } from './similar-line.ts';
import type { Token } from './tokens.ts';
import { unknownHint } from './unknown-placeholder.ts';

export interface Misses {
  readonly expectation: Expectation;
  readonly elements: readonly Element[];
  readonly pairings: readonly Pairing[];
  readonly matched: number;
  readonly missing: readonly LineElement[];
  readonly extra: readonly SeenLine[];
  /** Whether all extra lines come after, or all before, those that matched. */
  readonly extraAt: 'end' | 'start' | null;
  /** Lines of output that nothing matched, allowed or not. */
  readonly unmatched: readonly SeenLine[];
  /** Missing lines that are elsewhere in the output. */
  readonly strays: ReadonlyMap<LineElement, SeenLine>;
  readonly total: number;
  /** The end, if it is not the expected one; null if it is, or if there is none yet. */
  readonly end: End | null;
  readonly remarks: readonly string[];
  /** The line of the check that is explained, and the most similar line of output. */
  readonly focus: LineElement | null;
  readonly nearest: Nearest | null;
  readonly values: ReadonlyMap<string, string>;
  /** What the reader already sees. */
  readonly diff: readonly DiffLine[];
  readonly how: Ending['how'];
}

export function hintFor(misses: Misses): string | null {
  const { missing, extra, unmatched, end, expectation, remarks } = misses;
  const hints = [
    () => (end !== null ? errorHint(end, unmatched) : null),
    () => (end !== null && missing.length === 0 && extra.length === 0 ? codeHint(end, expectation) : null),
    () => valueHint(misses),
    () => unknownHint(missing, unmatched, misses.values),
    () => similarHint(misses),
    () => nearMiss(missing, unmatched, misses.values),
    () => (misses.how === 'early' ? earlyOrderHint(misses) : orderHint(misses)),
    () => followHint(misses),
    () => extraHint(misses),
    () => (end !== null ? stoppedHint(end, expectation, unmatched) : null),
    () => streamHint(misses),
    () => remarks[0] ?? null,
    () => complaintHint(misses),
    () => startHint(misses),
  ];
  for (const hint of hints) {
    const text = hint();
    if (text !== null) return text;
  }
  return null;
}

/** The hint for a string of a JSON value and the text in its place. */
export function lineHint(
  element: LineElement,
  text: string,
  { values }: Captures,
  expectation: Expectation,
): string | null {
  const [missing, unmatched] = [[element], [{ number: 1, text }]];
  const nearest = findNearest(element, unmatched, values);
  const similar = similarHint({ expectation, missing, unmatched });
  return (
    valueHint({ focus: element, nearest, unmatched, values }) ??
    unknownHint(missing, unmatched, values) ??
    (similar && [similar.replace(/\.$/, ''), ...(nearest?.lookalikes.slice(0, 1) ?? [])].join(': ') + '.') ??
    nearMiss(missing, unmatched, values)
  );
}

/** An error in one of the lines that the check allows. */
function complaintHint({ unmatched, diff }: Misses): string | null {
  const complaint = errorLineIn(unmatched, true);
  if (complaint === null || diff.some(({ text }) => text.trim() === complaint)) return null;
  return `The output says: ${complaint}`;
}

/** A placeholder with a value that does not match. */
function valueHint({
  focus,
  nearest,
  unmatched,
  values,
}: Pick<Misses, 'focus' | 'nearest' | 'unmatched' | 'values'>): string | null {
  if (focus === null || focus.reads.by !== 'tokens') return null;
  const { tokens } = focus.reads;
  const line = nearest?.actual ?? onlyLine(unmatched);
  const sole = line === null ? null : soleValue(tokens, line);
  if (sole !== null || nearest === null) return sole && tokenHint(sole.token, sole.value, true, values);
  const stretches = editLine(focus, nearest.actual, values).filter(({ same }) => !same);
  const isAll = stretches.every(({ expected }) =>
    tokens.some((token) => 'source' in token && token.source === expected),
  );
  for (const token of tokens) {
    const stretch = stretches.find(({ expected }) => 'source' in token && expected === token.source);
    if (stretch === undefined || stretch.actual === '') continue;
    const hint = tokenHint(token, stretch.actual, isAll, values);
    if (hint !== null) return hint;
  }
  return null;
}

/** `isAll`: nothing else in the line differs, so `actual` is the whole value. */
function tokenHint(token: Token, actual: string, isAll: boolean, values: ReadonlyMap<string, string>): string | null {
  if (token.is === 'reuse') {
    const value = values.get(token.name);
    return value === undefined ? null : `Here, [${token.name}] is ${value}.`;
  }
  if (token.is !== 'typed') return null;
  const { type, tests } = token;
  if (token.scan.all.test(actual))
    return tests.length === 0
      ? null
      : `${actual} is ${article(type)} ${type.name}, but not ${tests.map((test) => test.operator + test.value).join(',')}.`;
  if (!isAll) return null;
  const other = otherKind(type, actual);
  if (other !== null)
    return `${actual} is ${article(other)} ${other.name}, not ${article(type)} ${type.name}. To accept it, write ${other.name}.`;
  return `${actual} is not ${article(type)} ${type.name}; ${type.example} would be one.`;
}

/** Kinds that are easily taken for each other, the likely one first. */
const CONFUSED: Readonly<Record<string, string>> = {
  INT: 'NUMBER VERSION DURATION SIZE HEX',
  NUMBER: 'VERSION DURATION SIZE HEX',
  DATE: 'DATETIME TIME',
  TIME: 'DATETIME DATE DURATION',
  DATETIME: 'DATE TIME',
  DURATION: 'NUMBER SIZE TIME',
  SIZE: 'NUMBER DURATION',
  HEX: 'UUID',
  UUID: 'HEX',
  WORD: 'HOST PATH URL',
  HOST: 'IP URL',
  IP: 'URL',
  PATH: 'URL',
  URL: 'PATH',
};

function otherKind({ name }: PlaceholderType, actual: string): PlaceholderType | null {
  const kinds = (CONFUSED[name] ?? '').split(' ').flatMap((kind) => placeholderTypes.get(kind) ?? []);
  return kinds.find((kind) => /\d|[/.]/.test(actual) && new RegExp(`^(?:${kind.pattern})$`, 'u').test(actual)) ?? null;
}

/** If everything in a line matches except its only placeholder: that placeholder, and the text in its place. */
function soleValue(tokens: readonly Token[], line: string): { readonly token: Token; readonly value: string } | null {
  const [token, ...others] = tokens.filter(({ is }) => is !== 'text');
  if (token === undefined || token.is === 'any' || others.length > 0) return null;
  const at = tokens.indexOf(token);
  const [before, after] = [textOf(tokens.slice(0, at)), textOf(tokens.slice(at + 1))];
  const value = line.slice(before.length, line.length - after.length);
  const isThere = line.startsWith(before) && line.endsWith(after) && value !== '' && value.length <= LONGEST_VALUE;
  return isThere ? { token, value } : null;
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.is === 'text' ? token.text : '')).join('');
}

/** The line that was printed instead, if it is only one and not an error. */
function onlyLine(unmatched: readonly SeenLine[]): string | null {
  const [only, ...others] = unmatched;
  return only === undefined || others.length > 0 || errorLineIn(unmatched, true) !== null ? null : only.text;
}

/** Characters. */
const LONGEST_VALUE = 60;

function article({ name }: PlaceholderType): string {
  return name.startsWith('I') ? 'an' : 'a';
}

/** Only given if `unordered` alone would make the check pass; extra lines would need a `...`, too. */
function orderHint({ how, elements, missing, extra, strays }: Misses): string | null {
  if (how !== 'ended' || missing.length === 0 || strays.size < missing.length) return null;
  const found = new Set([...strays.values()].map(({ number }) => number));
  const isAll = elements.some(({ kind }) => kind === 'gap') || extra.every(({ number }) => found.has(number));
  return isAll ? 'All lines came, in another order. To accept any order, write unordered on the check.' : null;
}

/** The last line of the check was printed, but others followed, so it is waited for again. */
function followHint({ how, elements, missing, strays }: Misses): string | null {
  const last = elements.at(-1);
  if (how !== 'open' || last === undefined || last.kind === 'gap' || !strays.has(last)) return null;
  return missing.length === 1 ? 'If other lines may follow, end the check with a line ...' : null;
}

/** A line was printed too early, before others that the check expects first. */
function earlyOrderHint({ expectation, elements, pairings }: Misses): string | null {
  const last = pairings.findLast(({ is }) => is !== 'missing' && is !== 'awaited');
  const element = last?.is === 'match' ? elements[last.element] : undefined;
  if (expectation.unordered || element === undefined || element.kind === 'gap' || element.reads.by !== 'text')
    return null;
  if (!pairings.some((pairing) => pairing.is === 'missing' && pairing.element < elements.indexOf(element))) return null;
  return 'This line of the output is further down in the check. To accept any order, write unordered on the check.';
}

/** Nothing matched, and the program has not ended yet, which may take a long time. */
function startHint({ how, matched, missing, unmatched, elements }: Misses): string | null {
  if (how !== 'early' || matched > 0 || missing.length === 0) return null;
  if (elements[0]?.kind === 'gap' || elements.at(-1)?.kind !== 'gap' || errorLineIn(unmatched, true)) return null;
  return 'If other lines may come first, begin the check with a line ...';
}

function extraHint({ expectation, elements, missing, extra, extraAt, total }: Misses): string | null {
  if (missing.length > 0 || extra.length === 0) return null;
  if (elements.length === 0) return 'The check is empty, so the program must print nothing.';
  if (expectation.unordered) return 'To allow other lines, put a line ... in the check.';
  if (extraAt === 'end')
    return 'The output continues after the last line of the check. To allow that, end the check with a line ...';
  if (extraAt === 'start')
    return 'The output begins before the first line of the check. To allow that, begin the check with a line ...';
  return total > 0 ? 'To allow other lines here, put a line ... in the check.' : null;
}

function streamHint({ expectation, total }: Misses): string | null {
  if (expectation.stream === 'both' || total > 0) return null;
  const other = expectation.stream === 'stdout' ? 'stderr' : 'stdout';
  return `Nothing was printed to ${expectation.stream}. The program may print this to ${other}.`;
}
