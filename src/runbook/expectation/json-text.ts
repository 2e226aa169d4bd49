/** JSON text ⇄ values, without loss: an integer that a double would round becomes a bigint, a fraction a Decimal. */
import { compareDecimals } from './decimal.ts';

declare global {
  // eslint-disable-next-line no-shadow -- adds what the library's types lack
  interface JSON {
    rawJSON(text: string): object;
  }
}

/** The most levels of nesting: more than anybody reads, but few enough for the stack of every engine. */
const DEEPEST = 500;

/** A number that no double can represent, as it was written. */
export class Decimal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Throws SyntaxError, also for a value that is nested too deeply. */
export function readJson(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError(`it is nested more than ${DEEPEST} levels deep`);
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' ? readNumber(value, context?.source ?? String(value)) : value,
  );
}

function readNumber(value: number, source: string): number | bigint | Decimal {
  if (Number.isSafeInteger(value) && /^-?\d+$/.test(source)) return value;
  if (/^-?\d+$/.test(source)) return BigInt(source);
  return compareDecimals(source, String(value)) === 0 ? value : new Decimal(source);
}

export function isTooDeep(text: string): boolean {
  return depthOf(text) > DEEPEST;
}

function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  let isString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\' && isString) at += 1;
    else if (character === '"') isString = !isString;
    else if (!isString && (character === '[' || character === '{')) deepest = Math.max(deepest, (depth += 1));
    else if (!isString && (character === ']' || character === '}')) depth -= 1;
  }
  return deepest;
}

export function writeJson(value: unknown, indent = ''): string {
  const exact = (_key: string, item: unknown) =>
    typeof item === 'bigint' ? JSON.rawJSON(String(item)) : item instanceof Decimal ? JSON.rawJSON(item.text) : item;
  return JSON.stringify(value, exact, indent);
}

/** The first key that comes twice in an object of a valid JSON text, which JSON.parse would drop. */
export function repeatedKey(text: string): { readonly key: string; readonly at: number } | null {
  const open: Set<string>[] = [];
  let [before, at] = ['', 0];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open.push(new Set());
    if (token === '}' || token === ']') open.pop();
    if (token === ':') {
      if (open.at(-1)?.has(key(before)) === true) return { key: before, at };
      open.at(-1)?.add(key(before));
    }
    [before, at] = [token, index];
  }
  return null;
}

function key(token: string): string {
  return String(JSON.parse(token));
}

/** Offsets in a JSON text. */
export type Span = readonly [from: number, to: number];

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** The span of each value in a valid JSON text, by its path of keys and indexes, which is itself JSON text. */
export function spansOf(text: string): ReadonlyMap<string, Span> {
  const tokens = text.matchAll(TOKEN);
  const spans = new Map<string, Span>();
  let [token, from, to] = ['', 0, 0];
  const next = () => {
    to = from + token.length;
    const found = tokens.next().value;
    [token, from] = [found?.[0] ?? '', found?.index ?? text.length];
  };

  next();
  read([]);
  return spans;

  function read(path: readonly (string | number)[]): void {
    const [start, opening] = [from, token];
    next();
    if (opening === '{' || opening === '[') readWithin(opening, path);
    spans.set(JSON.stringify(path), [start, to]);
  }

  function readWithin(opening: string, path: readonly (string | number)[]): void {
    for (let index = 0; token !== '' && token !== '}' && token !== ']'; index += 1) {
      let key: string | number = index;
      if (opening === '{') {
        key = String(JSON.parse(token));
        next();
        next();
      }
      read([...path, key]);
      if (token === ',') next();
    }
    next();
  }
}
