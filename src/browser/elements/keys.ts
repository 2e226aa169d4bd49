/**
 * The page's keys: Ctrl or ⌘ with K for the palette, which has the search in it, and single letters wherever nobody
 * types; these can be turned off. What a key does comes when it is first pressed.
 */
import { lazyImport, part } from '../platform/lazy-import.ts';
import { KEYS, keysAreOn, markKeys } from '../state/keys.ts';
import type { Store } from '../state/store.ts';

const palette = part(() => import('../actions/palette.ts'));
const stepKeys = part(() => import('../actions/step-keys.ts'));

/** Before anybody else: the frame would open its search by the same keys. */
export function listenToKeys(store: Store): void {
  markKeys();
  addEventListener('keydown', (event) => onKey(event, store), { capture: true });
}

function onKey(event: KeyboardEvent, store: Store): void {
  const { target, ctrlKey, metaKey, altKey } = event;
  const at = target instanceof Element ? target : document.body;
  if (altKey || at.closest('.gp-terminal')) return; // there every key is the program's
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
