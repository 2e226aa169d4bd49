/**
 * What a program wrote → the lines a check compares, as they arrive, cut anywhere: the lines of a terminal's screen,
 * without trailing blanks. A line counts once the cursor has left it downwards. Where the program goes back and draws it
 * anew, it is taken back, with what came after it, until it has left the screen. `exact` leaves everything as it came.
 * Memory is bounded by the rows of the screen.
 */
import { openEmulator } from '../terminal/emulator.ts';
import { openScreen } from '../terminal/screen.ts';

/** Longest line that is compared, in UTF-16 code units (64 KiB of plain text); the rest of a longer line is dropped. */
export const LINE_LIMIT = 65_536;

/** Lines that are kept beyond those of the screen before they are let go of together. */
const BATCH = 100;
/** Characters that are read at once, so that a long text takes no more memory than its lines. */
const PIECE = 65_536;

/** `cut` says that more followed than is kept. */
export interface Line {
  readonly line: string;
  readonly cut: boolean;
}

export interface Listener {
  /** A line without its line end; false: no further one is needed. */
  readonly take: (line: string, cut: boolean) => boolean;
  /** So many lines of those taken last are drawn anew. */
  readonly takeBack?: (count: number) => void;
  /** This stood on the screen, and is written over or erased before the cursor left its line. */
  readonly lost?: (line: string) => void;
}

export interface Normaliser {
  /** Stops for good as soon as the listener needs no further line. */
  push(chunk: Uint8Array | string): void;
  /** The lines that the cursor has not left yet, as they would count now. */
  pending(): readonly Line[];
  /** The output is over: the pending lines count. */
  end(): void;
  /** The program draws: what stands on the screen may still be drawn anew. */
  draws(): boolean;
  /** Bytes that are not UTF-8 were replaced with U+FFFD. */
  invalid(): boolean;
  /** Lines that were longer than the limit. */
  cuts(): number;
}

/** `eol`: of an exact check, a last line that nothing ends is told as such. */
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
    /** Index of the first line that was not handed on. */
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

    /** It may have been erased since. */
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

/** The text as a check compares it: a whole output at once. */
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

/** Without the spaces and tabs at its end. */
export function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && isBlank(line.charCodeAt(end - 1))) end -= 1;
  return end === line.length ? line : line.slice(0, end);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
