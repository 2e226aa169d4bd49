/** What a check is waiting for, in words for the reader. */
import type { Course } from './course.ts';
import type { Pattern } from './pattern.ts';

export function waiting({ expectation, json, elements }: Pattern, course: Course, isComplete: boolean): string {
  const end =
    expectation.exit === 'any' ? 'the program to end' : `the program to end with exit code ${expectation.exit}`;
  if (json !== null) return `${end}; then its output is read as JSON`;
  if (expectation.never) return `${end}; until then no forbidden line may come`;
  if (isComplete && elements.at(-1)?.kind === 'gap') return `${end}; all lines matched`;
  if (isComplete) return `${end}; all lines matched. If it is meant to keep running, end the check with a line ...`;
  const next = course.state().waitsFor;
  if (next === null) return end;
  return expectation.unordered ? `a line like: ${next.raw}` : `line ${next.number} of the check: ${next.raw}`;
}
