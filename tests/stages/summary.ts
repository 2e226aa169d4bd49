import type { Result } from './stage.ts';

/**
 * A line for each stage, the tests that failed by name, then the one line that CI reads. `seconds`: how long all of
 * them took, some side by side.
 */
export function summary(results: readonly Result[], seconds: number): string {
  const rows = results.map(({ name, passed, failed, skipped, seconds }) => {
    const words = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])];
    return `${failed > 0 ? '✗' : '✓'} ${name.padEnd(8)}  ${words.join(', ')}  (${duration(seconds)})`;
  });
  const total = (pick: (result: Result) => number) => results.reduce((sum, result) => sum + pick(result), 0);
  return [
    '',
    '━━ summary',
    ...rows,
    ...named(
      'failed:',
      results.flatMap(({ failures }) => failures ?? []),
    ),
    ...named(
      'failed, then passed when tried again:',
      results.flatMap(({ flaky }) => flaky ?? []),
    ),
    `in ${duration(seconds)}`,
    `${total(({ passed }) => passed)} passed, ${total(({ failed }) => failed)} failed`,
  ].join('\n');
}

function named(what: string, tests: readonly string[]): readonly string[] {
  return tests.length === 0 ? [] : [what, ...tests.map((test) => `  ${test}`)];
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
