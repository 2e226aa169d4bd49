/** Which of two values comes first, kind by kind; NaN when one of them is not of the kind. */
export type Compare = (left: string, right: string) => number;

export const compareNumbers: Compare = (left, right) => toNumber(left) - toNumber(right);

export const compareDurations: Compare = (left, right) => toSeconds(left) - toSeconds(right);

/** k, M, G … are powers of 1000; Ki, Mi, Gi … and a bare K are powers of 1024. */
export const compareSizes: Compare = (left, right) => toBytes(left) - toBytes(right);

/** Dates, times, and dates with times: earlier is less; a time without a zone is taken as UTC. */
export const compareDates: Compare = (left, right) => toInstant(left) - toInstant(right);

/**
 * Number by number, missing ones count as 0, so 2.0 equals 2.0.0. A pre-release (2.0rc1, 2.0-beta.2, 2.0.dev1) comes
 * before its release, a post-release after it; what follows `+` does not count.
 */
export const compareVersions: Compare = (left, right) => {
  const [a, b] = [splitVersion(left), splitVersion(right)];
  if (a === null || b === null) return NaN;
  return compareLists(a.release, b.release) || compareLists(a.rest, b.rest);
};

function splitVersion(text: string): { release: number[]; rest: number[] } | null {
  const match = /^v?(\d+(?:\.\d+)*)([^+]*)(?:\+.*)?$/.exec(text.trim());
  if (!match) return null;
  const rest = (match[2] ?? '').match(/\d+|[A-Za-z]+/g) ?? [];
  return { release: (match[1] ?? '').split('.').map(Number), rest: rest.map(rank) };
}

/** Letters sort before the release (0), `post` and further numbers after it. */
function rank(part: string): number {
  if (/^\d/.test(part)) return Number(part) + 1;
  if (/^(?:post|rev|r|p)$/i.test(part)) return 1;
  const order = ['dev', 'a', 'alpha', 'b', 'beta', 'pre', 'preview', 'c', 'rc'].indexOf(part.toLowerCase());
  const group = [4, 3, 3, 2, 2, 1, 1, 1, 1][order];
  return group === undefined ? -5 : -group;
}

function compareLists(left: readonly number[], right: readonly number[]): number {
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function toNumber(text: string): number {
  const plain = text.trim().replaceAll(',', '');
  return plain === '' ? NaN : Number(plain);
}

const SECONDS: Readonly<Record<string, number>> = { n: 1e-9, u: 1e-6, µ: 1e-6, μ: 1e-6, s: 1, h: 3600, d: 86_400 };

function toSeconds(text: string): number {
  const clock = /^(?:(\d+):)?(\d+):(\d\d(?:\.\d+)?)$/.exec(text.trim());
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?) ?(\p{L}+)/gu)];
  if (parts.length === 0) return NaN;
  return parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * secondsOf(unit), 0);
}

function secondsOf(unit: string): number {
  if (unit === 'ms') return 1e-3;
  if (unit.startsWith('m')) return 60;
  return SECONDS[unit[0] ?? ''] ?? NaN;
}

function toBytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?) ?(?:([kKMGTP])(i?)(B?)|bytes?|B)$/.exec(text.trim());
  if (!match) return NaN;
  const prefix = match[2];
  if (prefix === undefined) return Number(match[1]);
  const isBinary = match[3] === 'i' || (prefix === 'K' && match[4] === '');
  return Number(match[1]) * (isBinary ? 1024 : 1000) ** ('kmgtp'.indexOf(prefix.toLowerCase()) + 1);
}

function toInstant(text: string): number {
  const match =
    /^(?:(\d{4})[-/](\d\d)[-/](\d\d))?[T ]?(?:(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))?(?: ?([ap])m)?)?(?: ?(?:Z|UTC|([-+]\d\d):?(\d\d)))?$/i.exec(
      text.trim(),
    );
  if (!match || text.trim() === '') return NaN;
  const number = (index: number) => Number((match[index] ?? '0').replace(',', '.'));
  const days = match[1] === undefined ? 0 : Date.UTC(number(1), number(2) - 1, number(3));
  const hours = match[7] === undefined ? number(4) : (number(4) % 12) + (/p/i.test(match[7]) ? 12 : 0);
  const zone = number(8) * 60 + Math.sign(number(8) || 1) * number(9);
  return days + ((hours * 60 + number(5) - zone) * 60 + number(6)) * 1000;
}
