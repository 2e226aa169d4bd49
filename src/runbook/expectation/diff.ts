/**
 * Check and output as one list of lines. The output is first rewritten towards the check: a line that a placeholder
 * matched shows as the check has it, so that only real differences stand out.
 */
import type { DiffLine } from '../model.ts';
import type { Pairs } from './pair-up.ts';
import type { LineElement } from './pattern.ts';

/** Lines shown around a difference, in all, and of one line. */
const AROUND = 3;
const MOST = 60;
const LENGTH = 500;

/** `focus` is the line of the check that the explanation is about, `nearest` the line of output nearest to it. */
export function diffOf(pairs: Pairs, focus: LineElement | null, nearest: number | null): DiffLine[] {
  const rows = besideNearest(toRows(pairs, focus, nearest), focus);
  return shorten(deletionsFirst(rows)).slice(0, MOST);
}

interface Row extends DiffLine {
  /** Lines that a `…` stands for. */
  readonly stands?: number;
}

function toRows(
  { pairings, elements, lines, inOrder }: Pairs,
  focus: LineElement | null,
  nearest: number | null,
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
    else if (pairing.is === 'extra' || line.number === nearest) rows.push({ sign: '+', text: clip(line.text) });
    else skip(rows, 1);
  }
  if (awaited > 0) rows.push({ sign: '…', text: `${lineCount(awaited)} of the check, not printed yet` });
  return rows;
}

/** The line that is missing moves to the line that came nearest to it, where only lines that `...` allows stand between. */
function besideNearest(rows: readonly Row[], focus: LineElement | null): Row[] {
  const from = rows.findIndex(({ sign, text }) => sign === '-' && text === focus?.raw);
  const row = rows[from];
  const near = rows.flatMap(({ sign }, index) => (sign === '+' ? [index] : []));
  const to = near.find((index) =>
    rows.slice(Math.min(from, index) + 1, Math.max(from, index)).every(({ sign }) => sign === '…'),
  );
  if (row === undefined || to === undefined) return [...rows];
  const rest = rows.toSpliced(from, 1);
  return rest.toSpliced(to > from ? to - 1 : to, 0, row);
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

/** Within a stretch of differences the check's lines stand before the output's. */
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

/** Long stretches of lines that agree are left out, but for those beside a difference. */
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

function clip(text: string): string {
  return text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text;
}
