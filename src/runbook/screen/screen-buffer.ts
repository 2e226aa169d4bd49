/** The lines of a terminal's screen with its cursor, and what most outputs do to them: append text and line ends. */
import { encode, PLAIN, styleAfter } from './style.ts';
import type { Style } from './style.ts';
import { openUnseenLines, type UnseenLines } from './unseen-lines.ts';

export const ROWS = 24; // the default size of a terminal

export interface ScreenBuffer {
  lines: string[];
  /** The index of the first row of the screen. */
  top: number;
  /** The cursor's line; a column of Infinity means after its last character. */
  at: number;
  column: number;
  readonly unseen: UnseenLines;
}

/** The style of the text to come. */
export interface Pen {
  style: Style;
  /** Whether the line does not end in this style yet. */
  isChanged: boolean;
}

/** `line` is always an index into the lines that are kept. */
export interface Settings {
  /** Whether colors stay in the text, as SGR sequences that are complete in each line. */
  readonly colors: boolean;
  /** The longest line, in columns. */
  readonly limit: number;
  /** Called when this line, or one below it, changes. */
  readonly touch: (line: number) => void;
  /** Called when the cursor moves from this line to the next. */
  readonly left?: (line: number) => void;
  /** Called with text that is overwritten or erased. */
  readonly lost?: (text: string) => void;
  /** Called if the line is longer than the limit. */
  readonly cut?: (line: number) => void;
  /** Called when the program hides its cursor, which it does before it draws. */
  readonly draws?: () => void;
}

export function openScreenBuffer(lost?: (text: string) => void): ScreenBuffer {
  return { lines: [''], top: 0, at: 0, column: 0, unseen: openUnseenLines(lost) };
}

/** Whether text would be appended to the line. */
export function isAtEnd({ lines, at, column }: ScreenBuffer): boolean {
  return column === Infinity || (column === 0 && (lines[at] ?? '') === '');
}

/** Appends text and colors to the line. */
export function add(buffer: ScreenBuffer, pen: Pen, text: string, { colors, limit, cut }: Settings): void {
  const before = lineAt(buffer, buffer.at);
  const look = pen.isChanged && colors ? `${before.includes('\x1b') ? '\x1b[0m' : ''}${encode(pen.style)}` : '';
  const room = limit - before.length;
  if (text.length > room) cut?.(buffer.at);
  buffer.lines[buffer.at] = before + look + (text.length > room ? text.slice(0, room).replace(HALF, '') : text);
  buffer.column = Infinity;
  buffer.unseen.add(buffer.at);
  pen.isChanged = false;
  if (colors) pen.style = styleAfter(pen.style, text);
}

/** Moves to a column of the next row; on the last row, the screen scrolls. */
export function feed(buffer: ScreenBuffer, pen: Pen, column: number): void {
  buffer.unseen.delete(buffer.at);
  buffer.at += 1;
  buffer.column = column;
  lineAt(buffer, buffer.at);
  if (buffer.at === buffer.top + ROWS) buffer.top += 1;
  pen.isChanged = pen.style !== PLAIN;
}

/** The line at this index; missing lines are added. */
export function lineAt({ lines }: ScreenBuffer, at: number): string {
  while (lines.length <= at) lines.push('');
  return lines[at] ?? '';
}

const HALF = /[\ud800-\udbff]$/;
