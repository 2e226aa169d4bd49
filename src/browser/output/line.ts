/** One line of output as DOM nodes: text only, with colors as classes. */
import { make } from '../platform/dom.ts';
import {
  BOLD,
  DIM,
  INVERSE,
  ITALIC,
  spans,
  STRIKE,
  TRUE,
  UNDERLINE,
  type Colour,
  type Style,
} from '../../runbook/screen/style.ts';
import * as words from '../../words/en.ts';

/** Offsets into the line's text that are highlighted. */
export interface Mark {
  readonly from: number;
  readonly to: number;
}

const LONGEST = 10_000; // characters of a line that are drawn; layout of longer lines takes the browser seconds
const FLAGS: readonly (readonly [number, string])[] = [
  [BOLD, 'b'],
  [DIM, 'd'],
  [ITALIC, 'i'],
  [UNDERLINE, 'u'],
  [STRIKE, 's'],
];

export function lineNode(line: string, mark: Mark | null): HTMLElement {
  const row = make('div', 'gp-line');
  let at = 0;
  for (const { text, style } of spans(line)) {
    if (at >= LONGEST) break;
    const part = text.slice(0, LONGEST - at);
    row.append(...marked(part, at, mark).map((piece) => styled(piece, style)));
    at += part.length;
  }
  if (at >= LONGEST) row.append(make('span', 'gp-rest', words.longLine.rest));
  if (at === 0) row.append('\u200b'); // an empty line must keep its height
  return row;
}

/** Splits a text at both ends of the highlighted part. */
function marked(text: string, at: number, mark: Mark | null): (string | HTMLElement)[] {
  if (!mark || mark.to <= at || mark.from >= at + text.length) return [text];
  const [from, to] = [Math.max(0, mark.from - at), Math.min(text.length, mark.to - at)];
  return [text.slice(0, from), make('mark', '', text.slice(from, to)), text.slice(to)].filter((part) => part !== '');
}

function styled(content: string | HTMLElement, style: Style): Node {
  const [foreground, background] =
    style.flags & INVERSE ? [style.background, style.foreground] : [style.foreground, style.background];
  const names = FLAGS.filter(([bit]) => style.flags & bit).map(([, name]) => `gp-${name}`);
  if (style.flags & INVERSE) names.push('gp-inverse');
  if (names.length === 0 && foreground < 0 && background < 0)
    return typeof content === 'string' ? document.createTextNode(content) : content;
  const span = make('span', '', content);
  paint(span, names, 'f', 'color', foreground);
  paint(span, names, 'g', 'background-color', background);
  span.className = names.join(' ');
  return span;
}

/** The sixteen named colors follow the theme; all others are given as they are. */
function paint(span: HTMLElement, names: string[], letter: string, property: string, colour: Colour): void {
  if (colour < 0) return;
  if (colour < 16) names.push(`gp-${letter}${colour}`);
  else
    span.style.setProperty(
      property,
      colour >= TRUE ? `#${(colour - TRUE).toString(16).padStart(6, '0')}` : palette(colour),
    );
}

/** The 6×6×6 color cube and the 24 grays of the 256-color palette. */
function palette(colour: number): string {
  if (colour >= 232) {
    const grey = 8 + 10 * (colour - 232);
    return `rgb(${grey},${grey},${grey})`;
  }
  const level = (step: number) => (step === 0 ? 0 : 55 + 40 * step);
  const cube = colour - 16;
  return `rgb(${level(Math.floor(cube / 36))},${level(Math.floor(cube / 6) % 6)},${level(cube % 6)})`;
}
