/**
 * Text that does not only go on at the end: `\r`, backspace and the cursor movements of progress displays overwrite what
 * stood there, within the last rows; every other escape sequence is dropped.
 */
import { applySgr, encode } from './style.ts';
import { edit, type Row } from './row.ts';
import type { Style } from './style.ts';

/** What a screen and its cursor write on. */
export interface Sheet {
  lines: string[];
  style: Style;
  /** A line has changed. */
  touch(index: number): void;
  append(text: string): void;
}

export interface Cursor {
  write(text: string): void;
  /** Whether it stands elsewhere than at the very end. */
  overwrites(): boolean;
  /** So many lines came in front. */
  shift(lines: number): void;
}

const REACH = 200; // rows that a program can still overwrite; taller than any terminal
const TOKEN =
  /\x1b\[([0-9;:<=>?]*)[ -/]*([@-~])|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?|([\n\r\b])|[^\x1b\n\r\b]+/g;

export function openCursor(sheet: Sheet): Cursor {
  /** The row being overwritten; null while text is only added at the very end. */
  let row: Row | null = null;
  let at = 0;
  const last = () => sheet.lines.length - 1;

  function openRow(): Row {
    if (row) return row;
    at = last();
    row = edit(sheet.lines[at] ?? '');
    return row;
  }

  function save() {
    if (!row) return;
    sheet.touch(at);
    sheet.lines[at] = row.text();
    if (at === last() && row.atEnd()) {
      sheet.lines[at] += encode(sheet.style);
      row = null;
    }
  }

  function move(to: number) {
    openRow();
    const column = row?.column() ?? 0;
    save();
    at = Math.min(Math.max(to, sheet.lines.length - REACH, 0), last());
    row = edit(sheet.lines[at] ?? '');
    row.to(column);
  }

  function newline() {
    const next = row ? at + 1 : sheet.lines.length;
    save();
    row = null;
    if (next === sheet.lines.length) {
      sheet.lines.push(encode(sheet.style));
      sheet.touch(last());
    } else {
      at = next;
      row = edit(sheet.lines[at] ?? '');
      row.to(0);
    }
  }

  function control(parameters: string, final: string) {
    if (final === 'm') {
      sheet.style = applySgr(sheet.style, parameters);
      if (!row) sheet.lines[last()] += `\x1b[${parameters}m`;
      return;
    }
    const count = Math.max(1, Number.parseInt(parameters, 10) || 1);
    const mode = Number.parseInt(parameters, 10) || 0;
    if (final === 'A' || final === 'F') move((openRow(), at) - count);
    else if (final === 'B' || final === 'E') move((openRow(), at) + count);
    else if (final === 'C') openRow().to(openRow().column() + count);
    else if (final === 'D') openRow().to(openRow().column() - count);
    else if (final === 'G') openRow().to(count - 1);
    else if (final === 'K') openRow().erase(mode);
    else if (final === 'J' && mode === 0) eraseBelow();
    if (final === 'E' || final === 'F') openRow().to(0);
  }

  function eraseBelow() {
    openRow().erase(0);
    sheet.lines.length = at + 1;
    sheet.touch(at);
  }

  function step([token, parameters, final, single]: readonly (string | undefined)[]) {
    if (final !== undefined) control(parameters ?? '', final);
    else if (single === '\n') newline();
    else if (single === '\r') openRow().to(0);
    else if (single === '\b') openRow().to(openRow().column() - 1);
    else if (token !== undefined && !token.startsWith('\x1b')) {
      const text = token.replace(/[\x00-\x08\x0b-\x1f]/g, '');
      if (row) row.put(text, sheet.style);
      else sheet.append(text);
    }
  }

  return {
    write(text) {
      for (const token of text.matchAll(TOKEN)) step(token);
      save();
    },
    overwrites: () => row !== null,
    shift(lines) {
      at += lines;
    },
  };
}
