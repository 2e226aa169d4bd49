/**
 * Check and output as one list of lines. The output is first rewritten towards the check: a line that a placeholder
 * matched shows as the check has it, so that only real differences stand out.
 */
import type { DiffLine } from '../model.ts';
import type { Pairs } from './pair-up.ts';
import type { SeenLine } from './recorder.ts';

/** Lines shown around a difference, in all, and of one line. */
const AROUND = 3;
const MOST = 60;
const LENGTH = 500;

/** `isOpen`: more output may follow, so the lines of the check behind the first missing one are only not there yet. */
export function diffOf(pairs: Pairs, lines: readonly SeenLine[], nearest: number | null, isOpen: boolean): DiffLine[] {
  const rows = besideNearest(toRows(pairs, lines, nearest), pairs);
  const reached = isOpen ? dropUnreached(rows) : rows;
  return shorten(deletionsFirst(reached)).slice(0, MOST);
}

interface Row extends DiffLine {
  /** Lines that a `…` stands for. */
  readonly stands?: number;
}

function toRows({ pairings, elements }: Pairs, lines: readonly SeenLine[], nearest: number | null): Row[] {
  const rows: Row[] = [];
  let before = 0;
  for (const pairing of pairings) {
    const line = pairing.is === 'missing' ? undefined : lines[pairing.line];
    if (line !== undefined) {
      if (line.number > before + 1 && before > 0) skip(rows, line.number - before - 1);
      before = line.number;
    }
    if (pairing.is === 'match') rows.push({ sign: ' ', text: elements[pairing.element]?.raw ?? '' });
    else if (pairing.is === 'missing') rows.push({ sign: '-', text: elements[pairing.element]?.raw ?? '' });
    else if (line === undefined) continue;
    else if (pairing.is === 'extra' || line.number === nearest) rows.push({ sign: '+', text: clip(line.text) });
    else skip(rows, 1);
  }
  return rows;
}

/** The line that is missing moves to the line that came nearest to it, where only lines that `...` allows stand between. */
function besideNearest(rows: readonly Row[], { missing }: Pairs): Row[] {
  const from = rows.findIndex(({ sign, text }) => sign === '-' && text === missing[0]?.raw);
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
  rows.push({ sign: '…', text: `${stands} ${stands === 1 ? 'line' : 'lines'} of the output`, stands });
}

/** Of the missing lines at the end only the first: the others were not waited for yet. */
function dropUnreached(rows: readonly Row[]): Row[] {
  const end = rows.findLastIndex(({ sign }) => sign !== '-') + 1;
  const unreached = rows.length - end - 1;
  if (unreached < 1) return [...rows];
  const text = `${unreached} more ${unreached === 1 ? 'line' : 'lines'} of the check`;
  return [...rows.slice(0, end + 1), { sign: '…', text }];
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
