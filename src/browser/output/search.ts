/** Find in output: the browser's own search sees only the lines that stand in the page. */
import { plainText } from '../../runbook/terminal/style.ts';

export interface Hit {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

const MOST = 10_000; // hits; a reader refines a word long before

/** Every place of `wanted` in the lines, without regard to case, in order. */
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
