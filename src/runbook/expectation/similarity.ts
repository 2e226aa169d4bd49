/** How similar two lines are, from 0 to 1: Jaro's measure, with Winkler's bonus for a common beginning. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const alike = jaro([...a], [...b]);
  const common = [...a].slice(0, PREFIX).findIndex((character, index) => character !== [...b][index]);
  const prefix = common < 0 ? Math.min(PREFIX, a.length) : common;
  return alike > BOOST ? alike + prefix * 0.1 * (1 - alike) : alike;
}

const PREFIX = 4; // characters; this and the next are Winkler's values
const BOOST = 0.7;

function jaro(a: readonly string[], b: readonly string[]): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const ofA = a.filter((character, index) => {
    for (let at = Math.max(0, index - reach); at <= Math.min(b.length - 1, index + reach); at += 1) {
      if (taken.has(at) || b[at] !== character) continue;
      taken.add(at);
      return true;
    }
    return false;
  });
  if (ofA.length === 0) return 0;
  const ofB = [...taken].toSorted((left, right) => left - right).map((at) => b[at]);
  const moved = ofA.filter((character, index) => character !== ofB[index]).length / 2;
  const found = ofA.length;
  return (found / a.length + found / b.length + (found - moved) / found) / 3;
}
