/** `; did you mean list?` for a word that is nearly one of `words`, else the words to choose from. */
export function suggestion(word: string, words: readonly string[]): string {
  const near = words
    .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
    .filter(({ candidate, distance }) => distance <= tolerance(candidate) || candidate.startsWith(word))
    .toSorted((a, b) => a.distance - b.distance)[0];
  if (near) return `; did you mean ${near.candidate}?`;
  return words.length > 0 ? `; there is ${words.join(', ')}` : '';
}

/** Two letters changed places count as two. */
function tolerance({ length }: string): number {
  return length < 4 ? 1 : Math.max(2, Math.floor(length / 3));
}

/** Levenshtein's, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, char] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (char === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
