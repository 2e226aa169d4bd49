/** Something for the author to look at. `error`: the guide cannot be read, or would harm or mislead a reader. */
export interface Finding {
  /** The path as the author gave it. */
  readonly file: string;
  /** 1-based; 0 for the whole file. */
  readonly line: number;
  readonly level: 'error' | 'warning';
  /** The rule that reports it. */
  readonly rule: Rule;
  readonly message: string;
}

/** Every rule of `guidepost lint`, and what it asks for. */
export const RULES = {
  guide: 'The guide can be read.',
  word: 'Every word after a fence’s language is known.',
  syntax: 'The shell can read each block.',
  shellcheck: 'ShellCheck finds nothing in a block.',
  danger: 'A block that destroys data asks first: it has confirm="…".',
  quote: 'The value of an input is in double quotes.',
  portable: 'A block uses no flag that only GNU tools have.',
  waits: 'A block that keeps running has service, and one that waits for typed input has tty.',
  link: 'A link leads to a file and a heading that exist.',
  input: 'Each input is used.',
} as const;

export type Rule = keyof typeof RULES;
