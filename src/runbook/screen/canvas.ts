/** A screen to draw on: a buffer and the saved cursor. */
import type { ScreenBuffer } from './screen-buffer.ts';
import { PLAIN } from './style.ts';
import type { Style } from './style.ts';

interface Canvas extends ScreenBuffer {
  saved: { at: number; column: number; style: Style };
}

export function openCanvas(buffer: ScreenBuffer): Canvas {
  return Object.assign(buffer, { saved: { at: 0, column: 0, style: PLAIN } });
}
