/**
 * One line of the terminal for one fact. What strangers send is shown with its control and invisible characters spelled
 * out, so that a newline in a value cannot forge a line and an escape sequence cannot repaint one.
 */
export type Log = (line: string) => void;

/** At most `limit` characters, each of them visible. */
export function visible(text: string, limit = 120): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return cut.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Passes on `limit` lines a minute; the first line after a silence says how many were left out. `now` in ms. */
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
