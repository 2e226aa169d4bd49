/** Translates control characters and sequences (ECMA-48, as in xterm) into operations of a cursor. */
import type { Commands } from './parser.ts';
import type { Row } from './row.ts';

const MOST = 4096; // cells or rows that one command can shift

export interface Cursor {
  column(): number;
  /** The row on the screen, from 0. */
  row(): number;
  moveTo(column: number): void;
  moveBy(rows: number): void;
  tab(): void;
  /** Moves to a column of the next row; on the last row, the screen scrolls. */
  next(column: number): void;
  /** Moves to the row above; on the first row, the screen scrolls back. */
  reverse(): void;
  edit(act: (cells: Row) => void): void;
  /** Mode 0: from the cursor on, 1: up to the cursor, 2: all. */
  eraseInLine(mode: number): void;
  eraseScreen(mode: number): void;
  insertLines(row: number, count: number): void;
  removeLines(row: number, count: number): void;
  save(): void;
  restore(): void;
  setStyle(parameters: string): void;
  /** Sets a private mode. */
  setMode(mode: number, isOn: boolean): void;
}

export function commandsOf(cursor: Cursor): Omit<Commands, 'print'> {
  return {
    control(code) {
      if (code === 8) cursor.moveTo(cursor.column() - 1);
      else if (code === 9) cursor.tab();
      else if (code >= 10 && code <= 12) cursor.next(0);
      else if (code === 13) cursor.moveTo(0);
    },
    escape(final) {
      if (final === 'D') cursor.next(cursor.column());
      else if (final === 'E') cursor.next(0);
      else if (final === 'M') cursor.reverse();
      else if (final === '7') cursor.save();
      else if (final === '8') cursor.restore();
    },
    csi(final, parameters) {
      if (parameters.startsWith('?')) setModes(parameters.slice(1), final);
      else if (/^[<-?]/.test(parameters)) return;
      else if (final === 'm') cursor.setStyle(parameters);
      else {
        const [first = 0, second = 0] = parameters.split(';').map((text) => Number.parseInt(text, 10) || 0);
        move(final, Math.max(1, first), Math.max(1, second));
        change(final, first, Math.min(Math.max(1, first), MOST));
      }
    },
  };

  function setModes(modes: string, final: string): void {
    if (final !== 'h' && final !== 'l') return;
    for (const mode of modes.split(';')) cursor.setMode(Number(mode), final === 'h');
  }

  function move(final: string, count: number, second: number): void {
    if (final === 'A') cursor.moveBy(-count);
    else if (final === 'B') cursor.moveBy(count);
    else if (final === 'C') cursor.moveTo(cursor.column() + count);
    else if (final === 'D') cursor.moveTo(cursor.column() - count);
    else if (final === 'G' || final === '`') cursor.moveTo(count - 1);
    else if (final === 's') cursor.save();
    else if (final === 'u') cursor.restore();
    else if ('EFHdf'.includes(final)) {
      cursor.moveBy(final === 'E' ? count : final === 'F' ? -count : count - 1 - cursor.row());
      if (final !== 'd') cursor.moveTo('EF'.includes(final) ? 0 : second - 1);
    }
  }

  function change(final: string, mode: number, count: number): void {
    const at = () => cursor.column();
    if (final === 'K' && mode < 3) cursor.eraseInLine(mode);
    else if (final === 'J' && mode < 3) cursor.eraseScreen(mode);
    else if (final === 'X') cursor.edit((cells) => cells.erase(at(), at() + count));
    else if (final === '@') cursor.edit((cells) => cells.insert(at(), count));
    else if (final === 'P') cursor.edit((cells) => cells.remove(at(), count));
    else if (final === 'L' || final === 'M') {
      cursor.moveTo(0);
      if (final === 'L') cursor.insertLines(cursor.row(), count);
      else cursor.removeLines(cursor.row(), count);
    } else if (final === 'S') cursor.removeLines(0, count);
    else if (final === 'T') cursor.insertLines(0, count);
  }
}
