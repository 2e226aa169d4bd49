/**
 * `json check`: compares the output, as one JSON value, with the value in the fence.
 *
 *     { "status": "ok", "port": "[port=PORT]", "tables": ["users", "..."], "...": "..." }
 *
 * - The order of keys does not matter. The keys must be the same, unless the object contains `"...": "..."`: then there
 *   may be more. The items of an array are in order; an item `"..."` stands for any number of items. Anywhere else, the
 *   value `"..."` matches any value.
 * - A string is read like a line of a check: text, `[..]`, typed placeholders, names. One with a placeholder also
 *   matches a number, by its text: `"[NUMBER<5]"` matches 4.
 * - A string equal to the one in the fence always matches. Numbers of any size are compared exactly, as numbers: 1.0
 *   equals 1.
 */
import type { Expectation } from '../model.ts';
import { RunbookError } from '../error.ts';
import { openCaptures } from './captures.ts';
import type { Captures } from './captures.ts';
import { compareDecimals } from './decimal.ts';
import { readCheck } from './json-source.ts';
import { Decimal, writeJson } from './json-text.ts';
import { matchLine } from './line.ts';
import type { LineElement } from './line-element.ts';
import { parseTokens, PlaceholderError } from './tokens.ts';

export type JsonPattern = {
  readonly value: Json;
  readonly captures: readonly string[];
};

export type Json =
  | { readonly is: 'any' }
  | { readonly is: 'scalar'; readonly value: JsonNumber | boolean | null }
  | { readonly is: 'string'; readonly element: LineElement }
  | { readonly is: 'array'; readonly items: readonly Json[] }
  | { readonly is: 'object'; readonly entries: ReadonlyMap<string, Json>; readonly isOpen: boolean };

type JsonNumber = number | bigint | Decimal;

/** A difference: a path such as `.tables[0]`, and the expected and the actual value as JSON text. */
export interface Difference {
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
  /** A string of the check, the text that it was compared with, and the values at that time. */
  readonly string?: { readonly element: LineElement; readonly text: string | null; readonly known: Captures };
}

/** The result of comparing an output with a check. */
export type JsonResult =
  | { readonly is: 'match'; readonly captures: Captures }
  | { readonly is: 'difference'; readonly differences: readonly Difference[]; readonly output: string }
  | { readonly is: 'unreadable'; readonly why: string; readonly hint: string | null };

const ANY = '...';

export function parseJson(expectation: Expectation): JsonPattern {
  const text = expectation.lines.join('\n');
  const fail = (line: number, message: string): never => {
    throw new RunbookError({ file: expectation.file, line: expectation.at[line - 1] ?? expectation.line }, message);
  };
  const captures: string[] = [];
  const value = toPattern(readCheck(text, fail), (source) => {
    const line = expectation.lines.findIndex((candidate) => candidate.includes(JSON.stringify(source)));
    return parseString(source, captures, (message) => fail(line + 1, message));
  });
  return { value, captures };
}

/** The captures of every way in which the value matches, or the first difference. */
export function matchJson(
  pattern: Json,
  value: unknown,
  known: readonly Captures[],
  path = '',
): { readonly ways: readonly Captures[] } | { readonly difference: Difference } {
  const differs = () => ({
    difference: { path, expected: show(pattern), actual: value === undefined ? 'nothing' : writeJson(value) },
  });
  switch (pattern.is) {
    case 'any':
      return value === undefined ? differs() : { ways: known };
    case 'scalar':
      return isEqual(value, pattern.value) ? { ways: known } : differs();
    case 'string': {
      const { element } = pattern;
      const text = textOf(value, element);
      const ways = text === null ? [] : known.flatMap((way) => matchLine(element, text, false, way) ?? []).slice(0, 64);
      if (ways.length > 0) return { ways };
      return { difference: { ...differs().difference, string: { element, text, known: known[0] ?? openCaptures() } } };
    }
    case 'array':
      return Array.isArray(value) ? matchItems(pattern.items, value, known, path) : differs();
    case 'object':
      return isObject(value) ? matchEntries(pattern, value, known, path) : differs();
  }
}

type Outcome = ReturnType<typeof matchJson>;

function matchEntries(
  { entries, isOpen }: Extract<Json, { is: 'object' }>,
  value: Readonly<Record<string, unknown>>,
  known: readonly Captures[],
  path: string,
): Outcome {
  let ways = known;
  for (const [key, pattern] of entries) {
    const at = inPath(path, key);
    if (!Object.hasOwn(value, key)) return { difference: { path: at, expected: show(pattern), actual: 'nothing' } };
    const outcome = matchJson(pattern, value[key], ways, at);
    if ('difference' in outcome) return outcome;
    ({ ways } = outcome);
  }
  const extra = isOpen ? undefined : Object.keys(value).find((key) => !entries.has(key));
  if (extra === undefined) return { ways };
  return { difference: { path: inPath(path, extra), expected: 'nothing', actual: writeJson(value[extra]) } };
}

/** Follows the set of items that can be reached, as for lines; `"..."` matches any number of items. */
function matchItems(
  items: readonly Json[],
  values: readonly unknown[],
  known: readonly Captures[],
  path: string,
): Outcome {
  let reached = new Map<number, readonly Captures[]>([[0, known]]);
  let difference: Difference | null = null;
  const open = (map: Map<number, readonly Captures[]>, at: number, ways: readonly Captures[]) => {
    const before = map.get(at);
    const fresh = ways.filter(({ key }) => !before?.some((other) => other.key === key));
    if (before !== undefined && fresh.length === 0) return;
    map.set(at, [...(before ?? []), ...fresh].slice(0, 64));
    if (items[at]?.is === 'any') open(map, at + 1, fresh);
  };
  if (items[0]?.is === 'any') open(reached, 1, known);
  for (const [index, value] of values.entries()) {
    const next = new Map<number, readonly Captures[]>();
    for (const [at, ways] of reached) {
      const item = items[at];
      if (item === undefined)
        difference ??= { path: `${path}[${index}]`, expected: 'nothing', actual: writeJson(value) };
      else if (item.is === 'any') open(next, at, ways);
      else {
        const outcome = matchJson(item, value, ways, `${path}[${index}]`);
        if ('ways' in outcome) open(next, at + 1, outcome.ways);
        else difference = outcome.difference;
      }
    }
    reached = next;
  }
  const ways = reached.get(items.length);
  if (ways !== undefined) return { ways };
  const missing = items[Math.max(0, ...reached.keys())];
  return {
    difference: difference ?? {
      path: `${path}[${values.length}]`,
      expected: missing ? show(missing) : 'nothing',
      actual: 'nothing',
    },
  };
}

/** The path of a key, in the notation of jq: `.name`, `."two words"`. */
export function inPath(path: string, key: string): string {
  return `${path}.${/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(key) ? key : JSON.stringify(key)}`;
}

/** The pattern as JSON text. */
export function show(pattern: Json): string {
  return writeJson(toValue(pattern));
}

export function toValue(pattern: Json): unknown {
  switch (pattern.is) {
    case 'any':
      return ANY;
    case 'scalar':
      return pattern.value;
    case 'string':
      return pattern.element.raw;
    case 'array':
      return pattern.items.map(toValue);
    case 'object':
      return Object.fromEntries([
        ...[...pattern.entries].map(([key, value]) => [key, toValue(value)] as const),
        ...(pattern.isOpen ? [[ANY, ANY] as const] : []),
      ]);
  }
}

function textOf(value: unknown, { reads }: LineElement): string | null {
  if (typeof value === 'string') return value;
  return isNumber(value) && reads.by === 'tokens' ? writeJson(value) : null;
}

/** Compares numbers exactly by value: 1.0 equals 1, also if one is a bigint. */
function isEqual(value: unknown, wanted: JsonNumber | boolean | null): boolean {
  if (!isNumber(value) || !isNumber(wanted)) return value === wanted;
  return compareDecimals(writeJson(value), writeJson(wanted)) === 0;
}

function isNumber(value: unknown): value is JsonNumber {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);
}

function toPattern(value: unknown, string: (source: string) => LineElement): Json {
  if (value === ANY) return { is: 'any' };
  if (typeof value === 'string') return { is: 'string', element: string(value) };
  if (Array.isArray(value)) return { is: 'array', items: value.map((item) => toPattern(item, string)) };
  if (isObject(value)) {
    const entries = Object.entries(value).filter(([key]) => key !== ANY);
    return {
      is: 'object',
      entries: new Map(entries.map(([key, item]) => [key, toPattern(item, string)])),
      isOpen: Object.hasOwn(value, ANY),
    };
  }
  return { is: 'scalar', value: isNumber(value) || typeof value === 'boolean' ? value : null };
}

function parseString(raw: string, captures: string[], fail: (message: string) => never): LineElement {
  try {
    const tokens = parseTokens(raw);
    for (const token of tokens) {
      if (token.is !== 'typed' || token.capture === null) continue;
      if (captures.includes(token.capture))
        fail(`${token.capture} is captured twice; write [${token.capture}] where the same value appears again`);
      captures.push(token.capture);
    }
    const isText = tokens.every((token) => token.is === 'text');
    const reads = isText ? ({ by: 'text', text: raw } as const) : ({ by: 'tokens', tokens, isSimple: false } as const);
    return { kind: 'one', line: 1, number: 1, raw, reads };
  } catch (error) {
    if (error instanceof PlaceholderError) return fail(error.message);
    throw error;
  }
}
