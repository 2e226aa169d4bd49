/**
 * Turns an output into the lines of a terminal's screen, for checks, page and reports. A line can no longer change when
 * it has scrolled out above the first row of the screen. There is no right edge: lines are as long as the program
 * prints them. Text may be cut anywhere. `emulator.ts`, which moves the cursor, may be loaded later.
 */
import type { Emulator, openEmulator } from './emulator.ts';
import { add, feed, isAtEnd, openScreenBuffer } from './screen-buffer.ts';
import type { Pen, Settings } from './screen-buffer.ts';
import { PLAIN } from './style.ts';

export interface Screen {
  /** All lines that are kept; the text after the last line end is a line, too. */
  readonly lines: readonly string[];
  /** The index of the first row of the screen; lines before it no longer change. */
  readonly top: number;
  /** Reads text; false if nothing was read, because the emulator is needed and not loaded yet. */
  write(text: string): boolean;
  /** Adds lines of older output at the beginning. */
  prepend(older: readonly string[]): void;
  /** Removes all lines above the screen; returns their number. */
  forget(): number;
}

const COLOR = /\x1b\[[\d;:]*m/g;
/** Characters that need the emulator: more than lines and colors. */
const CONTROL = /[\0-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]/;
const SEQUENCE = /\x1b(?!\[[\d;:]*m)/;
/** The beginning of a character, a line end or a color that was cut. */
const UNFINISHED = /[\ud800-\udbff\r]$|\x1b(?:\[[\d;:]*)?$/;
const LONGEST = 200; // characters of a color; a longer sequence is read piece by piece

export function openScreen(settings: Settings, emulatorOf: () => typeof openEmulator | null): Screen {
  const buffer = openScreenBuffer(settings.lost);
  const pen: Pen = { style: PLAIN, isChanged: false };
  let emulator: Emulator | null = null;
  let held = '';

  return {
    get lines() {
      return buffer.lines;
    },
    get top() {
      return buffer.top;
    },
    write(chunk) {
      const cut = UNFINISHED.exec(chunk.slice(-LONGEST))?.[0] ?? '';
      const whole = held + chunk.slice(0, chunk.length - cut.length);
      const text = whole.includes('\r') ? whole.replaceAll('\r\n', '\n') : whole;
      if (text !== '' && !read(text)) return false;
      held = cut;
      return true;
    },
    prepend(older) {
      buffer.lines = older.concat(buffer.lines);
      shift(older.length);
    },
    forget() {
      const gone = buffer.top;
      buffer.lines.splice(0, gone);
      shift(-gone);
      return gone;
    },
  };

  function read(text: string): boolean {
    const hasEscape = text.includes('\x1b');
    const plain = hasEscape && !settings.colors ? text.replace(COLOR, '') : text;
    if (isAdding() && !CONTROL.test(plain) && !(hasEscape && SEQUENCE.test(plain))) return addLines(plain);
    emulator ??= emulatorOf()?.(buffer, pen, settings) ?? null;
    emulator?.read(text);
    return emulator !== null;
  }

  /** Whether the cursor is at the end of the last line. */
  function isAdding(): boolean {
    return (emulator?.isIdle() ?? true) && isAtEnd(buffer) && buffer.at === buffer.lines.length - 1;
  }

  function addLines(text: string): true {
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      if (at > from) addText(text.slice(from, at));
      settings.left?.(buffer.at);
      feed(buffer, pen, 0);
      settings.touch(buffer.at);
      from = at + 1;
    }
    if (from < text.length) addText(text.slice(from));
    return true;
  }

  function addText(text: string): void {
    settings.touch(buffer.at);
    add(buffer, pen, text, settings);
  }

  function shift(by: number): void {
    buffer.top += by;
    buffer.at += by;
    buffer.unseen.shift(by);
    emulator?.shift(by);
  }
}
