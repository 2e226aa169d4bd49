/** Emulates a terminal: writes text at the cursor, and carries out sequences that move, erase and shift. */
import { openCanvas } from './canvas.ts';
import { commandsOf } from './control-sequences.ts';
import { openParser } from './parser.ts';
import { openRow, TAB } from './row.ts';
import type { Row } from './row.ts';
import { add, feed, isAtEnd, lineAt, openScreenBuffer, ROWS } from './screen-buffer.ts';
import type { Pen, Settings, ScreenBuffer } from './screen-buffer.ts';
import { applySgr, PLAIN, type Style } from './style.ts';

const WIDEST = 4096; // columns; the cursor moves no further without text
/** The private modes that are supported. */
const CURSOR = 25;
const SAVED = [1048, 1049];
const ALTERNATE = [47, 1047, 1049];

export interface Emulator {
  read(text: string): void;
  /** Whether no sequence is unfinished, no row is being edited, and no alternate screen is shown. */
  isIdle(): boolean;
  /** To be called when lines were added, or removed, before those of the buffer. */
  shift(lines: number): void;
}

export function openEmulator(usual: ScreenBuffer, pen: Pen, settings: Settings): Emulator {
  const main = openCanvas(usual);
  /** The main screen, or the alternate screen of an editor or a pager, which leaves nothing behind. */
  let buffer = main;
  /** The row that is being overwritten; null while text is only appended. */
  let row: Row | null = null;
  /** Whether the cursor has not been moved since the last text. */
  let isWriting = false;
  const parser = openParser({
    print,
    ...commandsOf({
      column: here,
      row: () => buffer.at - buffer.top,
      moveTo,
      moveBy,
      tab,
      next,
      reverse,
      edit,
      eraseInLine,
      eraseScreen,
      insertLines,
      removeLines,
      save,
      restore,
      setStyle,
      setMode,
    }),
  });

  return {
    read(text) {
      parser.read(text);
      settle();
    },
    isIdle: () => parser.isText() && row === null && buffer === main,
    shift(by) {
      main.saved.at += by;
    },
  };

  function print(text: string): void {
    if (row === null && isAtEnd(buffer)) append(text);
    else write(text, pen.style);
    isWriting = true;
  }

  function append(text: string): void {
    touch(buffer.at);
    add(buffer, pen, text, settings);
  }

  /** Writes over existing text. */
  function write(text: string, look: Style): void {
    const cells = open();
    touch(buffer.at);
    if (!isWriting && buffer.column < cells.width()) tell(buffer.at);
    buffer.column = cells.put(buffer.column, text, look);
    if (cells.isCut()) settings.cut?.(buffer.at);
    buffer.unseen.add(buffer.at);
  }

  function tab(): void {
    if (row === null && isAtEnd(buffer)) append('\t');
    else if (here() >= open().width()) write('\t', PLAIN);
    else buffer.column = (Math.floor(here() / TAB) + 1) * TAB;
  }

  /** Moves to the next row. */
  function next(column: number): void {
    leave();
    isWriting = false;
    if (buffer === main) settings.left?.(buffer.at);
    else tell(buffer.at);
    feed(buffer, pen, column);
    if (buffer !== main && buffer.top > 0) {
      buffer.lines.shift();
      buffer.unseen.shift(-1);
      buffer.at -= 1;
      buffer.top = 0;
    }
    touch(buffer.at);
  }

  function reverse(): void {
    if (buffer.at === buffer.top) insertLines(0, 1);
    else moveBy(-1);
  }

  function moveTo(column: number): void {
    isWriting = false;
    buffer.column = column > WIDEST ? Math.max(WIDEST, open().width()) : Math.max(0, column);
  }

  function moveBy(rows: number): void {
    const column = here();
    leave();
    isWriting = false;
    buffer.at = Math.min(Math.max(buffer.at + rows, buffer.top), buffer.top + ROWS - 1);
    buffer.column = column;
  }

  function eraseInLine(mode: number): void {
    if (mode === 0 && row === null && isAtEnd(buffer)) return;
    const from = mode === 0 ? here() : 0;
    edit((cells) => cells.erase(from, mode === 1 ? here() + 1 : Infinity), from);
  }

  function eraseScreen(mode: number): void {
    change(mode === 0 ? buffer.at - buffer.top : 0, () => {
      if (mode > 0) buffer.lines.fill('', buffer.top, mode === 1 ? buffer.at : undefined);
      if (mode !== 1) buffer.lines.length = Math.min(buffer.lines.length, buffer.at + 1);
    });
    if (mode < 2) eraseInLine(mode);
  }

  function insertLines(row: number, count: number): void {
    change(row, (at) => void buffer.lines.splice(at, 0, ...Array<string>(Math.min(count, ROWS)).fill('')));
  }

  function removeLines(row: number, count: number): void {
    change(row, (at) => void buffer.lines.splice(at, Math.min(count, ROWS - row)));
  }

  /** Changes all rows from one on. */
  function change(from: number, act: (first: number) => void): void {
    const [first, column] = [buffer.top + from, here()];
    leave();
    lineAt(buffer, first);
    touch(first);
    for (let at = first; at < buffer.lines.length; at += 1) tell(at);
    act(first);
    buffer.lines.length = Math.min(buffer.lines.length, buffer.top + ROWS);
    lineAt(buffer, 0);
    buffer.column = column;
  }

  /** Changes the row from one column on. */
  function edit(act: (cells: Row) => void, from = here()): void {
    const cells = open();
    touch(buffer.at);
    if (from < cells.width()) tell(buffer.at);
    act(cells);
    isWriting = false;
  }

  function setStyle(parameters: string): void {
    if (!settings.colors) return;
    pen.style = applySgr(pen.style, parameters);
    pen.isChanged = true;
  }

  function setMode(mode: number, isOn: boolean): void {
    if (mode === CURSOR && !isOn) settings.draws?.();
    if (isOn && SAVED.includes(mode)) save();
    if (ALTERNATE.includes(mode)) setAlternate(isOn);
    if (!isOn && SAVED.includes(mode)) restore();
  }

  function setAlternate(isOn: boolean): void {
    if (isOn === (buffer !== main)) return;
    const column = here();
    leave();
    const at = buffer.at - buffer.top;
    if (!isOn) buffer.lines.forEach((_, line) => tell(line));
    buffer = isOn ? openCanvas(openScreenBuffer(settings.lost)) : main;
    buffer.at = buffer.top + at;
    buffer.column = column;
  }

  function save(): void {
    buffer.saved = { at: buffer.at, column: here(), style: pen.style };
  }

  function restore(): void {
    pen.style = buffer.saved.style;
    pen.isChanged = true;
    moveBy(buffer.saved.at - buffer.at);
    moveTo(buffer.saved.column);
  }

  function here(): number {
    if (buffer.column === Infinity) open();
    return buffer.column;
  }

  function open(): Row {
    row ??= openRow(buffer.lines[buffer.at] ?? '', settings.limit);
    if (buffer.column === Infinity) buffer.column = row.width();
    return row;
  }

  /** Writes the row that is being edited back into the lines. */
  function settle(): void {
    if (row?.isChanged() === true) {
      lineAt(buffer, buffer.at);
      buffer.lines[buffer.at] = row.text();
    }
    if (row !== null && buffer.column === row.width()) leave();
  }

  function leave(): void {
    if (row === null) return;
    const isBehind = buffer.column === row.width();
    buffer.column = NaN;
    settle();
    if (isBehind) buffer.column = Infinity;
    row = null;
    pen.isChanged = true;
  }

  function touch(at: number): void {
    if (buffer === main) settings.touch(at);
  }

  function tell(at: number): void {
    buffer.unseen.lose(at, () => (at === buffer.at && row !== null ? row.text() : (buffer.lines[at] ?? '')));
  }
}
