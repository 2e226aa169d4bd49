/** Which values an input may have: a reader's, checked on the server whatever the page has checked, and the author's default. */
import type { Input, InputType } from './model.ts';

/** What is wrong with a value, to be read after the input's label; null when nothing is. */
export function problemWith(input: Input, value: string): string | null {
  if (new TextEncoder().encode(value).length > MAX_VALUE) return 'is longer than 8 KiB';
  if (value.includes('\0') || !value.isWellFormed()) return 'contains characters that no program accepts';
  if (value === '') return input.required ? 'is needed' : null;
  if (input.pattern !== null && !matches(input.pattern, value)) return `does not look like ${input.pattern}`;
  return shape(input.type, input.values, value);
}

const MAX_VALUE = 8192; // bytes

function shape(type: InputType, values: readonly string[], value: string): string | null {
  switch (type) {
    case 'int':
      // bash arithmetic executes what stands in a variable: digits only.
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

/** Patterns are the author's, values the reader's: a pattern stands for the whole value. */
function matches(pattern: string, value: string): boolean {
  return new RegExp(`^(?:${pattern})$`, 'u').test(value);
}
