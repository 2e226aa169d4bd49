/**
 * The line of an output that says what went wrong. Programs say it in their own ways, seldom in their last line: what a
 * line looks like is weighed, and of the clearest the last counts, as a traceback ends with its exception. The line is
 * quoted and decides nothing: a wrong guess can mislead a reader, but it turns no check green.
 */
import type { SeenLine } from './recorder.ts';

/** What a line is worth that looks so. */
const WORTH: readonly (readonly [looks: RegExp, worth: number])[] = [
  // the cause itself, as the operating system or the shell names it
  [
    /address already in use|(?:connection|permission|access) (?:refused|denied)|no such file|command not found|no module named|no space left|out of memory|network is unreachable|could not resolve|name or service not known|timed out/i,
    3,
  ],
  // ModuleNotFoundError: …, java.net.ConnectException: …
  [/^\s*(?:caused by: )?(?:\w+\.)*[A-Z]\w*(?:Error|Exception|Interrupt)(?::|$)/i, 2],
  // psql: error: …, main.c:3:5: error: …, error[E0432]: …, FATAL:  …
  [/\b(?:error|fatal|panic|failed)(?:\[\w+\])?:/i, 2],
  // npm error …, ERROR [alembic] …, 2026-01-31 09:05 ERROR …
  [/^(?:\S+ ){0,2}(?:error|err!|fatal)(?= )/i, 2],
  [
    /\b(?:cannot|can't|could ?n[o']t|unable to|fail(?:ed|ure)|abort(?:ed|ing)?|refused|denied|broken|invalid|missing|unknown)\b/i,
    1,
  ],
  [
    /\bnot (?:found|available|recognized|allowed|permitted|supported)\b|\bdoes not exist\b|\balready (?:in use|exists)\b/i,
    1,
  ],
  [/\bwarn(?:ing)?\b/i, -2],
  // that there is none, and where one could read more
  [/\b(?:no|0|without) errors?\b|\bcomplete log\b|\bbackground on this error\b/i, -4],
];

/** What a line that names an error is worth at least. */
const NAMED = 2;
/** Lines looked at from the end: some programs print the statement that failed behind its error. */
const LOOKED_AT = 100;
/** Characters of a line that are looked at, and that are told: a hint is one line. */
const LENGTH = 2000;
const SHOWN = 300;

/** `sure`: only a line that names an error. Null: no line looks like one. */
export function errorLineIn(lines: readonly SeenLine[], sure: boolean): string | null {
  let best: { text: string; worth: number } | null = null;
  for (const { text } of lines.slice(-LOOKED_AT)) {
    const worth = worthOf(text);
    if (worth >= (best?.worth ?? (sure ? NAMED : 1))) best = { text, worth };
  }
  return best && inOneLine(best.text);
}

export function isErrorLine(text: string): boolean {
  return worthOf(text) >= NAMED;
}

/** The last line that says something. */
export function lastWords(lines: readonly SeenLine[]): string | null {
  const last = lines.findLast(({ text }) => /[\p{L}\p{N}]/u.test(text));
  return last === undefined ? null : inOneLine(last.text);
}

function worthOf(text: string): number {
  const start = text.slice(0, LENGTH);
  return WORTH.reduce((sum, [looks, worth]) => sum + (looks.test(start) ? worth : 0), 0);
}

/** Of a long line both ends: the cause often stands last. */
export function inOneLine(line: string): string {
  const text = line.trim();
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN / 2).trimEnd()} … ${text.slice(-SHOWN / 2).trimStart()}`;
}
