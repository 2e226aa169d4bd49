/**
 * Writes one line to the terminal. Text from outside must pass `visible` first, which spells out control characters and
 * invisible ones: a newline could forge a line, and an escape sequence could overwrite one.
 */
export type Log = (line: string) => void;

/** At most `limit` characters of a text, with control characters and invisible ones spelled out. */
export function visible(text: string, limit = 120): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return cut.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Passes on `limit` lines a minute; the first line of a later minute says how many were left out. `now` in ms. */
export function rateLimited(log: Log, limit: number, now: () => number = Date.now): Log {
  let [since, passed, dropped] = [now(), 0, 0];
  return (line) => {
    if (now() - since >= 60_000) {
      if (dropped > 0) log(`… and ${dropped} more lines like these`);
      [since, passed, dropped] = [now(), 0, 0];
    }
    if (passed < limit) {
      passed += 1;
      log(line);
    } else dropped += 1;
  };
}
