import type { Rule } from '../../server/lint/only-gnu.ts';

/** Each place in a script that a rule finds, as `line: text (rule)`. */
export function found(rules: readonly Rule[], script: string): string[] {
  return script.split('\n').flatMap((line, index) => {
    if (/^\s*#/.test(line)) return [];
    return rules
      .filter(({ pattern }) => pattern.test(line))
      .map(({ name }) => `${index + 1}: ${line.trim()} (${name})`);
  });
}
