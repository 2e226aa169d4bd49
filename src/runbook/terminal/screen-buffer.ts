/** The lines of a terminal's screen with its cursor, and what most outputs do to them: text and line ends, one after another. */
import { encode, PLAIN, styleAfter } from './style.ts';
import type { Style } from './style.ts';

export const ROWS = 24; // what a terminal has that nobody gave another size

export interface ScreenBuffer {
  lines: string[];
  /** Index of the first row of the screen. */
  top: number;
  /** The cursor's line; a column of Infinity is the one behind its last character. */
  at: number;
  column: number;
}

/** What the text that comes looks like. */
export interface Pen {
  style: Style;
  /** The line does not end in this style yet. */
  isChanged: boolean;
}

/** Lines are indexes into what is kept. */
export interface Settings {
  /** They stay in the text, as SGR sequences, each line complete in itself. */
  readonly colors: boolean;
  /** Longest line, in columns. */
  readonly limit: number;
  /** This line, or one below it, changes. */
  readonly touch: (line: number) => void;
  /** The cursor goes on from this line to the next. */
  readonly left?: (line: number) => void;
  /** This text is written over or erased. */
  readonly lost?: (text: string) => void;
  /** The line is longer than the limit. */
  readonly cut?: (line: number) => void;
  /** The program hides its cursor, as one does that is about to draw. */
  readonly draws?: () => void;
}

export function openScreenBuffer(at = 0, column = 0): ScreenBuffer {
  return { lines: [''], top: 0, at, column };
}

/** Whether text would be added behind all that stands in the line. */
export function isAtEnd({ lines, at, column }: ScreenBuffer): boolean {
  return column === Infinity || (column === 0 && (lines[at] ?? '') === '');
}

/** Text, and colours, at the end of the line. */
export function add(buffer: ScreenBuffer, pen: Pen, text: string, { colors, limit, cut }: Settings): void {
  const before = lineAt(buffer, buffer.at);
  const look = pen.isChanged && colors ? `${before.includes('\x1b') ? '\x1b[0m' : ''}${encode(pen.style)}` : '';
  const room = limit - before.length;
  if (text.length > room) cut?.(buffer.at);
  buffer.lines[buffer.at] = before + look + (text.length > room ? text.slice(0, room).replace(HALF, '') : text);
  buffer.column = Infinity;
  pen.isChanged = false;
  if (colors) pen.style = styleAfter(pen.style, text);
}

/** To a column of the next row; from the last one the screen scrolls. */
export function feed(buffer: ScreenBuffer, pen: Pen, column: number): void {
  buffer.at += 1;
  buffer.column = column;
  lineAt(buffer, buffer.at);
  if (buffer.at === buffer.top + ROWS) buffer.top += 1;
  pen.isChanged = pen.style !== PLAIN;
}

/** The line, which is there from now on. */
export function lineAt({ lines }: ScreenBuffer, at: number): string {
  while (lines.length <= at) lines.push('');
  return lines[at] ?? '';
}

const HALF = /[\ud800-\udbff]$/;
