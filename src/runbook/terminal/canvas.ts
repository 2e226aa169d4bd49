/** A screen to draw on: a buffer, the saved cursor, and the lines whose text was not reported yet. */
import type { ScreenBuffer } from './screen-buffer.ts';
import { PLAIN } from './style.ts';
import type { Style } from './style.ts';
import { openUnseenLines, type UnseenLines } from './unseen-lines.ts';

interface Canvas extends ScreenBuffer {
  saved: { at: number; column: number; style: Style };
  readonly unseen: UnseenLines;
}

export function openCanvas(buffer: ScreenBuffer, lost?: (text: string) => void): Canvas {
  return Object.assign(buffer, { saved: { at: 0, column: 0, style: PLAIN }, unseen: openUnseenLines(lost) });
}
