/** Carries out what a program tells its terminal: text where the cursor stands, and what moves it, erases and shifts. */
import { openCanvas } from './canvas.ts';
import { commandsOf } from './commands.ts';
import { openParser } from './parser.ts';
import { openRow, TAB } from './row.ts';
import type { Row } from './row.ts';
import { add, feed, isAtEnd, lineAt, openSheet, ROWS } from './sheet.ts';
import type { Pen, Settings, Sheet } from './sheet.ts';
import { applySgr, PLAIN, type Style } from './style.ts';

const WIDEST = 4096; // columns; as far as the cursor moves without text
/** What a private mode is about. */
const CURSOR = 25;
const SAVED = [1048, 1049];
const ALTERNATE = [47, 1047, 1049];

export interface Drawing {
  read(text: string): void;
  /** No sequence, no row and no other screen is open. */
  isIdle(): boolean;
  /** Lines came, or went, before those of the sheet. */
  shift(lines: number): void;
}

export function openDrawing(usual: Sheet, pen: Pen, settings: Settings): Drawing {
  const main = openCanvas(usual, settings.lost);
  /** The usual screen, or the alternate one of an editor or a pager, of which nothing stays. */
  let sheet = main;
  /** The row that is written over; null while text is only added. */
  let row: Row | null = null;
  /** Nothing moved the cursor since text came. */
  let isWriting = false;
  const parser = openParser({
    print,
    ...commandsOf({
      column: here,
      row: () => sheet.at - sheet.top,
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
    isIdle: () => parser.isText() && row === null && sheet === main,
    shift(by) {
      main.saved.at += by;
      main.unseen.shift(by);
    },
  };

  function print(text: string): void {
    if (row === null && isAtEnd(sheet)) append(text);
    else write(text, pen.style);
    isWriting = true;
  }

  function append(text: string): void {
    touch(sheet.at);
    add(sheet, pen, text, settings);
    sheet.unseen.add(sheet.at);
  }

  /** Over what stands there. */
  function write(text: string, look: Style): void {
    const cells = open();
    touch(sheet.at);
    if (!isWriting && sheet.column < cells.width()) tell(sheet.at);
    sheet.column = cells.put(sheet.column, text, look);
    if (cells.isCut()) settings.cut?.(sheet.at);
    sheet.unseen.add(sheet.at);
  }

  function tab(): void {
    if (row === null && isAtEnd(sheet)) append('\t');
    else if (here() >= open().width()) write('\t', PLAIN);
    else sheet.column = (Math.floor(here() / TAB) + 1) * TAB;
  }

  /** To the next row. */
  function next(column: number): void {
    leave();
    isWriting = false;
    if (sheet === main) settings.left?.(sheet.at);
    else tell(sheet.at);
    sheet.unseen.delete(sheet.at);
    feed(sheet, pen, column);
    if (sheet !== main && sheet.top > 0) {
      sheet.lines.shift();
      sheet.unseen.shift(-1);
      sheet.at -= 1;
      sheet.top = 0;
    }
    touch(sheet.at);
  }

  function reverse(): void {
    if (sheet.at === sheet.top) insertLines(0, 1);
    else moveBy(-1);
  }

  function moveTo(column: number): void {
    isWriting = false;
    sheet.column = column > WIDEST ? Math.max(WIDEST, open().width()) : Math.max(0, column);
  }

  function moveBy(rows: number): void {
    const column = here();
    leave();
    isWriting = false;
    sheet.at = Math.min(Math.max(sheet.at + rows, sheet.top), sheet.top + ROWS - 1);
    sheet.column = column;
  }

  function eraseInLine(mode: number): void {
    if (mode === 0 && row === null && isAtEnd(sheet)) return;
    edit((cells) => cells.erase(mode === 0 ? here() : 0, mode === 1 ? here() + 1 : Infinity));
  }

  function eraseScreen(mode: number): void {
    change(mode === 0 ? sheet.at - sheet.top : 0, () => {
      if (mode > 0) sheet.lines.fill('', sheet.top, mode === 1 ? sheet.at : undefined);
      if (mode !== 1) sheet.lines.length = Math.min(sheet.lines.length, sheet.at + 1);
    });
    if (mode < 2) eraseInLine(mode);
  }

  function insertLines(row: number, count: number): void {
    change(row, (at) => void sheet.lines.splice(at, 0, ...Array<string>(Math.min(count, ROWS)).fill('')));
  }

  function removeLines(row: number, count: number): void {
    change(row, (at) => void sheet.lines.splice(at, Math.min(count, ROWS - row)));
  }

  /** From a row on they all change. */
  function change(from: number, act: (first: number) => void): void {
    const [first, column] = [sheet.top + from, here()];
    leave();
    lineAt(sheet, first);
    touch(first);
    for (let at = first; at < sheet.lines.length; at += 1) tell(at);
    act(first);
    sheet.lines.length = Math.min(sheet.lines.length, sheet.top + ROWS);
    lineAt(sheet, 0);
    sheet.column = column;
  }

  function edit(act: (cells: Row) => void): void {
    const cells = open();
    touch(sheet.at);
    tell(sheet.at);
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
    if (isOn === (sheet !== main)) return;
    const column = here();
    leave();
    const at = sheet.at - sheet.top;
    if (!isOn) sheet.lines.forEach((_, line) => tell(line));
    sheet = isOn ? openCanvas(openSheet(), settings.lost) : main;
    sheet.at = sheet.top + at;
    sheet.column = column;
  }

  function save(): void {
    sheet.saved = { at: sheet.at, column: here(), style: pen.style };
  }

  function restore(): void {
    pen.style = sheet.saved.style;
    pen.isChanged = true;
    moveBy(sheet.saved.at - sheet.at);
    moveTo(sheet.saved.column);
  }

  function here(): number {
    if (sheet.column === Infinity) open();
    return sheet.column;
  }

  function open(): Row {
    row ??= openRow(sheet.lines[sheet.at] ?? '', settings.limit);
    if (sheet.column === Infinity) sheet.column = row.width();
    return row;
  }

  /** The lines are as they would be seen now. */
  function settle(): void {
    if (row?.isChanged() === true) {
      lineAt(sheet, sheet.at);
      sheet.lines[sheet.at] = row.text();
    }
    if (row !== null && sheet.column === row.width()) leave();
  }

  function leave(): void {
    if (row === null) return;
    const isBehind = sheet.column === row.width();
    sheet.column = NaN;
    settle();
    if (isBehind) sheet.column = Infinity;
    row = null;
    pen.isChanged = true;
  }

  function touch(at: number): void {
    if (sheet === main) settings.touch(at);
  }

  function tell(at: number): void {
    sheet.unseen.lose(at, () => (at === sheet.at && row !== null ? row.text() : (sheet.lines[at] ?? '')));
  }
}
