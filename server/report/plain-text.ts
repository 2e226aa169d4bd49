import { stripVTControlCharacters } from 'node:util';

/** Output as it stands on the screen in the end: no escape sequences, and of a line that was overwritten the last state. */
export function plain(text: string): string {
  return stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.replace(/\r+$/, '').split('\r').at(-1) ?? '')
    .join('\n')
    .trimEnd();
}

/** The last `count` lines, and how many stand before them. */
export function tail(text: string, count: number): { readonly lines: readonly string[]; readonly before: number } {
  const lines = text === '' ? [] : text.split('\n');
  return { lines: lines.slice(-count), before: Math.max(0, lines.length - count) };
}
