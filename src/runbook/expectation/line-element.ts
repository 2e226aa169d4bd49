/** A line of a check, parsed. Specified in pattern.ts. */
import type { Token } from './tokens.ts';

export interface LineElement {
  readonly kind: 'one' | 'maybe' | 'many';
  readonly line: number;
  /** Its number among the lines of the check, from 1, as shown to readers; `...` is not counted. */
  readonly number: number;
  /** The line as the author wrote it; equal output always matches. */
  readonly raw: string;
  readonly reads: Reading;
}

/** What a line matches besides its own text. */
export type Reading =
  | { readonly by: 'text'; readonly text: string }
  | { readonly by: 'tokens'; readonly tokens: readonly Token[]; readonly isSimple: boolean }
  | { readonly by: 'regex'; readonly regex: LineTest };

/** A test of the whole line. */
interface LineTest {
  matches(line: string): boolean;
}
