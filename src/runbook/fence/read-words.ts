/**
 * The text after a fence's language → its words, by the table in words.ts. A value with blanks stands in double or
 * single quotes; there are no escapes, because Markdown takes a backslash out of the text before anybody reads it.
 * Other tools write words of their own behind a language (`{1,3}`, `frame="none"`, `{name=x}`): `slip` decides what
 * becomes of a word that is not in the table.
 */
import { RunbookError } from '../error.ts';
import type { Place } from '../place.ts';
import { nearest } from '../near.ts';
import { takesValue, WORDS, type Where, type Word, type WordsOn } from './words.ts';

export interface Token {
  readonly whole: string;
  /** Undefined where the token cannot be read. */
  readonly name: string | undefined;
  readonly value: string | undefined;
}

/** Told of a word that is not ours, or is written otherwise than ours are; throws where it must be a mistake. */
export type Slip = (message: string, isNear: boolean) => void;

/** Every word that is not ours is a mistake. */
export const refuseAt =
  (place: Place): Slip =>
  (message) => {
    throw new RunbookError(place, message);
  };

type Table = Readonly<Record<string, Word>>;

/** Throws RunbookError at a word that is there twice, or has a value that it cannot have. */
export function readWords<On extends Where>(
  on: On,
  meta: string,
  place: Place,
  slip: Slip = refuseAt(place),
): WordsOn<On> {
  const table: Table = WORDS[on];
  const found = new Map<string, string | undefined>();
  for (const token of tokens(meta)) {
    const { name, value } = token;
    const word = wordOf(table, name);
    if (name === undefined || !word || takesValue(word) !== (value !== undefined)) {
      slip(...problem(token, table));
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

function problem({ whole, name: read, value }: Token, table: Table): Parameters<Slip> {
  const name = read ?? whole.replace(/=$/, '');
  const word = wordOf(table, name);
  if (word && takesValue(word) && value === undefined) return [`${name} needs a value: ${name}=…`, true];
  if (word && read !== undefined) return [`${name} takes no value`, true];
  if (read === undefined && /^\w/.test(whole))
    return [
      `cannot read ${whole}: put a value that contains spaces in quotes`,
      wordOf(table, whole.split('=')[0]) !== undefined,
    ];
  const near = nearest(name, Object.keys(table), 5);
  const known = Object.entries(table).map(([each, entry]) => (takesValue(entry) ? `${each}=` : each));
  return [
    `unknown word ${name}${near ? `; did you mean ${near}?` : `; known here: ${known.join(' ')}`}`,
    near !== null,
  ];
}

/** Never what every object inherits, such as `constructor`. */
function wordOf(table: Table, name: string | undefined): Word | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
