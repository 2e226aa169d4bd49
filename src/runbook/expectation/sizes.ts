/**
 * Sizes: 1.5 GB, 12KiB, 1,024 bytes, 3 megabytes, 4.0K. k, M, G … are powers of 1000. Ki, Mi, Gi … are powers of 1024,
 * and so is a single capital letter, as printed by `du -h` and `ls -h`.
 */
import type { Compare } from './compare.ts';
import { AMOUNT, compareDecimals, DOTTED, MEASURE, totalOf } from './decimal.ts';

const LETTERS = 'KMGTPEZY';
const WORDS = ['kilo', 'mega', 'giga', 'tera', 'peta', 'exa', 'zetta', 'yotta'];
const BINARY = WORDS.map((word) => `${word.slice(0, 2)}bi`);

const capital = (word: string) => `[${word.charAt(0).toUpperCase()}${word.charAt(0)}]${word.slice(1)}`;
const blank = String.raw`[ \u00A0\u202F]?`;
const prefixed = [
  `(?:${[...WORDS, ...BINARY].map(capital).join('|')})bytes?`,
  '[kKMGTPEZY]i?[bB]ytes?',
  '[kKMGTPEZY]i?[bB]?',
  '[mgtpezy]i?[bB]',
].join('|');

/** Bytes without a prefix have no fraction after a comma: 1,024 bytes are 1024. */
export const SIZE = String.raw`[-+]?(?:(?:${MEASURE}|\.\d+)${blank}(?:${prefixed})|(?:${AMOUNT}|${DOTTED})${blank}(?:[bB]ytes?|B))`;

export const compareSizes: Compare = (left, right) => compareDecimals(toBytes(left), toBytes(right));

const WHOLE = new RegExp(`^(?:${SIZE})$`);

/** Returns '' if the text is not a size. */
function toBytes(text: string): string {
  const [, sign = '', size = ''] = /^([-+]?)(.*)$/s.exec(text.trim()) ?? [];
  const [name = ''] = /[A-Za-z]+$/.exec(size) ?? [];
  if (!WHOLE.test(size)) return '';
  const prefix = name.replace(/(?:bytes?|b)$/i, '');
  const power = prefix === '' ? 0 : LETTERS.indexOf(prefix.charAt(0).toUpperCase()) + 1;
  const isBinary = prefix.endsWith('i') || (/^[A-Z]$/.test(name) && prefix !== '');
  return sign + totalOf([[size.slice(0, -name.length).trim(), (isBinary ? 1024n : 1000n) ** BigInt(power)]]);
}
