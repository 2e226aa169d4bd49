/** Which of two values comes first, kind by kind; NaN when one of them is not of the kind. */
import { compareDecimals, totalOf } from './decimal.ts';

export type Compare = (left: string, right: string) => number;

export const compareNumbers: Compare = compareDecimals;

export const compareDurations: Compare = (left, right) => compareDecimals(toNanoseconds(left), toNanoseconds(right));

/** k, M, G … are powers of 1000; Ki, Mi, Gi … and a bare K are powers of 1024. */
export const compareSizes: Compare = (left, right) => compareDecimals(toBytes(left), toBytes(right));

const SECOND = 1_000_000_000n;
const UNITS: readonly (readonly [unit: RegExp, nanoseconds: bigint])[] = [
  [/^n/, 1n],
  [/^(?:u|µ|μ|micro)/, 1000n],
  [/^(?:ms|milli)/, 1_000_000n],
  [/^s/, SECOND],
  [/^m/, 60n * SECOND],
  [/^h/, 3600n * SECOND],
  [/^d/, 86_400n * SECOND],
  [/^w/, 7n * 86_400n * SECOND],
];

/** '' is no number. A clock may follow days: `1 day, 2:03:04`. */
function toNanoseconds(text: string): string {
  const clock = /(?:(\d+):)?(\d+):(\d\d(?:\.\d+)?)$/.exec(text.trim());
  const parts = [...text.matchAll(/(\d[\d,]*(?:\.\d+)?) ?(\p{L}+)/gu)].map(
    ([, amount = '', unit = '']) => [amount, unitOf(unit)] as const,
  );
  if (clock) {
    const [, hours = '0', minutes = '', seconds = ''] = clock;
    parts.push([hours, 3600n * SECOND], [minutes, 60n * SECOND], [seconds, SECOND]);
  }
  return parts.length === 0 ? '' : totalOf(parts);
}

function unitOf(unit: string): bigint {
  return UNITS.find(([start]) => start.test(unit))?.[1] ?? 0n;
}

function toBytes(text: string): string {
  const match = /^(\d[\d,]*(?:\.\d+)?) ?(?:([kKmMgGtTpPeE])(i?)([bB]?)|[bB]ytes?|B)$/.exec(text.trim());
  if (!match) return '';
  const [, amount = '', prefix, binary, byte] = match;
  if (prefix === undefined) return totalOf([[amount, 1n]]);
  const isBinary = binary === 'i' || (prefix === 'K' && byte === '');
  return totalOf([[amount, (isBinary ? 1024n : 1000n) ** BigInt('kmgtpe'.indexOf(prefix.toLowerCase()) + 1)]]);
}
