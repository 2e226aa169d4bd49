/**
 * Keeps the outputs of the commands of a session apart: before each command but the first, its line is printed, with
 * its prompt, and the check expects that line in its place. So the output of one command never counts for another one.
 */
import type { Block, Echo } from './model.ts';

/** Characters; a longer line of a check would be refused. */
const LONGEST = 900;

/** No echo before a command that uses `PIPESTATUS` or `$_`, because the echo would overwrite it. */
export function echoBefore(line: number, text: string, typed: string): readonly Echo[] {
  return text.length > LONGEST || /PIPESTATUS|\$_\b/.test(typed) ? [] : [{ line, text }];
}

/** The script with its echoes, which do not change `$?`. */
export function withEchoes({ script, echoes, expectations }: Block): string {
  if (echoes.length === 0) return script;
  const to = expectations.some(({ stream }) => stream === 'stderr') ? ' >&2' : '';
  const at = new Map(echoes.map(({ line, text }) => [line, text]));
  const lines = script.split('\n').map((text, index) => {
    const echo = at.get(index + 1);
    return echo === undefined ? text : `(s=$?; printf '%s\\n' ${quoted(echo)}${to}; exit $s); ${text}`;
  });
  return lines.join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
