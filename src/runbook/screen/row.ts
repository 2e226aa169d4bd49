/** One row of a screen as cells, which can be overwritten. A wide character or a tab takes several cells. */
import { encode, PLAIN, spans } from './style.ts';
import type { Style } from './style.ts';
import { widthOf } from './width.ts';

export interface Row {
  width(): number;
  isChanged(): boolean;
  /** Whether text was written beyond the limit. */
  isCut(): boolean;
  /** Writes text over existing text; returns the column after it. */
  put(column: number, text: string, style: Style): number;
  /** Replaces the cells from one column up to another by blanks. */
  erase(from: number, to: number): void;
  insert(column: number, count: number): void;
  remove(column: number, count: number): void;
  text(): string;
}

export const TAB = 8; // columns between two tab stops

/** `limit`: the number of columns; text beyond it is lost. */
export function openRow(line: string, limit: number): Row {
  /** The character of each cell; empty for the further cells of a wide character or a tab. */
  const characters: string[] = [];
  const styles: Style[] = [];
  let isCut = false;
  let isChanged = false;
  let column = 0;
  for (const { text, style } of spans(line)) column = put(column, text, style);
  isChanged = false;

  return {
    width: () => characters.length,
    isCut: () => isCut,
    isChanged: () => isChanged,
    put,
    erase(from, to) {
      isChanged = true;
      part(from);
      part(to);
      if (to >= characters.length) characters.length = Math.min(characters.length, from);
      else for (let at = from; at < to; at += 1) blank(at);
    },
    insert(at, count) {
      if (at >= characters.length) return;
      isChanged = true;
      part(at);
      blankTabs();
      characters.splice(at, 0, ...' '.repeat(count));
      styles.splice(at, 0, ...Array<Style>(count).fill(PLAIN));
      characters.length = Math.min(characters.length, limit);
    },
    remove(at, count) {
      if (at >= characters.length) return;
      isChanged = true;
      part(at);
      part(at + count);
      blankTabs();
      characters.splice(at, count);
      styles.splice(at, count);
    },
    text: () => (styles.some((style) => style !== PLAIN) ? styled(characters, styles) : characters.join('')),
  };

  function put(from: number, text: string, style: Style): number {
    isChanged = true;
    let at = Math.min(from, limit);
    while (characters.length < at) blank(characters.length);
    part(at);
    for (let index = 0; index < text.length;) {
      const character = characterAt(text, index);
      const width = character === '\t' ? TAB - (at % TAB) : widthOf(character);
      if (width === 0 && at > 0) characters[head(at - 1)] += character;
      else if (at + width > limit) isCut = true;
      else at = write(at, character, Math.max(1, width), style);
      index += character.length;
    }
    for (let rest = at; characters[rest] === ''; rest += 1) blank(rest);
    return at;
  }

  function write(at: number, character: string, width: number, style: Style): number {
    characters[at] = character;
    styles[at] = style;
    for (let rest = at + 1; rest < at + width; rest += 1) {
      characters[rest] = '';
      styles[rest] = style;
    }
    return at + width;
  }

  /** If a wide character would be cut at this column, replaces its cells by blanks. */
  function part(at: number): void {
    if (characters[at] === '') blankWhole(head(at));
  }

  /** Replaces tabs by blanks before text is moved, after which it would no longer end at a tab stop. */
  function blankTabs(): void {
    for (let at = characters.indexOf('\t'); at !== -1; at = characters.indexOf('\t', at)) blankWhole(at);
  }

  function blankWhole(first: number): void {
    for (let at = first; at === first || characters[at] === ''; at += 1) blank(at);
  }

  function head(at: number): number {
    let first = at;
    while (first > 0 && characters[first] === '') first -= 1;
    return first;
  }

  function blank(at: number): void {
    characters[at] = ' ';
    styles[at] = PLAIN;
  }
}

function characterAt(text: string, index: number): string {
  return text.charCodeAt(index) < 0xd800 ? text.charAt(index) : String.fromCodePoint(text.codePointAt(index) ?? 0);
}

function styled(characters: readonly string[], styles: readonly Style[]): string {
  let text = '';
  let current = '';
  for (const [at, character] of characters.entries()) {
    const next = encode(styles[at] ?? PLAIN);
    if (next !== current) text += `${current === '' ? '' : '\x1b[0m'}${next}`;
    current = next;
    text += character;
  }
  return current === '' ? text : `${text}\x1b[0m`;
}
