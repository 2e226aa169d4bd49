/** Splits a line of a check into tokens: text, `[..]`, typed placeholders, and names. Specified in pattern.ts. */
import { placeholderTypes } from './placeholders.ts';
import type { PlaceholderType } from './placeholders.ts';
import { isRefusedName } from '../refused-names.ts';

export type Token =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'any'; readonly source: string }
  | TypedToken
  /** A value that was captured before or, if there is none, the brackets as text. */
  | { readonly is: 'reuse'; readonly name: string; readonly source: string };

export interface TypedToken {
  readonly is: 'typed';
  readonly source: string;
  readonly type: PlaceholderType;
  readonly tests: readonly Test[];
  readonly capture: string | null;
  readonly scan: Scan;
  /** Whether only a whole value may begin or end here: `[..]` is its neighbor, perhaps with blanks in between. */
  readonly isWhole: { readonly start: boolean; readonly end: boolean };
}

export interface Test {
  readonly operator: Operator;
  readonly value: string;
}

/** The expressions of a type: from a place on, anywhere (`find`), and only as a whole value (`Whole`). */
export interface Scan {
  readonly from: RegExp;
  readonly fromWhole: RegExp;
  readonly whole: RegExp;
  readonly find: RegExp;
  readonly findWhole: RegExp;
  readonly all: RegExp;
}

type Operator = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** A mistake of the author within a line; the caller, who knows the line, turns it into a RunbookError. */
export class PlaceholderError extends Error {}

const BRACKETS = /\[([^[\]]*)\]/g;
const CAPTURE = /^([A-Za-z_][A-Za-z0-9_]*)=(?!=)/;
const KIND = /^[A-Z][A-Z0-9_]*/;
const TEST = /^(<=|>=|==|!=|<|>)(.+)$/;
/** A comma between comparisons, but not between thousands: `[SIZE<1,024 bytes]`. */
const BETWEEN_TESTS = /,(?=\s*[<>=!]|\s*$|\s*,)/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function parseTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  const addText = (upto: number) => {
    if (upto > from) tokens.push({ is: 'text', text: text.slice(from, upto) });
  };
  for (const match of text.matchAll(BRACKETS)) {
    const token = parseToken(match[1] ?? '', match[0]);
    if (token === null) continue;
    addText(match.index);
    tokens.push(token);
    from = match.index + match[0].length;
  }
  addText(text.length);
  return tokens.map((token, at) =>
    token.is === 'typed'
      ? {
          ...token,
          isWhole: {
            start: isAnyAfterBlanks(tokens[at - 1], tokens[at - 2]),
            end: isAnyAfterBlanks(tokens[at + 1], tokens[at + 2]),
          },
        }
      : token,
  );
}

function isAnyAfterBlanks(next: Token | undefined, second: Token | undefined): boolean {
  return next?.is === 'any' || (next?.is === 'text' && next.text.trim() === '' && second?.is === 'any');
}

/** Whether the comparison holds; never for a value that cannot be compared. */
export function fulfils(type: PlaceholderType, text: string, { operator, value }: Test): boolean {
  const order = type.compare?.(text, value) ?? NaN;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '==':
      return order === 0;
    case '!=':
      return !Number.isNaN(order) && order !== 0;
  }
}

function parseToken(inner: string, source: string): Token | null {
  if (inner === '..') return { is: 'any', source };
  const capture = CAPTURE.exec(inner)?.[1] ?? null;
  const typed = parseTyped(capture === null ? inner : inner.slice(capture.length + 1), capture, source);
  if (typed !== null) return typed;
  return capture === null && NAME.test(inner) ? { is: 'reuse', name: inner, source } : null;
}

function parseTyped(text: string, capture: string | null, source: string): TypedToken | null {
  const kind = KIND.exec(text)?.[0];
  if (kind === undefined) return null;
  const condition = text.slice(kind.length);
  const type = placeholderTypes.get(kind);
  if (type === undefined) {
    if (!TEST.test(condition)) return null;
    throw new PlaceholderError(
      `${source}: unknown placeholder ${kind}; known are ${[...placeholderTypes.keys()].join(', ')}`,
    );
  }
  if (condition !== '' && !TEST.test(condition)) return null;
  if (capture !== null && isRefusedName(capture))
    throw new PlaceholderError(`${source}: ${capture} changes how the shell itself works; choose another name`);
  const tests = condition === '' ? [] : condition.split(BETWEEN_TESTS).map((part) => parseTest(part, type, source));
  return { is: 'typed', source, type, tests, capture, scan: scanOf(type), isWhole: { start: false, end: false } };
}

function parseTest(part: string, type: PlaceholderType, source: string): Test {
  const match = TEST.exec(part.trim());
  if (match === null) throw new PlaceholderError(`${source}: ${part.trim()} should look like >=2.0`);
  const [, operator, value = ''] = match;
  if (type.compare === null) throw new PlaceholderError(`${source}: ${type.name} has no order; write [${type.name}]`);
  if (Number.isNaN(type.compare(value.trim(), value.trim())))
    throw new PlaceholderError(`${source}: ${value.trim()} is not a ${type.name}, such as ${type.example}`);
  return { operator: operator as Operator, value: value.trim() };
}

const scans = new Map<string, Scan>();

function scanOf(type: PlaceholderType): Scan {
  const known = scans.get(type.name);
  if (known !== undefined) return known;
  const { pattern, before, after } = type;
  const scan = {
    from: new RegExp(`(?:${pattern})`, 'uy'),
    fromWhole: new RegExp(`(?:${pattern})${after}`, 'uy'),
    whole: new RegExp(`${before}(?:${pattern})`, 'uy'),
    find: new RegExp(`${before}(?:${pattern})`, 'ug'),
    findWhole: new RegExp(`${before}(?:${pattern})${after}`, 'ug'),
    all: new RegExp(`^(?:${pattern})$`, 'u'),
  };
  scans.set(type.name, scan);
  return scan;
}
