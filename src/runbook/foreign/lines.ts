/** Translates lines of an expected output from the syntax of other tools into our language of checks. */
import { literalLine } from '../expectation/index.ts';

const LONGEST = 900; // characters; a longer line would be shortened

/** A line that matches only this text, whatever it would mean in our language. */
export function literal(text: string): string {
  return text.length > LONGEST || /\p{Cc}/u.test(text) ? regex(escaped(text)) : literalLine(text);
}

/** A line that matches an RE2 expression as a whole. */
export function regex(source: string): string {
  return `${source} (re)`;
}

/** A glob: `*` is any text, `?` any character. With `escapes`, a backslash before them makes them literal. */
export function glob(text: string, escapes: boolean): string {
  const parts = text.match(escapes ? /\\[*?\\]|[*?]|[^*?\\]+|\\/g : /[*?]|[^*?]+/g) ?? [];
  const isPlain = parts.every((part) => part === '*' || !/[?*\\[\]\p{Cc}]/u.test(part));
  if (isPlain && parts.length > 0 && !/ \((?:[?*+]|re|~[\d.]+)\)$/.test(text) && text !== '...')
    return parts.map((part) => (part === '*' ? '[..]' : part)).join('');
  const sources = parts.map((part) =>
    part === '*' ? '.*' : part === '?' ? '.' : escaped(escapes ? part.replace(/^\\(?=[*?\\])/, '') : part),
  );
  return regex(sources.join(''));
}

/** Adds a quantifier: `?`, `*`, `+` or none. */
export function often(line: string, quantifier: string): string {
  return quantifier === '' ? line : `${line} (${quantifier})`;
}

/** A regular expression that matches only this text. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|\p{Cc}]/gu, (character) =>
    /\p{Cc}/u.test(character) ? `\\x{${(character.codePointAt(0) ?? 0).toString(16)}}` : `\\${character}`,
  );
}

/** Replaces `\t`, `\x1b` and `\\` by the characters that they stand for. */
export function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|(.))/g, (whole, hex: string | undefined, letter: string | undefined) =>
    hex === undefined ? (LETTERS[letter ?? ''] ?? whole) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const LETTERS: Readonly<Record<string, string>> = { t: '\t', r: '\r', e: '\u001B', '\\': '\\' };
