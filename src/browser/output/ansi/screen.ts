/**
 * The lines that a program's output amounts to. Colours stay in the text as SGR sequences, each line complete in
 * itself. What overwrites, as progress displays do, is read by cursor.ts, which comes with the first output that does;
 * until then such text waits. A sequence may be cut anywhere between two writes.
 */
import type { Cursor, openCursor, Sheet } from './cursor.ts';
import { inTime } from '../../platform/lazy-import.ts';
import { encode, PLAIN, styleAfter } from './style.ts';

export interface Screen {
  readonly lines: readonly string[];
  write(text: string): void;
  /** Index of the first line that changed since the last call; `lines.length` if none did. */
  changed(): number;
  /** Puts lines of older output in front. */
  prepend(older: readonly string[]): void;
}

const LONGEST_SEQUENCE = 4096; // characters; what is longer was no sequence
const UNFINISHED = /\x1b(?:\[[0-9;:<=>?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)?$|\r$/;
const SPECIAL = /[\r\b\x00-\x08\x0b-\x1a]|\x1b(?!\[[0-9;:]*m)/;

let open: typeof openCursor | null = null;
let loading: Promise<void> | undefined;

/** `onLate` after text that had to wait has been read. */
export function openScreen(onLate?: () => void): Screen {
  const sheet: Sheet = { lines: [''], style: PLAIN, touch, append };
  let cursor: Cursor | null = null;
  let [pending, waiting] = ['', ''];
  let first = 0;

  function touch(index: number) {
    first = Math.min(first, index);
  }

  function append(text: string) {
    const { lines } = sheet;
    touch(lines.length - 1);
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push(encode(sheet.style));
      lines[lines.length - 1] += part;
      sheet.style = styleAfter(sheet.style, part);
    }
  }

  function take(text: string) {
    if (waiting === '' && !cursor?.overwrites() && !SPECIAL.test(text)) return append(text);
    if (open) return (cursor ??= open(sheet)).write(text);
    if (waiting === '') void loadCursor().then(catchUp);
    waiting += text;
  }

  function catchUp() {
    const text = waiting;
    waiting = '';
    take(text);
    onLate?.();
  }

  return {
    get lines() {
      return sheet.lines;
    },
    write(chunk) {
      const text = pending + chunk;
      const cut = UNFINISHED.exec(text)?.[0] ?? '';
      pending = cut.length < LONGEST_SEQUENCE ? cut : '';
      const whole = text.slice(0, text.length - cut.length).replaceAll('\r\n', '\n');
      if (whole !== '') take(whole);
    },
    changed() {
      const changed = Math.min(first, sheet.lines.length);
      first = Number.POSITIVE_INFINITY;
      return changed;
    },
    prepend(older) {
      sheet.lines = [...older, ...sheet.lines];
      cursor?.shift(older.length);
      first = 0;
    },
  };
}

/** Where it does not come, what would overwrite stands below. */
export function loadCursor(): Promise<void> {
  return (loading ??= inTime(import('./cursor.ts')).then(
    (module) => void (open = module.openCursor),
    () => void (open = below),
  ));
}

function below(sheet: Sheet): Cursor {
  return { overwrites: () => false, write: (text) => sheet.append(text.replaceAll('\r', '\n')), shift() {} };
}
