/** Lines of an expected output, as other tools write them, in our language of checks. */
import { literalLine } from '../expectation/index.ts';

const LONGEST = 900; // characters; a longer line would be shortened

/** The line as it stands, whatever it would mean in ours. */
export function literal(text: string): string {
  return text.length > LONGEST || /\p{Cc}/u.test(text) ? regex(escaped(text)) : literalLine(text);
}

/** An RE2 expression for the whole line. */
export function regex(source: string): string {
  return `${source} (re)`;
}

/** `*` is any text and `?` any character; with `escapes`, a backslash takes that meaning from them. */
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

/** So often, as `?`, `*` or `+`. */
export function often(line: string, quantifier: string): string {
  return quantifier === '' ? line : `${line} (${quantifier})`;
}

/** As a regular expression that says nothing but this text. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|\p{Cc}]/gu, (character) =>
    /\p{Cc}/u.test(character) ? `\\x{${(character.codePointAt(0) ?? 0).toString(16)}}` : `\\${character}`,
  );
}

/** `\t`, `\x1b`, `\\` as the characters they stand for. */
export function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|(.))/g, (whole, hex: string | undefined, letter: string | undefined) =>
    hex === undefined ? (LETTERS[letter ?? ''] ?? whole) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const LETTERS: Readonly<Record<string, string>> = { t: '\t', r: '\r', e: '\u001B', '\\': '\\' };
