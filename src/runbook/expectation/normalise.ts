/**
 * What a program wrote → the lines a check compares, as they arrive, cut anywhere. Escape sequences are gone, `\r` and
 * backspace overwrite, trailing blanks are gone; `exact` leaves everything as it came. Memory is bounded by one line.
 */
import { openScreen } from './screen.ts';
import type { Screen } from './screen.ts';

/** Longest line that is compared, in UTF-16 code units (64 KiB of plain text); the rest of a longer line is dropped. */
export const LINE_LIMIT = 65_536;

/** What a screen acts upon: ESC, CR, backspace, BEL, NUL, CSI. */
const CONTROLS = ['\u001B', '\r', '\b', '\u0007', '\0', '\u009B'];
const CONTROL = /[\u001B\r\b\u0007\0\u009B]/;
/** A colour, whole: most lines with a sequence hold nothing else, and need no screen. */
const COLOR = /\u001B\[[\d;:]*m/g;

/** A line without its line end. `cut` says that more followed than is kept. */
type Take = (line: string, cut: boolean) => boolean;

export interface Normaliser {
  /** Hands every line that ended to `take`; stops for good as soon as `take` answers false. */
  push(chunk: Uint8Array | string): void;
  /** The last line while it has no end yet, as it would count now; null when nothing stands there. */
  pending(): { readonly line: string; readonly cut: boolean } | null;
  /** The output is over: the pending line counts. */
  end(): void;
  /** Bytes that are not UTF-8 were replaced with U+FFFD. */
  invalid(): boolean;
  /** Lines that were longer than the limit. */
  cuts(): number;
}

export function openNormaliser(exact: boolean, take: Take): Normaliser {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: exact });
  let plain = '';
  let screen: Screen | null = null;
  let isCut = false;
  let cuts = 0;
  let invalid = false;
  let isOpen = true;

  return {
    push(chunk) {
      if (isOpen) feed(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
    },
    pending: () => (plain === '' && screen === null ? null : current()),
    end() {
      if (!isOpen) return;
      feed(decoder.decode());
      if (isOpen && (plain !== '' || screen !== null)) finish();
      isOpen = false;
    },
    invalid: () => invalid,
    cuts: () => cuts,
  };

  function feed(text: string): void {
    if (!invalid && text.includes('\uFFFD')) invalid = true;
    const hasControls = !exact && holdsControl(text);
    let from = 0;
    for (let at = text.indexOf('\n'); isOpen && at !== -1; at = text.indexOf('\n', from)) {
      add(text.slice(from, at), hasControls);
      finish();
      from = at + 1;
    }
    if (isOpen && from < text.length) add(text.slice(from), hasControls);
  }

  function add(part: string, mayHoldControls: boolean): void {
    const bare = screen === null && mayHoldControls ? part.replace(COLOR, '') : part;
    if (screen === null && mayHoldControls && CONTROL.test(bare)) {
      screen = openScreen(plain, LINE_LIMIT);
      plain = '';
    }
    if (screen !== null) screen.write(part);
    else if (plain.length + bare.length <= LINE_LIMIT) plain = plain === '' ? bare : plain + bare;
    else {
      isCut = true;
      plain += bare.slice(0, LINE_LIMIT - plain.length);
    }
  }

  function finish(): void {
    const { line, cut } = current();
    plain = '';
    screen = null;
    isCut = false;
    if (cut) cuts += 1;
    if (!take(line, cut)) isOpen = false;
  }

  function current(): { line: string; cut: boolean } {
    const line = screen === null ? plain : screen.text();
    return { line: exact ? line : trimEnd(line), cut: isCut || (screen?.isCut() ?? false) };
  }
}

/** The text as a check compares it: a whole output at once. */
export function normalise(text: string): string[] {
  const lines: string[] = [];
  const normaliser = openNormaliser(false, (line) => lines.push(line) > 0);
  normaliser.push(text);
  normaliser.end();
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Without the spaces and tabs at its end. */
export function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && isBlank(line.charCodeAt(end - 1))) end -= 1;
  return end === line.length ? line : line.slice(0, end);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** One by one: over a long text that is faster than a character class. */
function holdsControl(text: string): boolean {
  return CONTROLS.some((control) => text.includes(control));
}
