/**
 * Versions as programs print them: digits, perhaps letters such as rc, then further parts after a sign, which are
 * numbers or words such as windows, Debian or 6ubuntu2. They are ordered like this:
 *
 * - Number by number, of any length; missing ones count as 0, so 2.0 equals 2.0.0. An epoch (`2:8.2`) comes first.
 * - Before the release: dev, develop, snapshot, nightly, canary < alpha, a, milestone < beta, b, ea, next < preview,
 *   prerelease, pre < rc, c. A letter is such a word only before a number: 2.0a1 comes before 2.0.
 * - After the release: a letter, in alphabetical order with za after z (1.1.1w after 1.1.1); post, patch, p, r; and
 *   further numbers (1.8.0_292 after 1.8.0, 5.4.0-42 after 5.4.0).
 * - Ignored: other words (ce, Debian, windows, Final), which name an edition; a build in parentheses; what follows `+`;
 *   and what follows `~`, unless it is one of the words before the release.
 */
import type { Compare } from './compare.ts';

/**
 * What may follow a number without a sign in between. No text can be split into these in two ways, because a long one
 * would then take exponential time: a word here is directly followed by digits, or has none.
 */
const numbered = String.raw`(?:(?:${anyCase('alpha|beta|preview|pre|post|dev|rev|rc')}|[abcpr])\d+)+`;
const alone = String.raw`(?:${anyCase('alpha|beta|preview|pre|devel|dev|rc|esr|lts|snapshot|nightly')})(?![A-Za-z\d])`;
const yearLetter = String.raw`(?<=^\d{4}|\D\d{4})[a-z](?![a-z\d])`;
/** 1.1.1w, 1.0.2zg; after only two numbers, a letter that is not a unit: 3.3a, but not 1.5s. */
const letter = String.raw`(?:(?<=\.\d+\.\d+)z?[a-z]|[abc])(?![A-Za-z\d])`;
/** A commit that begins with a digit: 1.0.0-alpha+git.5114f85. */
const commit = String.raw`\d(?=[0-9a-f]*[a-f])[0-9a-f]{6,39}(?![A-Za-z\d])`;
const parts = [
  String.raw`\.${commit}`,
  String.raw`\.(?!${commit})\d+(?:${numbered}|${alone}|${letter})?`,
  String.raw`\.[A-Za-z][0-9A-Za-z]*`,
  String.raw`\(\d+\)(?=-[a-z])`,
  String.raw`(?:[_+]|-{1,3}|~{1,2})[0-9A-Za-z]+(?::\d+(?=\.\d))?`,
].join('|');

export const VERSION = String.raw`v?(?:\d{1,2}(?::(?=\d+[.-])|!))?\d+(?:${numbered}|${alone}|${yearLetter})?(?:${parts})*(?:\+(?![\p{L}\p{N}]))?`;

/** Matches the words in lower, upper or mixed case. */
function anyCase(words: string): string {
  return words.replace(/[a-z]/g, (small) => `[${small.toUpperCase()}${small}]`);
}

export const compareVersions: Compare = (left, right) => {
  const [a, b] = [read(left), read(right)];
  if (a === null || b === null) return NaN;
  return compareLists([a.epoch, ...a.release], [b.epoch, ...b.release]) || compareLists(a.rest, b.rest);
};

interface Version {
  readonly epoch: bigint;
  readonly release: readonly bigint[];
  readonly rest: readonly bigint[];
}

const BEFORE = [
  ['rc', 'cr', 'c'],
  ['preview', 'prerelease', 'pre'],
  ['beta', 'b', 'ea', 'next'],
  ['alpha', 'a', 'milestone', 'm'],
  ['dev', 'devel', 'develop', 'snapshot', 'nightly', 'canary'],
];
const AFTER = /^(?:post|patch|rev|sp|p|r)$/;

function read(text: string): Version | null {
  const match = /^v?(?:(\d+)[:!])?(\d+(?:\.\d+)*)(.*)$/.exec(text.trim());
  if (!match) return null;
  const [, epoch = '0', release = '', tail = ''] = match;
  const counted = tail
    .replace(/\+.*/, '')
    .replace(/\(\d+\)/, '')
    .replace(/~.*/, beforeRelease);
  const parts = counted.match(/\d+|[A-Za-z]+/g) ?? [];
  const rest = parts.map((part, at) => rank(part.toLowerCase(), parts[at + 1], at === 0 && counted.startsWith(part)));
  return { epoch: BigInt(epoch), release: release.split('.').map(BigInt), rest };
}

/** The part after `~`, if it is one of the words before the release; else empty. */
function beforeRelease(mark: string): string {
  const word = /^~+([a-z]+)/i.exec(mark)?.[1]?.toLowerCase() ?? '';
  return BEFORE.flat().includes(word) ? mark : '';
}

/** The rank of a part: below 0 before the release, above 0 after it, 0 for an edition. */
function rank(part: string, next: string | undefined, isAttached: boolean): bigint {
  if (/^\d/.test(part)) return BigInt(part) + 1n;
  if (AFTER.test(part)) return 1n;
  const before = BEFORE.findIndex((words) => words.includes(part));
  const isNumbered = next !== undefined && /^\d/.test(next);
  if (before !== -1 && (part.length > 1 || isNumbered)) return BigInt(-1 - before);
  return /^z?[a-z]$/.test(part) && isAttached ? letterRank(part) : 0n;
}

/** z comes before za. */
function letterRank(letters: string): bigint {
  return [...letters].reduce((sum, letter) => sum + BigInt(letter.charCodeAt(0)), 0n);
}

function compareLists(left: readonly bigint[], right: readonly bigint[]): number {
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [a, b] = [left[at] ?? 0n, right[at] ?? 0n];
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}
