/** The one of `words` that was probably meant: two letters differ at most, in a short one a single letter. */
export function nearest(word: string, words: readonly string[]): string | null {
  const near = words
    .map((candidate) => ({ candidate, far: distance(word, candidate) }))
    .filter(({ candidate, far }) => far <= (candidate.length < 6 ? 1 : 2))
    .toSorted((a, b) => a.far - b.far);
  return near[0]?.candidate ?? null;
}

/** Levenshtein distance, one row at a time. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, x] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, y] of [...b].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (x === y ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
