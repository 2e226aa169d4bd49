/** A menu of the bar: a popover under its button, drawn while it is open. */
import { h } from '../platform/html.ts';
import type { Store } from '../state/store.ts';

const EDGE = 8; // px that stay free beside it
const LEAST = 200; // px in which a menu can be read
const GAP = 13; // px from the button, so that the bar ends before the menu begins

/** `opener` opens and closes it from now on; what `content` makes may close it. */
export function menu(
  store: Store,
  opener: HTMLElement,
  id: string,
  content: (close: () => void) => readonly Node[],
): HTMLElement {
  const node = h('div', { id, class: 'gp-menu', popover: '' });
  opener.setAttribute('popovertarget', id);
  const draw = () =>
    node.matches(':popover-open') &&
    refill(
      node,
      content(() => node.hidePopover()),
    );
  node.addEventListener('toggle', () => {
    draw();
    place(node, opener);
  });
  store.subscribe(draw);
  return node;
}

export function group(title: string, items: readonly Node[]): Node {
  return items.length === 0
    ? document.createTextNode('')
    : h('div', { class: 'gp-menu-group', role: 'group', 'aria-label': title }, h('h2', {}, title), ...items);
}

/** Draws only what is new: a step that runs must not take the button from under a click, or the focus from the keys. */
function refill(node: HTMLElement, fresh: readonly Node[]): void {
  const shown = [...node.childNodes];
  if (fresh.length === shown.length && fresh.every((child, index) => child.isEqualNode(shown[index] ?? null))) return;
  const focused = node.contains(document.activeElement) ? document.activeElement?.textContent : null;
  node.replaceChildren(...fresh);
  if (focused)
    [...node.querySelectorAll<HTMLElement>('a, button')].find((each) => each.textContent === focused)?.focus();
}

/** Under its button; a popover stands in the top layer and knows no neighbours. */
function place(node: HTMLElement, opener: HTMLElement): void {
  const { bottom, right, top } = opener.getBoundingClientRect();
  const above = bottom > innerHeight / 2;
  const room = (above ? top : innerHeight - bottom) - 2 * GAP;
  const [before, after] = above ? ['auto', `${innerHeight - top + GAP}px`] : [`${bottom + GAP}px`, 'auto'];
  node.style.insetBlock = room < LEAST ? `${GAP}px auto` : `${before} ${after}`; // else over its button: all of it counts
  node.style.maxBlockSize = `${room < LEAST ? innerHeight - 2 * GAP : room}px`;
  const { clientWidth } = document.documentElement;
  const most = clientWidth - node.offsetWidth - EDGE; // further in, and its other side would be cut
  node.style.insetInline = `auto ${Math.max(EDGE, Math.min(clientWidth - right, most))}px`;
}
