/** What a script must not use, because a system that Guidepost runs on does not have it. */
export interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
  /** What it looks like: the pattern finds it. */
  readonly examples: readonly string[];
  /** What looks like it and is well. */
  readonly fine?: readonly string[];
}

/** Each place in a script that a rule finds, as `line: text (rule)`. */
export function found(rules: readonly Rule[], script: string): string[] {
  return script.split('\n').flatMap((line, index) => {
    if (/^\s*#/.test(line)) return [];
    return rules
      .filter(({ pattern }) => pattern.test(line))
      .map(({ name }) => `${index + 1}: ${line.trim()} (${name})`);
  });
}
