/** All places where a value differs from the one of a `json check`, in the order of the check. */
import type { Captures } from './captures.ts';
import { inPath, isObject, matchJson, show } from './json.ts';
import type { Difference, Json } from './json.ts';

/** The differences, and the ways to match what came before: a value that was captured may stand for a name after it. */
interface Found {
  readonly differences: readonly Difference[];
  readonly ways: readonly Captures[];
}

export function differencesOf(pattern: Json, value: unknown, known: Captures): readonly Difference[] {
  return compare(pattern, value, [known], '').differences;
}

function compare(pattern: Json, value: unknown, known: readonly Captures[], path: string): Found {
  const outcome = matchJson(pattern, value, known, path);
  if (!('difference' in outcome)) return { differences: [], ways: outcome.ways };
  const within =
    pattern.is === 'object' && isObject(value)
      ? inObject(pattern, value, known, path)
      : pattern.is === 'array' && Array.isArray(value)
        ? inArray(pattern.items, value, known, path)
        : { differences: [], ways: known };
  return within.differences.length > 0 ? within : { differences: [outcome.difference], ways: known };
}

function inObject(
  pattern: Extract<Json, { is: 'object' }>,
  value: Readonly<Record<string, unknown>>,
  known: readonly Captures[],
  path: string,
): Found {
  const own = inTurn(known, [...pattern.entries], ([key, entry], ways) =>
    compare(entry, Object.hasOwn(value, key) ? value[key] : undefined, ways, inPath(path, key)),
  );
  const extra = pattern.isOpen ? [] : Object.keys(value).filter((key) => !pattern.entries.has(key));
  const more = extra.flatMap((key) => superfluous(value[key], inPath(path, key), known));
  return { ...own, differences: [...own.differences, ...more] };
}

/** The differences of two arrays, item by item, unless the pattern contains `"..."`. */
function inArray(items: readonly Json[], values: readonly unknown[], known: readonly Captures[], path: string): Found {
  if (items.some(({ is }) => is === 'any'))
    return { differences: inOpenArray(items, values, known, path), ways: known };
  const own = inTurn(known, [...items.entries()], ([at, item], ways) =>
    compare(item, values[at], ways, `${path}[${at}]`),
  );
  const more = values
    .slice(items.length)
    .flatMap((value, at) => superfluous(value, `${path}[${items.length + at}]`, known));
  return { ...own, differences: [...own.differences, ...more] };
}

/** Items between two `"..."` that no value fits; of only one value its own differences tell more. */
function inOpenArray(
  items: readonly Json[],
  values: readonly unknown[],
  known: readonly Captures[],
  path: string,
): readonly Difference[] {
  const isAny = ({ is }: Json) => is === 'any';
  const between = items.slice(items.findIndex(isAny), items.findLastIndex(isAny)).filter((item) => !isAny(item));
  if (values.length === 1) return [];
  return between
    .filter((item) => values.every((value) => 'difference' in matchJson(item, value, known)))
    .map((item) => ({ path, expected: show(item), actual: 'no item' }));
}

function inTurn<T>(
  known: readonly Captures[],
  parts: readonly T[],
  read: (part: T, ways: Found['ways']) => Found,
): Found {
  return parts.reduce<Found>(
    (found, part) => {
      const { differences, ways } = read(part, found.ways);
      return { differences: [...found.differences, ...differences], ways };
    },
    { differences: [], ways: known },
  );
}

/** A value that nothing in the check corresponds to. */
function superfluous(value: unknown, path: string, known: readonly Captures[]): readonly Difference[] {
  const outcome = matchJson({ is: 'array', items: [] }, [value], known, path);
  return 'difference' in outcome ? [{ ...outcome.difference, path }] : [];
}
