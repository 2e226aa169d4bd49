/** The style of a stretch of output, as SGR escape sequences (`ESC [ … m`, ECMA-48) set it. */
export interface Style {
  /** Bits of BOLD … STRIKE. */
  readonly flags: number;
  readonly foreground: Colour;
  readonly background: Colour;
}

/** -1 for the default, 0–255 for the palette, from TRUE on 24 bits of red, green and blue. */
export type Colour = number;

export interface Span {
  readonly text: string;
  readonly style: Style;
}

export const [BOLD, DIM, ITALIC, UNDERLINE, INVERSE, STRIKE] = [1, 2, 4, 8, 16, 32] as const;
export const TRUE = 1 << 24;
export const PLAIN: Style = { flags: 0, foreground: -1, background: -1 };

const SGR = /\x1b\[([0-9;:]*)m/g;
const ON: Readonly<Record<number, number>> = { 1: BOLD, 2: DIM, 3: ITALIC, 4: UNDERLINE, 7: INVERSE, 9: STRIKE };
const OFF: Readonly<Record<number, number>> = { 22: BOLD | DIM, 23: ITALIC, 24: UNDERLINE, 27: INVERSE, 29: STRIKE };

/** Splits a line into stretches of one style. */
export function spans(line: string): readonly Span[] {
  const found: Span[] = [];
  let [style, at] = [PLAIN, 0];
  for (const match of line.matchAll(SGR)) {
    if (match.index > at) found.push({ text: line.slice(at, match.index), style });
    style = applySgr(style, match[1] ?? '');
    at = match.index + match[0].length;
  }
  if (at < line.length) found.push({ text: line.slice(at), style });
  return found;
}

export function plainText(line: string): string {
  return line.includes('\x1b') ? line.replace(SGR, '') : line;
}

/** The style after `text`. */
export function styleAfter(style: Style, text: string): Style {
  const last = text.lastIndexOf('\x1b[');
  if (last < 0) return style;
  if (text.startsWith('0m', last + 2)) return PLAIN; // nearly every colored line ends like this
  return [...text.matchAll(SGR)].reduce((now, match) => applySgr(now, match[1] ?? ''), style);
}

/** The sequence that switches from the plain style to this one; empty for the plain style. */
export function encode({ flags, foreground, background }: Style): string {
  const on = Object.entries(ON).filter(([, bit]) => flags & bit);
  const codes = [...on.map(([code]) => code), ...encodeColour(38, foreground), ...encodeColour(48, background)];
  return codes.length > 0 ? `\x1b[${codes.join(';')}m` : '';
}

export function applySgr(style: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map(Number);
  let next = style;
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) {
      const { colour, length } = extended(codes.slice(index + 1));
      next = code === 38 ? { ...next, foreground: colour } : { ...next, background: colour };
      index += length;
    } else next = apply(next, code);
  }
  return next;
}

function apply(style: Style, code: number): Style {
  const [on, off] = [ON[code], OFF[code]];
  if (code === 0) return PLAIN;
  if (on !== undefined) return { ...style, flags: style.flags | on };
  if (off !== undefined) return { ...style, flags: style.flags & ~off };
  if (code >= 30 && code <= 37) return { ...style, foreground: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, foreground: code - 82 };
  if (code >= 40 && code <= 47) return { ...style, background: code - 40 };
  if (code >= 100 && code <= 107) return { ...style, background: code - 92 };
  if (code === 39) return { ...style, foreground: -1 };
  return code === 49 ? { ...style, background: -1 } : style;
}

/** `5;N` or `2;R;G;B` after 38 or 48. */
function extended([kind, a = 0, b = 0, c = 0]: readonly number[]): { colour: Colour; length: number } {
  if (kind === 5) return { colour: a & 255, length: 2 };
  if (kind === 2) return { colour: TRUE | ((a & 255) << 16) | ((b & 255) << 8) | (c & 255), length: 4 };
  return { colour: -1, length: 0 };
}

function encodeColour(code: number, colour: Colour): readonly (string | number)[] {
  if (colour < 0) return [];
  return colour >= TRUE ? [code, 2, (colour >> 16) & 255, (colour >> 8) & 255, colour & 255] : [code, 5, colour];
}
