/** Prints lines for an explanation: control characters as visible signs, and of a long line the part that matters. */
import type { Nearest } from '../model.ts';

/** Shows also trailing blanks, which matter only to an exact check. */
export function visible(text: string): string {
  return drawControls(text).replace(/[ \t]+$/, (blanks) => blanks.replaceAll(' ', '␠').replaceAll('\t', '␉'));
}

/** Shows ESC as ␛, CR as ␍. Each character stays one character, so that marks stay in place; tabs stay. */
export function drawControls(text: string): string {
  return text.replace(/[\0-\x08\x0a-\x1f\x7f-\x9f]/g, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\uFFFD';
  });
}

/** How many characters of a line are shown, and how many of them before the first difference. */
const SHOWN = 140;
const BEFORE = 50;

/** The parts of both lines around their first difference. */
export function neighbourhood(nearest: Nearest): Nearest {
  const { expected, actual, expectedMarks, actualMarks } = nearest;
  const first = firstDifference(nearest);
  const left = around(expected, expectedMarks, first);
  const right = around(actual, actualMarks, first);
  return { ...nearest, expected: left.text, actual: right.text, expectedMarks: left.marks, actualMarks: right.marks };
}

function firstDifference({ expectedMarks, actualMarks }: Nearest): number {
  return Math.min(expectedMarks[0]?.[0] ?? Infinity, actualMarks[0]?.[0] ?? Infinity);
}

/** The part of a line around a text in it. */
export function partAround(line: string, text: string): string {
  return around(line, [], Math.max(0, line.indexOf(text))).text;
}

type Marks = Nearest['expectedMarks'];

function around(text: string, marks: Marks, first: number): { readonly text: string; readonly marks: Marks } {
  if (text.length <= SHOWN + 20) return { text: drawTabs(visible(text), marks), marks };
  const at = Math.min(marks[0]?.[0] ?? first, text.length);
  const from = at <= BEFORE || at === Infinity ? 0 : Math.min(at - BEFORE, text.length - SHOWN);
  const to = Math.min(text.length, from + SHOWN);
  const [start, end] = [from > 0 ? '…' : '', to < text.length ? '…' : ''];
  const shift = start.length - from;
  const kept = marks.flatMap(([a, b]) =>
    b <= from || a >= to ? [] : [[Math.max(a, from) + shift, Math.min(b, to) + shift] as const],
  );
  return { text: `${start}${drawTabs(visible(text), marks).slice(from, to)}${end}`, marks: kept };
}

/** Draws the tabs that differ, which would look like spaces. */
function drawTabs(text: string, marks: Marks): string {
  return text.replaceAll('\t', (tab, at: number) => (marks.some(([from, to]) => at >= from && at < to) ? '␉' : tab));
}

/** How many characters of a line are quoted, and how many of them before the first difference. */
const QUOTED = 70;
const LEAD = 30;

/** Quotes a line within a sentence. `nearest`: what it is compared with, to quote a long line where it differs. */
export function quote(text: string, nearest: Nearest | null = null): string {
  const line = visible(text);
  if (line.length <= QUOTED) return `“${line}”`;
  const at = nearest === null ? 0 : firstDifference(nearest);
  const from = at === Infinity || at <= QUOTED - 5 ? 0 : Math.min(at - LEAD, line.length - QUOTED);
  const part = line.slice(Math.max(0, from), Math.max(0, from) + QUOTED);
  return `“${from > 0 ? '…' : ''}${part.trimEnd()}${from + QUOTED < line.length ? '…' : ''}”`;
}
