/** All places where a value differs from the one of a `json check`, in the order of the check. */
import type { Captures } from './captures.ts';
import { isObject, matchJson } from './json.ts';
import type { Difference, Json } from './json.ts';

export function differencesOf(pattern: Json, value: unknown, known: Captures, path = ''): readonly Difference[] {
  const outcome = matchJson(pattern, value, [known], path);
  if (!('difference' in outcome)) return [];
  const within =
    pattern.is === 'object' && isObject(value)
      ? inObject(pattern, value, known, path)
      : pattern.is === 'array' && Array.isArray(value)
        ? inArray(pattern.items, value, known, path)
        : [];
  return within.length > 0 ? within : [outcome.difference];
}

function inObject(
  pattern: Extract<Json, { is: 'object' }>,
  value: Readonly<Record<string, unknown>>,
  known: Captures,
  path: string,
): readonly Difference[] {
  const own = [...pattern.entries].flatMap(([key, entry]) =>
    differencesOf(entry, Object.hasOwn(value, key) ? value[key] : undefined, known, `${path}.${key}`),
  );
  const extra = pattern.isOpen ? [] : Object.keys(value).filter((key) => !pattern.entries.has(key));
  return [...own, ...extra.flatMap((key) => more(value[key], `${path}.${key}`, known))];
}

/** The differences of two arrays, item by item, unless the pattern contains `"..."`. */
function inArray(
  items: readonly Json[],
  values: readonly unknown[],
  known: Captures,
  path: string,
): readonly Difference[] {
  if (items.some(({ is }) => is === 'any')) return [];
  const own = items.flatMap((item, at) => differencesOf(item, values[at], known, `${path}[${at}]`));
  return [
    ...own,
    ...values.slice(items.length).flatMap((value, at) => more(value, `${path}[${items.length + at}]`, known)),
  ];
}

/** A value that nothing in the check corresponds to. */
function more(value: unknown, path: string, known: Captures): readonly Difference[] {
  const outcome = matchJson({ is: 'array', items: [] }, [value], [known], path);
  return 'difference' in outcome ? [{ ...outcome.difference, path }] : [];
}
