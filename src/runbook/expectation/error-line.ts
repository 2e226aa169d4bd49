/**
 * Finds the line of an output that says what went wrong, which is seldom the last one. Lines are weighed by what they
 * look like; of those with the highest weight the last one is chosen, because a traceback ends with its exception. The
 * line is only quoted: a wrong guess can mislead a reader, but never makes a check pass.
 */
import type { SeenLine } from './recorder.ts';

/** The weight of lines that match each expression. */
const WORTH: readonly (readonly [looks: RegExp, worth: number])[] = [
  // the cause, as the operating system or the shell reports it
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
  // no error at all, or a pointer to more information
  [/\b(?:no|0|without) errors?\b|\bcomplete log\b|\bbackground on this error\b/i, -4],
];

/** The least weight of a line that certainly names an error. */
const NAMED = 2;
/** How many lines at the end are searched: some programs print the failed statement after the error. */
const LOOKED_AT = 100;
/** How many characters of a line are searched, and how many are quoted: a hint is one line. */
const LENGTH = 2000;
const SHOWN = 300;

/** `sure`: only a line that certainly names an error. Null if there is none. */
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

/** The last line with a letter or a digit. */
export function lastWords(lines: readonly SeenLine[]): string | null {
  const last = lines.findLast(({ text }) => /[\p{L}\p{N}]/u.test(text));
  return last === undefined ? null : inOneLine(last.text);
}

function worthOf(text: string): number {
  const start = text.slice(0, LENGTH);
  return WORTH.reduce((sum, [looks, worth]) => sum + (looks.test(start) ? worth : 0), 0);
}

/** Shortens a long line to both its ends, because the cause is often at its end. */
export function inOneLine(line: string): string {
  const text = line.trim();
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN / 2).trimEnd()} … ${text.slice(-SHOWN / 2).trimStart()}`;
}
