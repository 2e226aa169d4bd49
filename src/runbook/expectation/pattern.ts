/**
 * The language of checks: parses the lines of a check fence. The fence *is* the output, with marks where it may differ.
 *
 * **Lines.** The whole output is compared, line by line and literally: leading blanks, case and code points count.
 * Trailing blanks and trailing blank lines do not, and lines are compared as a terminal shows them (normalise.ts), in
 * the fence as in the output, unless the check is `exact`. A line of output that equals a line of the fence always
 * matches it, whatever that line would mean as a pattern, so that pasted output is a valid check. A line has at most
 * 1,000 characters.
 *
 *     ...                          any lines, or none (blanks around it do not count)
 *     Installed [..] in a moment   [..] is anything within the line, or nothing
 *     maybe this line (?)          the line, or nothing
 *     as often as it comes (*)     the line any number of times, or never
 *     at least once (+)            the line once or more
 *     took \d+ (ms|s) (re)         the whole line is an RE2 regular expression; a quantifier may follow: `\d+ (re) (+)`
 *     about so (~0.9)              a line that is at least this similar, from 0 to 1 (Jaro and Winkler)
 *
 * **Typed placeholders.** INT NUMBER VERSION DATE TIME DATETIME DURATION SIZE UUID PATH URL HEX WORD IP PORT HOST.
 *
 *     Poetry [VERSION]             some version
 *     Poetry [VERSION>=2.0]        compared: < <= > >= == !=, several with a comma: [VERSION>=2.0,<3]
 *     listening on [port=PORT]     captured under a name, for later lines and later blocks
 *     GET http://127.0.0.1:[port]/ reused: the captured text, here or in a block before
 *
 * A placeholder stands for the longest text of its type from where it begins; before literal text it may end earlier,
 * wherever that text follows. Next to `[..]`, perhaps with blanks between them, it takes a whole value, never a part:
 * `[..][VERSION>=2.0]` does not find 2.0 in 1.2.0. A value must satisfy every comparison. Brackets of any other form are literal text: `[info]`, `[OK]`,
 * `[sudo] password`. `[name]` is text, too, if no value has that name.
 *
 * **Acceptance.** The check passes if *some* assignment of lines and of texts to placeholders fits; matching is not
 * greedy. There are limits, which can only turn a pass into a failure: 64 assignments of captured values are followed
 * at once, one line is tried for at most a fixed number of steps (see line.ts), and a line of output over 64 KiB
 * matches only `...` and a line that ends in `[..]`.
 *
 * **When.** A check passes or fails as soon as that is certain. A check that ends in `...` passes when everything
 * before it matched, even while the program runs (if it expects another exit code than 0, at the program's end). Any
 * other check is decided at the program's end, with its exit code, or earlier if no continuation can match. An
 * unexpected exit code fails the check in any case.
 *
 * **Words.** `unordered`: every line matches a different line of output, in any order; other lines are allowed only if
 * the fence contains `...`. `never`: no line of the output may match any of these lines. `exact`: nothing is
 * normalized. `json check`: see json.ts. `exit` is compared at the program's end; `any` accepts every end.
 *
 * **Author errors.** A line over 1,000 characters; an invalid regular expression; a comparison with an unknown type,
 * with a type that has no order, or with a value that is not of the type; a name that is captured twice, in a repeated
 * line, or after its use; in `unordered`, a name that is both captured and used; in `never`, `...` or no line at all;
 * more than 1,000 lines.
 */
import { RE2JS, RE2JSException } from 're2js';
import type { Expectation } from '../model.ts';
import { RunbookError } from '../error.ts';
import { parseJson } from './json.ts';
import type { JsonPattern } from './json.ts';
import { normalise, trimEnd } from './normalise.ts';
import { similarity } from './similarity.ts';
import { parseTokens, PlaceholderError } from './tokens.ts';
import type { Token } from './tokens.ts';
import type { LineElement, Reading } from './line-element.ts';

export interface Pattern {
  readonly expectation: Expectation;
  /** The lines in order; one with `(+)` is two elements, `one` and `many`. Empty for a `json check`. */
  readonly elements: readonly Element[];
  readonly json: JsonPattern | null;
  /** The names that the check captures. */
  readonly captures: readonly string[];
}

/** `line` is the line in the fence, from 1. */
export type Element = { readonly kind: 'gap'; readonly line: number; readonly raw: string } | LineElement;

/** The longest line of a check, in characters. */
const LONGEST = 1000;
/** The most lines of a check. */
const MOST = 1000;

export function parsePattern(expectation: Expectation): Pattern {
  refuseCombinations(expectation);
  if (expectation.format === 'json') {
    const json = parseJson(expectation);
    return { expectation, elements: [], json, captures: json.captures };
  }
  const lines = significantLines(expectation);
  if (lines.length > MOST) fail(expectation, MOST, `a check has at most ${MOST} lines; leave some out with ...`);
  let number = 0;
  const elements = lines.flatMap(({ text, index }) => {
    if (!isGap(text)) number += 1;
    return attempt(expectation, index, () => parseLine(text, { line: index + 1, number }, expectation.exact));
  });
  const captures = checkNames(expectation, elements);
  return { expectation, elements, json: null, captures };
}

/** The number of lines, without `...`; `(+)` is two elements of one line. */
export function countLines(elements: readonly Element[]): number {
  return elements.reduce((most, element) => (element.kind === 'gap' ? most : element.number), 0);
}

/** The lines of the fence, normalized like the output: without blank lines at the end; a form feed splits a line. */
function significantLines({ exact, lines }: Expectation): { readonly text: string; readonly index: number }[] {
  const read = lines.flatMap((line, index) => (exact ? [line] : normaliseLine(line)).map((text) => ({ text, index })));
  while (!exact && read.at(-1)?.text === '') read.pop();
  return read;
}

function normaliseLine(line: string): readonly string[] {
  const lines = normalise(line);
  return lines.length === 0 ? [''] : lines;
}

export function parseLine(raw: string, at: Pick<LineElement, 'line' | 'number'>, exact: boolean): Element[] {
  if ([...raw].length > LONGEST)
    throw new PlaceholderError(`a line of a check has at most 1,000 characters; leave some out with [..]`);
  if (isGap(raw)) return [{ kind: 'gap', line: at.line, raw }];
  const quantified = /^(.*) \(([?*+])\)$/s.exec(raw);
  const text = quantified?.[1] ?? raw;
  const reads = parseReading(exact ? text : trimEnd(text));
  const element = { ...at, raw, reads };
  switch (quantified?.[2]) {
    case '?':
      return [{ kind: 'maybe', ...element }];
    case '*':
      return [{ kind: 'many', ...element }];
    case '+':
      return [
        { kind: 'one', ...element },
        { kind: 'many', ...element },
      ];
    default:
      return [{ kind: 'one', ...element }];
  }
}

function isGap(line: string): boolean {
  return line.trim() === '...';
}

function parseReading(text: string): Reading {
  if (text.endsWith(' (re)')) return { by: 'regex', regex: compileRegex(text.slice(0, -' (re)'.length)) };
  const [, alike, least] = /^(.+) \(~(0(?:\.\d{1,6})?|1(?:\.0{1,6})?)\)$/s.exec(text) ?? [];
  if (alike !== undefined)
    return { by: 'regex', regex: { matches: (line) => similarity(alike, line) >= Number(least) } };
  const tokens = parseTokens(text);
  if (tokens.every((token) => token.is === 'text')) return { by: 'text', text };
  return { by: 'tokens', tokens, isSimple: tokens.every((token) => token.is === 'text' || token.is === 'any') };
}

function compileRegex(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const why = error.message.replace(/^error parsing regexp: /, '');
    throw new PlaceholderError(`"${source}" is not an RE2 regular expression: ${why}`);
  }
}

/** Throws if a name is captured twice, in a repeated line, or after its use. Returns the captured names. */
function checkNames(expectation: Expectation, elements: readonly Element[]): string[] {
  const captured = new Map<string, number>();
  for (const [element, token] of namesOf(elements)) {
    if (token.is !== 'typed' || token.capture === null) continue;
    if (element.kind === 'many')
      fail(
        expectation,
        element.line - 1,
        `a repeated line cannot capture ${token.capture}, because it would have several values`,
      );
    if (captured.has(token.capture))
      fail(
        expectation,
        element.line - 1,
        `${token.capture} is captured twice; write [${token.capture}] where the same value appears again`,
      );
    captured.set(token.capture, element.line);
  }
  for (const [element, token] of namesOf(elements)) {
    if (token.is !== 'reuse') continue;
    const line = captured.get(token.name);
    if (line !== undefined && line > element.line)
      fail(expectation, element.line - 1, `[${token.name}] is used before line ${line} captures it`);
    if (line !== undefined && expectation.unordered)
      fail(expectation, element.line - 1, `an unordered check cannot use [${token.name}], which it captures itself`);
  }
  return [...captured.keys()];
}

function namesOf(elements: readonly Element[]): (readonly [LineElement, Token])[] {
  return elements.flatMap((element) =>
    element.kind !== 'gap' && element.reads.by === 'tokens'
      ? element.reads.tokens.map((token) => [element, token] as const)
      : [],
  );
}

function refuseCombinations(expectation: Expectation): void {
  const { format, unordered, never, exact, lines } = expectation;
  const refuse = (message: string) => fail(expectation, -1, message);
  if (never && unordered) refuse('never and unordered cannot be combined: never has no order');
  if (format === 'json' && (unordered || never || exact))
    refuse('a json check compares values: leave out unordered, never and exact');
  if (expectation.eol && !exact) refuse('eol works only with exact: without it, line endings do not count');
  if (!never) return;
  if (lines.every((line) => line.trim() === '')) refuse('a never check needs the lines that must not be printed');
  const gap = lines.findIndex(isGap);
  if (gap !== -1) fail(expectation, gap, '... would forbid all output; write the lines that must not be printed');
}

function attempt<T>(expectation: Expectation, index: number, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof PlaceholderError) fail(expectation, index, error.message);
    throw error;
  }
}

/** `index` is the line in the fence, from 0; -1 is the fence itself. */
function fail(expectation: Expectation, index: number, message: string): never {
  throw new RunbookError({ file: expectation.file, line: expectation.at[index] ?? expectation.line }, message);
}
