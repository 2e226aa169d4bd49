/**
 * The types of values after the `=` of a fence word. Each reads the text, or throws a RunbookError that says what to
 * write instead. Its `form` appears in the manual, its `schema` in the JSON schema for editors.
 */
import { RunbookError } from '../error.ts';
import type { Place } from '../place.ts';

export interface WordType<T> {
  /** What to write, in Markdown, for the manual. */
  readonly form: string;
  readonly schema: Readonly<Record<string, unknown>>;
  read(text: string, word: string, place: Place): T;
}

export const text: WordType<string> = {
  form: 'text',
  schema: { type: 'string' },
  read: (text) => text,
};

const ID = /^[a-z0-9][a-z0-9._-]{0,127}$/;

/** The name that an author gives to a block. */
export const newId: WordType<string> = {
  form: 'a name',
  schema: { type: 'string', pattern: ID.source },
  read(text, word, place) {
    if (ID.test(text)) return text;
    throw new RunbookError(place, `${word}=${text} should be lower-case letters, digits, - and _`);
  },
};

/** The id of another block. Whether that exists is checked later, when all blocks are known (link.ts). */
export const id: WordType<string> = {
  form: 'an id',
  schema: { type: 'string', minLength: 1 },
  read: (text) => text,
};

export const ids: WordType<readonly string[]> = {
  form: '`a,b`',
  schema: { type: 'string', minLength: 1 },
  read: (text) =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
};

const LONGEST = 500 * 3_600_000; // ms; a timer of more than 24 days would fire at once

/** `30s`, `5m`, `500ms`, `2h` in milliseconds. */
export const duration: WordType<number> = {
  form: '`500ms`, `30s`, `5m`, `2h`',
  schema: { type: 'string', pattern: '^[0-9]{1,9}(ms|s|m|h)$' },
  read(text, word, place) {
    const [, digits, unit] = /^(\d{1,9})(ms|s|m|h)$/.exec(text) ?? [];
    if (digits === undefined || unit === undefined) {
      throw new RunbookError(place, `${word}=${text} should look like 30s or 5m`);
    }
    const read = Number(digits) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit as 'ms' | 's' | 'm' | 'h'];
    if (read > 0 && read <= LONGEST) return read;
    throw new RunbookError(place, `${word}=${text} should be between 1ms and 500h`);
  },
};

export const count: WordType<number> = {
  form: 'a number',
  schema: { type: 'string', pattern: '^[0-9]{1,6}$' },
  read(text, word, place) {
    if (/^\d{1,6}$/.test(text)) return Number(text);
    throw new RunbookError(place, `${word}=${text} should be a whole number, as in ${word}=1`);
  },
};

export const exitCode: WordType<number | 'any'> = {
  form: 'a number or `any`',
  schema: { type: 'string', pattern: '^(any|[0-9]{1,3})$' },
  read(text, word, place) {
    if (text === 'any') return 'any';
    const code = count.read(text, word, place);
    if (code <= 255) return code;
    throw new RunbookError(place, `${word}=${text} should be any, or a number from 0 to 255`);
  },
};

export const version: WordType<string> = {
  form: '`4`, `5.1`',
  schema: { type: 'string', pattern: '^[0-9]{1,3}([.][0-9]{1,3}){0,2}$' },
  read(text, word, place) {
    if (/^\d{1,3}(\.\d{1,3}){0,2}$/.test(text)) return text;
    throw new RunbookError(place, `${word}=${text} should be a version, as in ${word}=4 or ${word}=5.1`);
  },
};

export function oneOf<const T extends string>(...allowed: readonly T[]): WordType<T> {
  return {
    form: allowed.map((each) => `\`${each}\``).join(' or '),
    schema: { enum: allowed },
    read(text, word, place) {
      const found = allowed.find((each) => each === text);
      if (found !== undefined) return found;
      throw new RunbookError(place, `${word}=${text} should be ${allowed.join(' or ')}`);
    },
  };
}
