/**
 * Turns output, as it arrives in pieces, into the lines that a check compares: the lines of a terminal's screen,
 * without trailing blanks. A line counts when the cursor has left it downwards. If the program moves back and
 * overwrites it, it is taken back, with the lines after it, unless it has left the screen. `exact` leaves everything as
 * it is. Memory is bounded by the rows of the screen.
 */
import { openEmulator } from '../screen/emulator.ts';
import { openScreen } from '../screen/screen.ts';

/** The longest line, in UTF-16 code units (64 KiB of plain text); the rest of a longer line is dropped. */
export const LINE_LIMIT = 65_536;

/** How many lines beyond those of the screen are kept before they are dropped together. */
const BATCH = 100;
/** How many characters are read at once, so that a long text takes no more memory than its lines. */
const PIECE = 65_536;

/** `cut`: the line was longer than what is kept of it. */
export interface Line {
  readonly line: string;
  readonly cut: boolean;
}

export interface Listener {
  /** Takes a line without its line end; returns false if no more are needed. */
  readonly take: (line: string, cut: boolean) => boolean;
  /** Called if the program overwrites so many of the lines taken last. */
  readonly takeBack?: (count: number) => void;
  /** Called with text that is overwritten or erased before the cursor left its line. */
  readonly lost?: (line: string) => void;
}

export interface Normaliser {
  /** Ignores everything once the listener needs no more lines. */
  push(chunk: Uint8Array | string): void;
  /** The lines that the cursor has not left yet, as they are now. */
  pending(): readonly Line[];
  /** Takes the pending lines, when the output has ended. */
  end(): void;
  /** Whether the program moves the cursor, so that the screen may still be overwritten. */
  draws(): boolean;
  /** Whether bytes that are not UTF-8 were replaced with U+FFFD. */
  invalid(): boolean;
  /** How many lines were longer than the limit. */
  cuts(): number;
}

/** `eol`: in an exact check, a last line without a line end is marked. */
export function openNormaliser(
  exact: boolean,
  { take, takeBack, lost }: Listener,
  limit = LINE_LIMIT,
  eol = false,
): Normaliser {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const lines = exact ? openPlainLines() : openScreenLines();
  let cuts = 0;
  let invalid = false;
  let isOpen = true;
  let isDrawn = false;
  let isFirst = true;

  return {
    push(chunk) {
      if (isOpen) feed(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
    },
    pending: () => lines.pending(),
    end() {
      if (!isOpen) return;
      feed(decoder.decode());
      for (const { line, cut } of lines.pending()) hand(eol && exact ? `${line} (no-eol)` : line, cut);
      isOpen = false;
    },
    draws: () => isDrawn,
    invalid: () => invalid,
    cuts: () => cuts,
  };

  function feed(text: string): void {
    if (!invalid && text.includes('\uFFFD')) invalid = true;
    const whole = isFirst && !exact && text.startsWith('\uFEFF') ? text.slice(1) : text;
    if (text !== '') isFirst = false;
    for (let at = 0; isOpen && at < whole.length; at += PIECE) lines.write(whole.slice(at, at + PIECE));
  }

  function hand(line: string, cut: boolean): void {
    if (!isOpen) return;
    if (cut) cuts += 1;
    if (!take(exact ? line : trimEnd(line), cut)) isOpen = false;
  }

  function openScreenLines(): Lines {
    /** The index of the first line that was not passed on. */
    let next = 0;
    let tooLong = new Set<number>();
    const screen = openScreen(
      {
        colors: false,
        limit,
        touch(line) {
          if (line < next) takeAgain(line);
        },
        left(line) {
          for (; next <= line; next += 1) hand(screen.lines[next] ?? '', isCut(next));
        },
        ...(lost ? { lost: (line: string) => isOpen && lost(trimEnd(line)) } : {}),
        cut: (line) => tooLong.add(line),
        draws: () => (isDrawn = true),
      },
      () => openEmulator,
    );
    return {
      write(text) {
        screen.write(text);
        if (screen.top > BATCH) forget();
      },
      pending() {
        const rest = screen.lines.slice(next);
        while (rest.at(-1) === '') rest.pop();
        return rest.map((line, at) => ({ line: trimEnd(line), cut: isCut(next + at) }));
      },
    };

    function takeAgain(line: number): void {
      isDrawn = true;
      if (isOpen) takeBack?.(next - line);
      next = line;
    }

    /** Whether a line was cut; it may have been erased since. */
    function isCut(line: number): boolean {
      return tooLong.size > 0 && tooLong.has(line) && (screen.lines[line]?.length ?? 0) >= limit - 1;
    }

    function forget(): void {
      const gone = screen.forget();
      next -= gone;
      tooLong = new Set([...tooLong].map((line) => line - gone).filter((line) => line >= 0));
    }
  }

  function openPlainLines(): Lines {
    let rest = '';
    let isCut = false;
    return {
      write(text) {
        const [first = '', ...others] = text.split('\n');
        add(first);
        for (const part of others) {
          hand(rest, isCut);
          rest = '';
          isCut = false;
          add(part);
        }
      },
      pending: () => (rest === '' ? [] : [{ line: rest, cut: isCut }]),
    };

    function add(part: string): void {
      isCut ||= rest.length + part.length > limit;
      rest = (rest + part).slice(0, limit);
    }
  }
}

interface Lines {
  write(text: string): void;
  pending(): readonly Line[];
}

/** The lines of a whole output, as a check compares them. */
export function normalise(text: string): string[] {
  const lines: string[] = [];
  const normaliser = openNormaliser(false, {
    take: (line) => lines.push(line) > 0,
    takeBack: (count) => lines.splice(-count),
  });
  normaliser.push(text);
  normaliser.end();
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Removes spaces and tabs at the end. */
export function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && isBlank(line.charCodeAt(end - 1))) end -= 1;
  return end === line.length ? line : line.slice(0, end);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
