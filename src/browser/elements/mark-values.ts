/**
 * Marks in a block's code each `$NAME` that Copy fills in, where the site's own highlighter does not do it
 * (site/value-highlighter.ts): on the sites of others.
 */
import type { Block } from '../../runbook/model.ts';
import { valueSlots } from '../../runbook/value-slots.ts';
import { codeFrame, codeLines, codeText } from '../platform/code.ts';
import { h } from '../platform/html.ts';

export function markValues(element: HTMLElement, { language }: Block): void {
  const code = codeText(element).join('\n');
  for (const { from, to, name, quotes } of valueSlots(language, code).toReversed()) {
    const place = placeOf(element, code, from);
    if (place)
      mark(place.within, place.at, to - from, {
        'data-value': name,
        ...(quotes !== 'none' && { 'data-quotes': quotes }),
      });
  }
}

/** Each line has an element of its own, or there is no highlighter. */
function placeOf(element: HTMLElement, code: string, from: number) {
  const lines = codeLines(element);
  const above = code.slice(0, from).split('\n');
  const line = lines[above.length - 1];
  if (line) return { within: line.querySelector('.code') ?? line, at: above.at(-1)?.length ?? 0 };
  const frame = codeFrame(element);
  return frame && { within: frame, at: from };
}

/** A highlighter may have parted the name: the mark takes the place of its first part, and has the color of that. */
function mark(within: Element, at: number, length: number, properties: Readonly<Record<string, string>>): void {
  const texts = textsOf(within);
  let [begin, left] = [0, length];
  let slot: HTMLElement | null = null;
  for (const text of texts) {
    const start = Math.max(0, at - begin);
    begin += text.length;
    if (begin <= at || left === 0) continue;
    const part = text.splitText(start);
    const cut = part.data.slice(0, left);
    part.deleteData(0, cut.length);
    left -= cut.length;
    if (!slot) part.before((slot = h('span', { class: 'gp-value', ...properties })));
    slot.append(cut);
  }
}

function textsOf(within: Node): readonly Text[] {
  const walk = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) if (node instanceof Text) texts.push(node);
  return texts;
}
