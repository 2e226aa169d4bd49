/** Find in output: the browser's own search only sees the lines that are in the DOM. */
import { plainText } from '../../runbook/screen/style.ts';

export interface Hit {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

const MOST = 10_000; // hits; with more than that, the reader types a longer word

/** Every occurrence of `wanted` in the lines, in order; case does not matter. */
export function findAll(lines: readonly string[], wanted: string): readonly Hit[] {
  const hits: Hit[] = [];
  const needle = wanted.toLowerCase();
  if (needle === '') return hits;
  for (const [line, raw] of lines.entries()) {
    const text = plainText(raw).toLowerCase();
    for (let from = text.indexOf(needle); from >= 0; from = text.indexOf(needle, from + needle.length)) {
      hits.push({ line, from, to: from + needle.length });
      if (hits.length === MOST) return hits;
    }
  }
  return hits;
}
