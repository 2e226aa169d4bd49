/**
 * What tells the output of one command of a session from that of the next: before each but the first, its line is
 * printed, prompt and all, and the check wants these lines where they stand in the fence. So what one command printed is
 * never taken for what another one should have.
 */
import type { Block, Echo } from './model.ts';

/** Characters; a longer line of a check would be refused. */
const LONGEST = 900;

/** None before what asks for the codes of a pipe, which any other command would overwrite. */
export function echoBefore(line: number, text: string, typed: string): readonly Echo[] {
  return text.length > LONGEST || /PIPESTATUS|\$_\b/.test(typed) ? [] : [{ line, text }];
}

/** The script as it runs; `$?` stays what it was. */
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
