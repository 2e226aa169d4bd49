/**
 * The lines that a program's output amounts to. Colours stay in the text as SGR sequences, each line complete in
 * itself; `\r`, backspace and the cursor movements of progress displays overwrite what stood there, within the last
 * rows; every other escape sequence is dropped. A sequence may be cut anywhere between two writes.
 */
import { edit, type Row } from './row.ts';
import { encode, PLAIN, styleAfter, applySgr, type Style } from './style.ts';

export interface Screen {
  readonly lines: readonly string[];
  write(text: string): void;
  /** Index of the first line that changed since the last call; `lines.length` if none did. */
  changed(): number;
  /** Puts lines of older output in front. */
  prepend(older: readonly string[]): void;
  /** Forgets the first `count` lines. */
  drop(count: number): void;
}

const REACH = 200; // rows that a program can still overwrite; taller than any terminal
const LONGEST_SEQUENCE = 4096; // characters; what is longer was no sequence
const UNFINISHED = /\x1b(?:\[[0-9;:<=>?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)?$|\r$/;
const SPECIAL = /[\r\b\x00-\x08\x0b-\x1a]|\x1b(?!\[[0-9;:]*m)/;
const TOKEN =
  /\x1b\[([0-9;:<=>?]*)[ -/]*([@-~])|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?|([\n\r\b])|[^\x1b\n\r\b]+/g;

export function openScreen(): Screen {
  let lines = [''];
  let style: Style = PLAIN;
  let pending = '';
  let first = 0;
  /** The row being overwritten; null while text is only added at the very end. */
  let row: Row | null = null;
  let at = 0;

  const touch = (index: number) => {
    first = Math.min(first, index);
  };
  const last = () => lines.length - 1;

  function append(text: string) {
    const parts = text.split('\n');
    touch(last());
    for (const [index, part] of parts.entries()) {
      if (index > 0) lines.push(encode(style));
      lines[last()] += part;
      style = styleAfter(style, part);
    }
  }

  function openRow(): Row {
    if (row) return row;
    at = last();
    row = edit(lines[at] ?? '');
    return row;
  }

  function save() {
    if (!row) return;
    touch(at);
    lines[at] = row.text();
    if (at === last() && row.atEnd()) {
      lines[at] += encode(style);
      row = null;
    }
  }

  function move(to: number) {
    openRow();
    const column = row?.column() ?? 0;
    save();
    at = Math.min(Math.max(to, lines.length - REACH, 0), last());
    row = edit(lines[at] ?? '');
    row.to(column);
  }

  function newline() {
    const next = row ? at + 1 : lines.length;
    save();
    row = null;
    if (next === lines.length) {
      lines.push(encode(style));
      touch(last());
    } else {
      at = next;
      row = edit(lines[at] ?? '');
      row.to(0);
    }
  }

  function control(parameters: string, final: string) {
    if (final === 'm') {
      style = applySgr(style, parameters);
      if (!row) lines[last()] += `\x1b[${parameters}m`;
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
    lines.length = at + 1;
    touch(at);
  }

  function step([token, parameters, final, single]: readonly (string | undefined)[]) {
    if (final !== undefined) control(parameters ?? '', final);
    else if (single === '\n') newline();
    else if (single === '\r') openRow().to(0);
    else if (single === '\b') openRow().to(openRow().column() - 1);
    else if (token !== undefined && !token.startsWith('\x1b')) {
      const text = token.replace(/[\x00-\x08\x0b-\x1f]/g, '');
      if (row) row.put(text, style);
      else append(text);
    }
  }

  return {
    get lines() {
      return lines;
    },
    write(chunk) {
      const text = pending + chunk;
      const cut = UNFINISHED.exec(text)?.[0] ?? '';
      pending = cut.length < LONGEST_SEQUENCE ? cut : '';
      const whole = text.slice(0, text.length - cut.length).replaceAll('\r\n', '\n');
      if (whole === '') return;
      if (!row && !SPECIAL.test(whole)) return append(whole);
      for (const token of whole.matchAll(TOKEN)) step(token);
      save();
    },
    changed() {
      const changed = Math.min(first, lines.length);
      first = Number.POSITIVE_INFINITY;
      return changed;
    },
    prepend(older) {
      lines = [...older, ...lines];
      at += older.length;
      first = 0;
    },
    drop(count) {
      lines = lines.slice(count);
      at -= count;
      first = 0;
    },
  };
}
