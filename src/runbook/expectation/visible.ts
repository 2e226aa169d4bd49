/** Lines as an explanation shows them: with what would act on a terminal drawn as a sign, and of long ones the part that counts. */
import type { Nearest } from '../model.ts';

/** Blanks at the end of a line are drawn too, which only an exact check sees. */
export function visible(text: string): string {
  return drawControls(text).replace(/[ \t]+$/, (blanks) => blanks.replaceAll(' ', '␠').replaceAll('\t', '␉'));
}

/** ESC as ␛, CR as ␍: each character stays one, so that marks stay where they are. A tab stays. */
export function drawControls(text: string): string {
  return text.replace(/[\0-\x08\x0a-\x1f\x7f-\x9f]/g, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\uFFFD';
  });
}

/** Characters of a line that are shown, and of them before the first difference. */
const SHOWN = 140;
const BEFORE = 50;

/** Both lines around what differs first. */
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

type Marks = Nearest['expectedMarks'];

function around(text: string, marks: Marks, first: number): { readonly text: string; readonly marks: Marks } {
  if (text.length <= SHOWN + 20) return { text: visible(text), marks };
  const at = Math.min(marks[0]?.[0] ?? first, text.length);
  const from = at <= BEFORE || at === Infinity ? 0 : Math.min(at - BEFORE, text.length - SHOWN);
  const to = Math.min(text.length, from + SHOWN);
  const [start, end] = [from > 0 ? '…' : '', to < text.length ? '…' : ''];
  const shift = start.length - from;
  const kept = marks.flatMap(([a, b]) =>
    b <= from || a >= to ? [] : [[Math.max(a, from) + shift, Math.min(b, to) + shift] as const],
  );
  return { text: `${start}${visible(text).slice(from, to)}${end}`, marks: kept };
}

/** Characters of a line that a sentence quotes, and of them before the first difference. */
const QUOTED = 70;
const LEAD = 30;

/** For a sentence. `nearest`: what the line is compared with, so that a long one is quoted where it differs. */
export function quote(text: string, nearest: Nearest | null = null): string {
  const line = visible(text);
  if (line.length <= QUOTED) return `“${line}”`;
  const at = nearest === null ? 0 : firstDifference(nearest);
  const from = at === Infinity || at <= QUOTED - 5 ? 0 : Math.min(at - LEAD, line.length - QUOTED);
  const part = line.slice(Math.max(0, from), Math.max(0, from) + QUOTED);
  return `“${from > 0 ? '…' : ''}${part.trimEnd()}${from + QUOTED < line.length ? '…' : ''}”`;
}
