/**
 * The reader's values in the commands (site/value-highlighter.ts). Without a session they replace the names, as the
 * reader would type them. In a session, which passes them to the block, each name has its value as a tooltip.
 */
import type { Block, Input } from '../../runbook/model.ts';
import { asTyped } from '../../runbook/shell-word.ts';
import { find, setAttribute, setText } from '../platform/dom.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import { valueIn } from '../state/given-values.ts';
import type { PageState, Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

const marks = part(() => import('./mark-values.ts'));
const drawn = new WeakMap<Element, string>();
const marked = new WeakSet<Element>();

export function drawValues(element: HTMLElement, block: Block, state: PageState, store: Store): void {
  const { data } = store;
  const valueOf = valueIn(state, data);
  const values = block.uses.map((name) => valueOf(name) ?? '');
  const key = JSON.stringify([state.session === null, values]);
  if (block.uses.length === 0 || drawn.get(element) === key) return;
  drawn.set(element, key);
  if (isUnmarked(element)) {
    marked.add(element);
    lazyImport(marks(), ({ markValues }) => {
      markValues(element, block);
      drawn.delete(element);
      drawValues(element, block, store.state, store);
    });
  }
  for (const slot of element.querySelectorAll<HTMLElement>('[data-value]')) {
    const input = data.runbook.inputs.find(({ name }) => name === slot.dataset['value']);
    if (input && block.uses.includes(input.name)) draw(slot, input, valueOf(input.name) ?? '', state.session === null);
  }
}

/** On the site of somebody else. */
function isUnmarked(element: HTMLElement): boolean {
  return !marked.has(element) && find(document, 'guide-parts') !== null && !find(element, '[data-value]');
}

function draw(slot: HTMLElement, { label, type }: Input, value: string, reading: boolean): void {
  const name = (slot.dataset['name'] ??= slot.textContent ?? '');
  const filled = reading && value !== '' && type !== 'secret';
  const about = words.valueInCode(label, value === '' || filled || type === 'secret' ? null : value, value !== '');
  setText(slot, filled ? asTyped(value, slot.dataset['quotes']) : name);
  setAttribute(slot, 'data-is', filled ? 'filled' : value === '' ? 'missing' : null);
  setAttribute(slot, 'role', filled ? 'mark' : null);
  setAttribute(slot, 'title', about);
}
