import type { DiffLine } from '../../src/runbook/model.ts';

const CONTEXT = 2; // lines around a difference
const LIMIT = 2000; // lines; a longer script is shown as replaced

/** The lines that differ, with a little of what stands around them. A longest common subsequence, line by line. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  if (old.length > LIMIT || now.length > LIMIT) return [...marked('-', old), ...marked('+', now)];
  return shorten(walk(old, now, commonLengths(old, now)));
}

/** `lengths[i][j]`: how many lines old[i…] and now[j…] have in common, in order. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row)
        row[j] =
          old[i] === now[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  return lengths;
}

function walk(old: readonly string[], now: readonly string[], lengths: readonly Uint16Array[]): DiffLine[] {
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [left, right] = [old[i], now[j]];
    if (left !== undefined && left === right) {
      lines.push({ sign: ' ', text: left });
      i += 1;
      j += 1;
    } else if (right === undefined || (left !== undefined && at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      lines.push({ sign: '-', text: left ?? '' });
      i += 1;
    } else {
      lines.push({ sign: '+', text: right });
      j += 1;
    }
  }
  return lines;
}

function shorten(lines: readonly DiffLine[]): DiffLine[] {
  const near = (index: number) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' ');
  return lines.flatMap((line, index): DiffLine[] => {
    if (near(index)) return [line];
    return index === 0 || near(index - 1) ? [{ sign: '…', text: '' }] : [];
  });
}

function at(lengths: readonly Uint16Array[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}

function marked(sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] {
  return lines.map((text) => ({ sign, text }));
}
