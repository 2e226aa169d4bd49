import { distance } from '../../src/runbook/near.ts';

/** `; did you mean list?` if a word is similar to one of `words`, else the list of words. */
export function suggestion(word: string, words: readonly string[]): string {
  const near = words
    .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
    .filter(({ candidate, distance }) => distance <= tolerance(candidate) || candidate.startsWith(word))
    .toSorted((a, b) => a.distance - b.distance)[0];
  if (near) return `; did you mean ${near.candidate}?`;
  return words.length > 0 ? `; there is ${words.join(', ')}` : '';
}

/** How many typing errors a word can have and still be meant: `report` is not `import`. */
function tolerance({ length }: string): number {
  return Math.max(1, Math.floor(length / 4));
}
