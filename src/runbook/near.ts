/**
 * The one of `words` that was probably meant: at most two typing errors, or one if it is shorter than `long`. Of two
 * that are as near the longer one, because a letter is more often left out than put in.
 */
export function nearest(word: string, words: readonly string[], long = 6): string | null {
  const near = words
    .map((candidate) => ({ candidate, far: distance(word, candidate) }))
    .filter(({ candidate, far }) => far <= (candidate.length < long ? 1 : 2))
    .toSorted((a, b) => a.far - b.far || b.candidate.length - a.candidate.length);
  return near[0]?.candidate ?? null;
}

/** The Levenshtein distance; two adjacent letters that changed places count once. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const swapped = a[i] === b[j - 1] && a[i - 1] === b[j] ? (before[j - 1] ?? 0) + 1 : Infinity;
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, replaced, swapped));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
