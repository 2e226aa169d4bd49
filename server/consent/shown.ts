/**
 * Prints text for approval so that nothing in it can be overlooked. Nothing is shortened: invisible characters are
 * spelled out, long runs of blanks are counted, and a line that the terminal would wrap is wrapped here, with a mark.
 */
import { visible } from '../system/log.ts';

const MANY = 12; // blanks in a row; more are shown as a number
const MANY_LINES = 3;
const NARROWEST = 20;

/** `columns`: the width of the terminal; Infinity if lines need not be wrapped. */
export function shownLines(text: string, columns: number): string[] {
  const lines = text.split('\n');
  const shown: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const blank = lines.slice(at).findIndex((line) => line !== '');
    const count = blank < 0 ? lines.length - at : blank;
    if (count > MANY_LINES) {
      shown.push(`⟨${number(count)} blank lines⟩`);
      at += count - 1;
    } else shown.push(...broken(shownText(lines[at] ?? ''), Math.max(columns, NARROWEST)));
  }
  return shown;
}

/** One line, not wrapped. */
export function shownText(line: string): string {
  const marked = line
    .replace(/ +$/, (blanks) => counted(blanks.length))
    .replace(/(?<=\S) {2,}|^ {2,}/g, (blanks) => (blanks.length > MANY ? counted(blanks.length) : blanks))
    .replaceAll('\t', '⟨tab⟩');
  return visible(marked, Infinity).replace(/(?! )\p{Zs}|\p{Default_Ignorable_Code_Point}|\u2800/gu, spelled);
}

function counted(blanks: number): string {
  return `⟨${number(blanks)} ${blanks === 1 ? 'blank' : 'blanks'}⟩`;
}

function number(count: number): string {
  return count.toLocaleString('en');
}

function spelled(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

const BREAK = '↪ '; // marks the continuation of the line above

function broken(line: string, columns: number): string[] {
  const parts = [''];
  let width = 0;
  for (const character of line) {
    const wide = NARROW.test(character) ? 1 : 2;
    if (width + wide > columns) {
      parts.push(BREAK);
      width = BREAK.length;
    }
    parts.push(`${parts.pop()}${character}`);
    width += wide;
  }
  return parts;
}

/**
 * Everything else may take two columns: a line that is wrapped too early has a mark, while the terminal would wrap one
 * that is too long without any.
 */
const NARROW = /[ -~\p{M}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]/u;

/** Names the code points in which two lines differ that may look the same; null if the difference is plain ASCII. */
export function hiddenDifference(before: string, after: string): string | null {
  const [old, now] = [[...before], [...after]];
  const at = now.findIndex((character, index) => character !== old[index]);
  const [left, right] = [old[at], now[at]];
  if (left === undefined || right === undefined || isPlain(left + right)) return null;
  return `column ${at + 1}: ${named(left)} became ${named(right)}`;
}

function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

function named(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `${shownText(character)} U+${code}`;
}
