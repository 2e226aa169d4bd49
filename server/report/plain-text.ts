import { readScreen } from '../../src/runbook/screen/read-screen.ts';

/** An output as it appears on the screen in the end: without escape sequences and without overwritten text. */
export function plain(text: string): string {
  return readScreen(text)
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

/** The last `count` lines, and how many there are before them. */
export function tail(text: string, count: number): { readonly lines: readonly string[]; readonly before: number } {
  const lines = text === '' ? [] : text.split('\n');
  return { lines: lines.slice(-count), before: Math.max(0, lines.length - count) };
}
