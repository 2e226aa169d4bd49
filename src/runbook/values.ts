/** Checks the value of an input: the reader's (always on the server, too), or the author's default. */
import type { Input, InputType } from './model.ts';

/** What is wrong with a value, to be read after the input's label; null if nothing is. */
export function problemWith(input: Input, value: string): string | null {
  if (new TextEncoder().encode(value).length > MAX_VALUE) return 'is longer than 8 KiB';
  if (value.includes('\0') || !value.isWellFormed()) return 'contains characters that no program accepts';
  if (value === '') return input.required ? 'is needed' : null;
  if (input.pattern !== null && !matches(input.pattern, value))
    return `does not match the pattern \`${input.pattern}\``;
  return shape(input.type, input.values, value);
}

const MAX_VALUE = 8192; // bytes

function shape(type: InputType, values: readonly string[], value: string): string | null {
  switch (type) {
    case 'int':
      // Digits only, because bash arithmetic can execute the text of a variable.
      return /^-?[0-9]{1,18}$/.test(value) ? null : 'should be a whole number';
    case 'bool':
      return value === 'true' || value === 'false' ? null : 'should be true or false';
    case 'enum':
      return values.includes(value) ? null : `should be one of ${values.join(', ')}`;
    case 'url':
      return URL.canParse(value) ? null : 'should be an address such as http://localhost:8000';
    case 'path':
      return /[\n\r]/.test(value) ? 'should be a path on one line' : null;
    case 'string':
    case 'secret':
      return null;
  }
}

/** The author's pattern must match the whole value. */
function matches(pattern: string, value: string): boolean {
  return new RegExp(`^(?:${pattern})$`, 'u').test(value);
}
