/**
 * Text that somebody is about to approve, as a terminal shows it: whole. Nothing is shortened; invisible characters
 * are spelled out, long runs of blanks are counted, and a line that the terminal would wrap is wrapped here, with a
 * mark.
 */
import { visible } from '../system/log.ts';

const MANY = 12; // blanks in a row that somebody may still count
const MANY_LINES = 3;
const NARROWEST = 20;

/** `columns` is what there is room for in a line; Infinity where nothing breaks lines. */
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

/** One line, unbroken. */
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

const BREAK = '↪ '; // what follows belongs to the line above

function broken(line: string, columns: number): string[] {
  const parts = [''];
  let width = 0;
  for (const character of line) {
    const wide = WIDE.test(character) ? 2 : 1;
    if (width + wide > columns) {
      parts.push(BREAK);
      width = BREAK.length;
    }
    parts.push(`${parts.pop()}${character}`);
    width += wide;
  }
  return parts;
}

const WIDE =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF00-\uFF60\uFFE0-\uFFE6]/u;

/** What two lines differ in that look alike to an eye: named by its code points. Null where anybody sees it. */
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
