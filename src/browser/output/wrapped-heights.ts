/** The position of each line of an output, in rows, when long lines wrap. Loaded for readers who turn that on. */
import type { Heights } from './virtual-list.ts';

export function wrappedHeights(): Heights {
  let count = 0;
  let width = 0;
  /** tops[i] is the row of line i; tops[count] the total. */
  let tops = new Uint32Array(1024);
  const top = (line: number) => tops[Math.min(line, count)] ?? 0;
  return {
    top,
    total: () => top(count),
    at(row) {
      let [low, high] = [0, Math.max(0, count - 1)];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (top(middle) <= row) low = middle;
        else high = middle - 1;
      }
      return low;
    },
    read(used, from, columns, length) {
      const wide = columns();
      const start = wide === width ? Math.min(from, count) : 0;
      [count, width] = [used, wide];
      if (tops.length <= count) {
        const larger = new Uint32Array(2 * count + 1);
        larger.set(tops);
        tops = larger;
      }
      for (let index = start; index < count; index++) {
        tops[index + 1] = (tops[index] ?? 0) + Math.max(1, Math.ceil(length(index) / width));
      }
    },
  };
}
