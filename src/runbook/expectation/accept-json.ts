/** Changes the lines of a `json check` just enough for an output to pass. */
import type { Expectation } from '../model.ts';
import { openCaptures } from './captures.ts';
import type { Captures } from './captures.ts';
import { isObject, matchJson, parseJson, toValue } from './json.ts';
import type { Json } from './json.ts';
import { readJson, spansOf, writeJson } from './json-text.ts';
import type { Span } from './json-text.ts';

type Path = readonly (string | number)[];

/** A value to replace. */
interface Change {
  readonly path: Path;
  readonly value: unknown;
}

const WHOLE: Span = [0, Infinity];

/** Returns the new lines; the old ones if the output is not JSON. */
export function acceptJson(
  expectation: Expectation,
  output: string,
  values: ReadonlyMap<string, string>,
): readonly string[] {
  const value = parse(output);
  if (value === undefined) return expectation.lines;
  const text = expectation.lines.join('\n');
  const spans = spansOf(text);
  return changesOf(parseJson(expectation).value, value, openCaptures(values), [])
    .map((change) => ({ ...change, span: spans.get(JSON.stringify(change.path)) ?? WHOLE }))
    .toSorted((a, b) => b.span[0] - a.span[0])
    .reduce((changed, change) => replace(changed, change.span, change.value), text)
    .split('\n');
}

/** The values to replace, none of them inside of another. */
function changesOf(pattern: Json, value: unknown, known: Captures, path: Path): Change[] {
  if ('ways' in matchJson(pattern, value, [known])) return [];
  if (pattern.is === 'array' && Array.isArray(value) && value.length === pattern.items.length && !hasGap(pattern.items))
    return pattern.items.flatMap((item, index) => changesOf(item, value[index], known, [...path, index]));
  if (pattern.is === 'object' && isObject(value)) {
    const isSame =
      [...pattern.entries.keys()].every((key) => Object.hasOwn(value, key)) &&
      (pattern.isOpen || Object.keys(value).length === pattern.entries.size);
    if (isSame)
      return [...pattern.entries].flatMap(([key, item]) => changesOf(item, value[key], known, [...path, key]));
  }
  return [{ path, value: rewrite(pattern, value, known) }];
}

function hasGap(items: readonly Json[]): boolean {
  return items.some(({ is }) => is === 'any');
}

/** Replaces a value. If it took several lines, the new one does too, with the same indentation. */
function replace(text: string, [from, to]: Span, value: unknown): string {
  const before = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', from - 1) + 1))?.[0] ?? '';
  const inner = /\n([ \t]+)/.exec(text.slice(from, to))?.[1];
  const indent = inner === undefined ? '' : inner.slice(before.length) || '  ';
  return text.slice(0, from) + writeJson(value, indent).replaceAll('\n', `\n${before}`) + text.slice(to);
}

function rewrite(pattern: Json, value: unknown, known: Captures): unknown {
  if ('ways' in matchJson(pattern, value, [known])) return toValue(pattern);
  if (pattern.is === 'array' && Array.isArray(value) && !hasGap(pattern.items))
    return value.map((item, index) => rewriteOr(pattern.items[index], item, known));
  if (pattern.is === 'object' && isObject(value)) {
    const kept = [...pattern.entries]
      .filter(([key]) => Object.hasOwn(value, key))
      .map(([key, item]) => [key, rewrite(item, value[key], known)] as const);
    const added = pattern.isOpen
      ? [['...', '...'] as const]
      : Object.entries(value).filter(([key]) => !pattern.entries.has(key));
    return Object.fromEntries([...kept, ...added]);
  }
  return value;
}

function rewriteOr(pattern: Json | undefined, value: unknown, known: Captures): unknown {
  return pattern === undefined ? value : rewrite(pattern, value, known);
}

function parse(output: string): unknown {
  try {
    return readJson(output);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
