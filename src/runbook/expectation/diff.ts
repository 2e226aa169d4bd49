/**
 * The diff of check and output. A line of output that matches is shown as the check has it, with its placeholders, so
 * that only real differences appear.
 */
import type { DiffLine } from '../model.ts';
import type { Pairing } from './align.ts';
import type { Pairs } from './pair-up.ts';
import type { LineElement } from './line-element.ts';

/** Lines shown around a difference, at both ends of a long stretch of output, and in all; characters of one line. */
const AROUND = 3;
const ENDS = 5;
const MOST = 60;
const LENGTH = 500;
/** How many lines at the end of an output are shown if a line is missing after them. */
const LAST = 3;

/** `focus` is the line of the check that the explanation is about, `nearest` the most similar line of output. */
export function diffOf(pairs: Pairs, focus: LineElement | null, nearest: number | null): DiffLine[] {
  const shown = nearest === null ? lastLines(pairs, focus) : [nearest];
  const rows = besideShown(toRows(pairs, focus, new Set(shown)), focus, shown[0]);
  const lines = shorten(foldLong(deletionsFirst(rows)));
  if (lines.every(({ sign }) => sign === '…')) return [];
  if (lines.length <= MOST) return lines;
  return [...lines.slice(0, MOST), { sign: '…', text: `${lines.length - MOST} more lines` }];
}

/** The last lines of the output, shown if a line is missing at the end and no line is similar to it. */
function lastLines({ pairings, elements, lines }: Pairs, focus: LineElement | null): number[] {
  const from = pairings.findLastIndex(({ is }) => is === 'match') + 1;
  const rest = pairings.slice(from);
  if (!rest.some((pairing) => isOpen(pairing) && elements[pairing.element] === focus)) return [];
  const printed = rest.flatMap((pairing) => ('line' in pairing ? (lines[pairing.line] ?? []) : []));
  const telling = printed.filter(({ text }) => /[\p{L}\p{N}]/u.test(text)).slice(-LAST);
  const [first, last] = [telling.at(0)?.number ?? Infinity, telling.at(-1)?.number ?? 0];
  return printed.flatMap(({ number }) => (number >= first && number <= last ? [number] : []));
}

function isOpen({ is }: Pairing): boolean {
  return is === 'missing' || is === 'awaited';
}

interface Row extends DiffLine {
  /** How many lines a `…` stands for. */
  readonly stands?: number;
  /** The line number in the output. */
  readonly number?: number;
}

function toRows(
  { pairings, elements, lines, inOrder }: Pairs,
  focus: LineElement | null,
  shown: ReadonlySet<number>,
): Row[] {
  const rows: Row[] = [];
  let before = 0;
  let awaited = 0;
  for (const pairing of pairings) {
    const line = 'line' in pairing ? lines[pairing.line] : undefined;
    if (line !== undefined) {
      if (inOrder && line.number > before + 1 && before > 0) skip(rows, line.number - before - 1);
      before = line.number;
    }
    if (pairing.is === 'match') rows.push({ sign: ' ', text: elements[pairing.element]?.raw ?? '' });
    else if (pairing.is === 'missing' || (pairing.is === 'awaited' && elements[pairing.element] === focus))
      rows.push({ sign: '-', text: elements[pairing.element]?.raw ?? '' });
    else if (pairing.is === 'awaited') awaited += 1;
    else if (line === undefined) continue;
    else if (pairing.is === 'extra' || shown.has(line.number))
      rows.push({ sign: '+', text: clip(line.text), number: line.number });
    else skip(rows, 1);
  }
  if (awaited > 0) rows.push({ sign: '…', text: `${lineCount(awaited)} of the check, not printed yet` });
  return rows;
}

/** Moves the missing line next to the output that is shown for it, unless a line that matches is in between. */
function besideShown(rows: readonly Row[], focus: LineElement | null, shown: number | undefined): readonly Row[] {
  const from = rows.findIndex(({ sign, text }) => sign === '-' && text === focus?.raw);
  const to = rows.findIndex(({ number }) => shown !== undefined && number === shown);
  const row = rows[from];
  if (row === undefined || to === -1) return rows;
  const between = rows.slice(Math.min(from, to) + 1, Math.max(from, to));
  if (between.some(({ sign }) => sign === ' ' || sign === '-')) return rows;
  return rows.toSpliced(from, 1).toSpliced(to > from ? to - 1 : to, 0, row);
}

function skip(rows: Row[], more: number): void {
  const last = rows.at(-1);
  const stands = more + (last?.sign === '…' ? (last.stands ?? 0) : 0);
  if (last?.sign === '…') rows.pop();
  rows.push({ sign: '…', text: `${lineCount(stands)} of the output`, stands });
}

function lineCount(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}

/** Within a stretch of differences, puts the lines of the check before those of the output. */
function deletionsFirst(rows: readonly Row[]): Row[] {
  const sorted: Row[] = [];
  let held: Row[] = [];
  for (const row of rows) {
    if (row.sign === '+') held.push(row);
    else if (row.sign === '-') sorted.push(row);
    else {
      sorted.push(...held, row);
      held = [];
    }
  }
  return [...sorted, ...held];
}

/** Shortens a long stretch of extra output to both its ends. */
function foldLong(rows: readonly Row[]): Row[] {
  const folded: Row[] = [];
  for (let from = 0, to = 0; from < rows.length; from = to) {
    const sign = rows[from]?.sign;
    while (to < rows.length && rows[to]?.sign === sign) to += 1;
    const stretch = rows.slice(from, to);
    const left = stretch.length - 2 * ENDS;
    if (sign !== '+' || left <= 1) folded.push(...stretch);
    else {
      const middle: Row = { sign: '…', text: `${lineCount(left)} of the output`, stands: left };
      folded.push(...stretch.slice(0, ENDS), middle, ...stretch.slice(-ENDS));
    }
  }
  return folded;
}

/** Leaves out long stretches of lines that match, except next to a difference. */
function shorten(rows: readonly Row[]): DiffLine[] {
  const isNear = rows.map((_, index) =>
    rows.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ sign }) => sign === '-' || sign === '+'),
  );
  const shown: DiffLine[] = [];
  let left = 0;
  const flush = () => {
    if (left > 0) shown.push({ sign: '…', text: `${left} ${left === 1 ? 'line agrees' : 'lines agree'}` });
    left = 0;
  };
  for (const [index, { sign, text }] of rows.entries()) {
    if (sign === ' ' && isNear[index] !== true) left += 1;
    else {
      flush();
      shown.push({ sign, text });
    }
  }
  flush();
  return shown;
}

export function clip(text: string): string {
  return text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text;
}
