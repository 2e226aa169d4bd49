/**
 * The screen of a terminal as the lines that it amounts to, for all who read an output: checks, page and reports. A line
 * leaves the screen, and can no longer change, when it scrolls out above its first row. There is no right edge: a line is
 * as long as the program made it. Text may be cut anywhere. `emulator.ts`, which moves the cursor, may come later.
 */
import type { Emulator, openEmulator } from './emulator.ts';
import { add, feed, isAtEnd, openScreenBuffer } from './screen-buffer.ts';
import type { Pen, Settings } from './screen-buffer.ts';
import { PLAIN } from './style.ts';

export interface Screen {
  /** From the first line that is kept on; what follows the last line end is one too. */
  readonly lines: readonly string[];
  /** Index of the first row of the screen: lines before it no longer change. */
  readonly top: number;
  /** False: nothing was read, for want of what moves the cursor. */
  write(text: string): boolean;
  /** Puts lines of older output in front. */
  prepend(older: readonly string[]): void;
  /** Keeps only what stands on the screen; answers how many lines went. */
  forget(): number;
}

const COLOR = /\x1b\[[\d;:]*m/g;
/** What needs more than lines and colours. */
const CONTROL = /[\0-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]/;
const SEQUENCE = /\x1b(?!\[[\d;:]*m)/;
/** The first part of a character, of a line end or of a colour that is cut. */
const UNFINISHED = /[\ud800-\udbff\r]$|\x1b(?:\[[\d;:]*)?$/;
const LONGEST = 200; // characters of a colour; a longer sequence is read piece by piece

export function openScreen(settings: Settings, emulatorOf: () => typeof openEmulator | null): Screen {
  const buffer = openScreenBuffer();
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

  /** Nothing moved the cursor away from the very end. */
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
    emulator?.shift(by);
  }
}
