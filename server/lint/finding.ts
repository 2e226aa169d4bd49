/** Something that an author should look at. `error`: the guide is refused, or a reader would be harmed or misled. */
export interface Finding {
  /** As the author named it. */
  readonly file: string;
  /** 1-based; 0 for the whole file. */
  readonly line: number;
  readonly level: 'error' | 'warning';
  /** What it is about, for a reader who wants to know which rule this was. */
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
  link: 'A link leads to a file and a heading that exist.',
  input: 'Each input is used.',
} as const;

export type Rule = keyof typeof RULES;
