/** Checks the value of an input: the reader's (always on the server, too), or the author's default. */
import type { Input, InputType } from './model.ts';
import { PROBLEMS } from './value-words.ts';

/** What is wrong with a value, to be read after the input's label; null if nothing is. */
export function problemWith(input: Input, value: string): string | null {
  if (new TextEncoder().encode(value).length > MAX_VALUE) return PROBLEMS.tooLong;
  if (value.includes('\0') || !value.isWellFormed()) return PROBLEMS.unfit;
  if (value === '') return input.required ? PROBLEMS.needed : null;
  if (input.pattern !== null && !matches(input.pattern, value)) return PROBLEMS.pattern(input.pattern);
  return shape(input.type, input.values, value);
}

const MAX_VALUE = 8192; // bytes

function shape(type: InputType, values: readonly string[], value: string): string | null {
  switch (type) {
    case 'int':
      // Digits only, because bash arithmetic can execute the text of a variable.
      return /^-?[0-9]{1,18}$/.test(value) ? null : PROBLEMS.int;
    case 'bool':
      return value === 'true' || value === 'false' ? null : PROBLEMS.bool;
    case 'enum':
      return values.includes(value) ? null : PROBLEMS.enum(values);
    case 'url':
      return URL.canParse(value) ? null : PROBLEMS.url;
    case 'path':
      return /[\n\r]/.test(value) ? PROBLEMS.path : null;
    case 'string':
    case 'secret':
      return null;
  }
}

/** The author's pattern must match the whole value. */
function matches(pattern: string, value: string): boolean {
  return new RegExp(`^(?:${pattern})$`, 'u').test(value);
}
