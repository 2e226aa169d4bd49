/** A line of a check, and what it means. Specified in pattern.ts. */
import type { Token } from './tokens.ts';

export interface LineElement {
  readonly kind: 'one' | 'maybe' | 'many';
  readonly line: number;
  /** Its place among the lines of the check, from 1, as readers are told: `...` is not counted. */
  readonly number: number;
  /** The line as the author wrote it; equal output always matches. */
  readonly raw: string;
  readonly reads: Reading;
}

/** What a line means beside its own text. */
export type Reading =
  | { readonly by: 'text'; readonly text: string }
  | { readonly by: 'tokens'; readonly tokens: readonly Token[]; readonly isSimple: boolean }
  | { readonly by: 'regex'; readonly regex: LineTest };

/** A test of the whole line. */
interface LineTest {
  matches(line: string): boolean;
}
