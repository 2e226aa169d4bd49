/** One line that is being overwritten, as cells with a column to write at. */
import { encode, PLAIN, spans } from './style.ts';
import type { Style } from './style.ts';

export interface Row {
  column(): number;
  to(column: number): void;
  put(text: string, style: Style): void;
  /** 0 from the column to the end, 1 from the start up to it, 2 all. */
  erase(mode: number): void;
  atEnd(): boolean;
  text(): string;
}

interface Cell {
  readonly character: string;
  readonly style: Style;
}

const WIDEST = 4096; // columns; a program that overwrites further than that overwrites the last one
const BLANK: Cell = { character: ' ', style: PLAIN };

/** Opens a line with the cursor behind its last character. */
export function edit(line: string): Row {
  let cells: Cell[] = spans(line).flatMap(({ text, style }) => Array.from(text, (character) => ({ character, style })));
  let column = cells.length;
  return {
    column: () => column,
    to(next) {
      column = Math.min(Math.max(next, 0), WIDEST);
    },
    put(text, style) {
      while (cells.length < column) cells.push(BLANK);
      for (const character of text) {
        cells[column] = { character, style };
        column += 1;
      }
    },
    erase(mode) {
      if (mode === 0) cells = cells.slice(0, column);
      else if (mode === 2) cells = [];
      else cells = cells.map((cell, index) => (index <= column ? BLANK : cell));
    },
    atEnd: () => column === cells.length,
    text() {
      let text = '';
      let current: Style = PLAIN;
      for (const { character, style } of cells) {
        if (encode(style) !== encode(current)) text += `${current === PLAIN ? '' : '\x1b[0m'}${encode(style)}`;
        text += character;
        current = style;
      }
      return current === PLAIN || encode(current) === '' ? text : `${text}\x1b[0m`;
    },
  };
}
