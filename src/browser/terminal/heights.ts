/** Where each line of an output stands, in rows, when long lines wrap and when they do not. */
import { plainText } from './style.ts';

export interface Heights {
  /** Rows of all lines together. */
  total(): number;
  /** Row at which a line begins. */
  top(line: number): number;
  /** The line that a row belongs to. */
  at(row: number): number;
  /** Reads the first `used` lines, from index `from` on again; `columns` is null when lines do not wrap. */
  read(lines: readonly string[], used: number, from: number, columns: number | null): void;
}

export function measureHeights(): Heights {
  let count = 0;
  let width: number | null = null;
  /** tops[i] is the row of line i; tops[count] the total. Only kept while lines wrap. */
  let tops = new Uint32Array(1024);
  const top = (line: number) => (width === null ? line : (tops[Math.min(line, count)] ?? 0));
  return {
    top,
    total: () => top(count),
    at(row) {
      if (width === null) return Math.min(Math.floor(row), Math.max(0, count - 1));
      let [low, high] = [0, Math.max(0, count - 1)];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (top(middle) <= row) low = middle;
        else high = middle - 1;
      }
      return low;
    },
    read(lines, used, from, columns) {
      const start = columns === width ? Math.min(from, count) : 0;
      [count, width] = [used, columns];
      if (columns === null) return;
      if (tops.length <= count) {
        const larger = new Uint32Array(2 * count + 1);
        larger.set(tops);
        tops = larger;
      }
      for (let index = start; index < count; index++) {
        const length = plainText(lines[index] ?? '').length;
        tops[index + 1] = (tops[index] ?? 0) + Math.max(1, Math.ceil(length / columns));
      }
    },
  };
}
