/**
 * Reads the words after a fence's language, by the table in words.ts. A value with spaces is in double or single
 * quotes. There are no escapes, because Markdown removes backslashes before the text is read. Other tools use words of
 * their own (`{1,3}`, `frame="none"`, `{name=x}`), so `slip` decides about words that are not in the table.
 */
import { RunbookError } from '../error.ts';
import type { Place } from '../place.ts';
import { nearest } from '../near.ts';
import { takesValue, WORDS, type Where, type Word, type WordsOn } from './words.ts';

export interface Token {
  readonly whole: string;
  /** Undefined if the token cannot be read. */
  readonly name: string | undefined;
  readonly value: string | undefined;
}

/**
 * Called for an unknown word, or one in a wrong form; throws if it must be a mistake. `isNear`: probably misspelled.
 */
export type Slip = (message: string, isNear: boolean) => void;

/** Treats every unknown word as a mistake. */
export const refuseAt =
  (place: Place): Slip =>
  (message) => {
    throw new RunbookError(place, message);
  };

type Table = Readonly<Record<string, Word>>;

/** Throws RunbookError for a word that occurs twice or has a wrong value. */
export function readWords<On extends Where>(
  on: On,
  meta: string,
  place: Place,
  slip: Slip = refuseAt(place),
): WordsOn<On> {
  const table: Table = WORDS[on];
  const found = new Map<string, string | undefined>();
  const all = tokens(meta);
  for (const [index, token] of all.entries()) {
    const { name, value } = token;
    const word = wordOf(table, name);
    if (name === undefined || !word || takesValue(word) !== (value !== undefined)) {
      slip(...problem(token, all[index - 1], table));
      continue;
    }
    if (found.has(name)) throw new RunbookError(place, `${name} is on this fence twice`);
    found.set(name, value);
  }
  const fields = Object.entries(table).map(([name, word]) => {
    if (!takesValue(word)) return [name, found.has(name)];
    const value = found.get(name);
    return [name, value === undefined ? word.absent : word.type.read(value, name, place)];
  });
  return Object.fromEntries(fields) as WordsOn<On>;
}

export function tokens(meta: string): readonly Token[] {
  const matches = meta.matchAll(/\{[^}]*\}|([a-z-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"']\S*)))?(?=\s|$)|\S+/g);
  return [...matches].map(([whole, name, ...values]) => ({
    whole,
    name,
    value: values.find((value) => value !== undefined),
  }));
}

function problem({ whole, name: read, value }: Token, before: Token | undefined, table: Table): Parameters<Slip> {
  const name = read ?? whole.replace(/=$/, '');
  const word = wordOf(table, name);
  if (word && takesValue(word) && value === undefined) return [`${name} needs a value: ${name}=…`, true];
  if (word && read !== undefined) return [`${name} takes no value`, true];
  const meant = read === undefined ? respelt(whole, table) : null;
  if (meant !== null) return [`cannot read ${whole}; did you mean ${meant}?`, true];
  const isOfValue = /["'=]/.test(whole) || (before?.value !== undefined && !/["']$/.test(before.whole));
  if (read === undefined && /^\w/.test(whole) && isOfValue)
    return [
      `cannot read ${whole}: put a value that contains spaces in quotes`,
      wordOf(table, whole.split('=')[0]) !== undefined,
    ];
  const near = /^\w/.test(whole) ? nearest(name, Object.keys(table), 5) : null; // `[title]` is a word of others
  const known = Object.entries(table).map(([each, entry]) => (takesValue(entry) ? `${each}=` : each));
  if (table === WORDS.check && /^(?:json|format)$/.test(name))
    return [`unknown word ${name}; a check of JSON begins with json check instead of text check`, true];
  const wayOut = near ? `did you mean ${near}?` : (elsewhere(name, table) ?? `known here: ${known.join(' ')}`);
  return [`unknown word ${name}; ${wayOut}`, near !== null];
}

/** Where a word belongs that is known on the other kind of fence; null for any other word. */
function elsewhere(name: string, table: Table): string | null {
  const [on] = Object.entries(WORDS).find(([, other]) => other !== table && wordOf(other, name)) ?? [];
  return on === undefined ? null : `it belongs on the fence of the ${on}`;
}

/** `no_run`, `Confirm` and `id:a` as they are written here; null if no word was meant. */
function respelt(whole: string, table: Table): string | null {
  const [, spelt = '', value] = /^([A-Za-z_-]+)(?:[:=]([^\s"']+))?$/.exec(whole) ?? [];
  const name = nearest(spelt.toLowerCase().replaceAll('_', '-'), Object.keys(table), 5);
  const word = wordOf(table, name ?? undefined);
  if (name === null || !word || takesValue(word) !== (value !== undefined)) return null;
  return value === undefined ? name : `${name}=${value}`;
}

/** The entry in the table, but no inherited property such as `constructor`. */
function wordOf(table: Table, name: string | undefined): Word | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
