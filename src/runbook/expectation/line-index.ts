/**
 * Finds the lines of a check that a line of output can match at all, by the text at their start or end. Without it, an
 * unordered check would compare each of its lines with each line of output.
 */
import { trimEnd } from './normalise.ts';
import type { LineElement } from './line-element.ts';

export interface Indexed {
  readonly element: LineElement;
  readonly index: number;
}

/** Returns the lines in the order of the check. `cut`: the line of output was longer than what is kept of it. */
export function openLineIndex(lines: readonly Indexed[]): (text: string, cut: boolean) => readonly Indexed[] {
  const whole = new Map<string, Indexed[]>();
  const starts = openEnds((text, length) => text.slice(0, length));
  const ends = openEnds((text, length) => (length > text.length ? '' : text.slice(text.length - length)));
  const others: Indexed[] = [];
  for (const line of lines) place(line);

  return (text, cut) => {
    if (cut) return lines;
    const found = [...(whole.get(text) ?? []), ...starts.find(text), ...ends.find(text), ...others];
    return found.length < 2 ? found : [...new Set(found)].toSorted((a, b) => a.index - b.index);
  };

  function place(line: Indexed): void {
    const { raw, reads } = line.element;
    addTo(whole, raw, line);
    if (reads.by === 'text') return addTo(whole, reads.text, line);
    const [first, last] = reads.by === 'tokens' ? [reads.tokens[0], reads.tokens.at(-1)] : [];
    // trailing blanks of a line are not in the output
    if (first?.is === 'text') starts.add(trimEnd(first.text), line);
    else if (last?.is === 'text') ends.add(last.text, line);
    else others.push(line);
  }
}

/** An index of texts by length, so that each length is cut from a line only once. */
function openEnds(cut: (text: string, length: number) => string) {
  const byLength = new Map<number, Map<string, Indexed[]>>();
  return {
    add(text: string, line: Indexed): void {
      const known = byLength.get(text.length) ?? new Map<string, Indexed[]>();
      byLength.set(text.length, known);
      addTo(known, text, line);
    },
    find: (text: string) => [...byLength].flatMap(([length, known]) => known.get(cut(text, length)) ?? []),
  };
}

function addTo(map: Map<string, Indexed[]>, key: string, line: Indexed): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [line]);
  else known.push(line);
}
