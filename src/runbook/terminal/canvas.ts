/** What is drawn on: a sheet, where the program saved its cursor, and what stands there that nobody was told of. */
import type { Sheet } from './sheet.ts';
import { PLAIN } from './style.ts';
import type { Style } from './style.ts';
import { openUnseenLines, type UnseenLines } from './unseen-lines.ts';

interface Canvas extends Sheet {
  saved: { at: number; column: number; style: Style };
  readonly unseen: UnseenLines;
}

export function openCanvas(sheet: Sheet, lost?: (text: string) => void): Canvas {
  return Object.assign(sheet, { saved: { at: 0, column: 0, style: PLAIN }, unseen: openUnseenLines(lost) });
}
