/**
 * The page's keys: Ctrl or ⌘ with K for the palette, which includes the search, and single letters while no text field
 * has the focus. The single keys can be turned off. What a key does is loaded when it is first pressed.
 */
import { lazyImport, part } from '../platform/lazy-import.ts';
import { KEYS, keysAreOn, markKeys } from '../state/single-keys.ts';
import type { Store } from '../state/store.ts';

const palette = part(() => import('../actions/palette.ts'));
const stepKeys = part(() => import('../actions/step-keys.ts'));

/** Before other listeners: the theme would open its search with the same keys. */
export function listenToKeys(store: Store): void {
  markKeys();
  addEventListener('keydown', (event) => onKey(event, store), { capture: true });
}

function onKey(event: KeyboardEvent, store: Store): void {
  const { target, ctrlKey, metaKey, altKey } = event;
  const at = target instanceof Element ? target : document.body;
  if (altKey || at.closest('.gp-terminal')) return; // in a terminal every key belongs to the program
  const isPalette = (ctrlKey || metaKey) && event.key.toLowerCase() === 'k';
  const key = KEYS.find((each) => each === event.key);
  if (isPalette) {
    take(event);
    lazyImport(palette(), ({ togglePalette }) => togglePalette());
  } else if (
    key &&
    !ctrlKey &&
    !metaKey &&
    !isTypedInto(at) &&
    !document.querySelector('dialog[open]') &&
    keysAreOn()
  ) {
    take(event);
    if (!event.repeat || key === 'j' || key === 'k') lazyImport(stepKeys(), ({ press }) => press(key, store));
  }
}

function take(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function isTypedInto(element: Element): boolean {
  return element.closest('input, textarea, select, [contenteditable]') !== null;
}
