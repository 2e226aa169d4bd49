/** The value of a `json check`, changed as little as it takes for an output to pass. */
import type { Expectation } from '../model.ts';
import { openCaptures } from './captures.ts';
import type { Captures } from './captures.ts';
import { matchJson, parseJson, toValue } from './json.ts';
import type { Json } from './json.ts';

/** An output that is not JSON leaves the check as it is. */
export function acceptJson(
  expectation: Expectation,
  output: string,
  values: ReadonlyMap<string, string>,
): readonly string[] {
  const value = parse(output);
  if (value === undefined) return expectation.lines;
  const known = openCaptures(values);
  const rewritten = rewrite(parseJson(expectation).value, value, known);
  const indent = expectation.lines.length > 1 ? (/^\s+/.exec(expectation.lines[1] ?? '')?.[0] ?? '  ') : '';
  return JSON.stringify(rewritten, null, indent).split('\n');
}

function rewrite(pattern: Json, value: unknown, known: Captures): unknown {
  if ('ways' in matchJson(pattern, value, [known])) return toValue(pattern);
  if (pattern.is === 'array' && Array.isArray(value) && pattern.items.every(({ is }) => is !== 'any'))
    return value.map((item, index) => rewriteOr(pattern.items[index], item, known));
  if (pattern.is === 'object' && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const actual = new Map(Object.entries(value));
    const kept = [...pattern.entries]
      .filter(([key]) => actual.has(key))
      .map(([key, item]) => [key, rewrite(item, actual.get(key), known)] as const);
    const added = pattern.isOpen ? [['...', '...'] as const] : [...actual].filter(([key]) => !pattern.entries.has(key));
    return Object.fromEntries([...kept, ...added]);
  }
  return value;
}

function rewriteOr(pattern: Json | undefined, value: unknown, known: Captures): unknown {
  return pattern === undefined ? value : rewrite(pattern, value, known);
}

function parse(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
