/** A menu of the bar: a popover under its button, with contents that are drawn while it is open. */
import { h } from '../platform/html.ts';
import type { Store } from '../state/store.ts';

const EDGE = 8; // px; kept free at both sides of the window
const LEAST = 200; // px; the least height at which a menu is usable
const GAP = 13; // px; keeps the menu below the edge of the bar

/** From now on `opener` opens and closes the menu. What `content` returns may close it. */
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

/** Draws only what changed: an update must not replace the button that is being clicked, nor take the focus away. */
function refill(node: HTMLElement, fresh: readonly Node[]): void {
  const shown = [...node.childNodes];
  if (fresh.length === shown.length && fresh.every((child, index) => child.isEqualNode(shown[index] ?? null))) return;
  const focused = node.contains(document.activeElement) ? document.activeElement?.textContent : null;
  node.replaceChildren(...fresh);
  if (focused)
    [...node.querySelectorAll<HTMLElement>('a, button')].find((each) => each.textContent === focused)?.focus();
}

/** Places the menu under its button: a popover is in the top layer, so CSS cannot place it there. */
function place(node: HTMLElement, opener: HTMLElement): void {
  const { bottom, right, top } = opener.getBoundingClientRect();
  const above = bottom > innerHeight / 2;
  const room = (above ? top : innerHeight - bottom) - 2 * GAP;
  const [before, after] = above ? ['auto', `${innerHeight - top + GAP}px`] : [`${bottom + GAP}px`, 'auto'];
  node.style.insetBlock = room < LEAST ? `${GAP}px auto` : `${before} ${after}`; // otherwise above the button, at its full height
  node.style.maxBlockSize = `${room < LEAST ? innerHeight - 2 * GAP : room}px`;
  const { clientWidth } = document.documentElement;
  const most = clientWidth - node.offsetWidth - EDGE; // too far to the side, and its other edge would be cut off
  node.style.insetInline = `auto ${Math.max(EDGE, Math.min(clientWidth - right, most))}px`;
}
