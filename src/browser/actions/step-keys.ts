/** What the single keys do: move between steps, run and stop the focused step, show the list of all keys. */
import { find } from '../platform/dom.ts';
import { h } from '../platform/html.ts';
import { dialogFrame } from '../state/dialog-frame.ts';
import { letGo } from '../state/following.ts';
import { type Key, KEYS, keysAreOn, turnKeys } from '../state/single-keys.ts';
import { currentStep } from '../state/reading-position.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

export function press(key: Key, store: Store): void {
  const step = here();
  switch (key) {
    case 'j':
      return go(1, store);
    case 'k':
      return go(-1, store);
    case 'r':
      return find(step ?? document, '.gp-run:not([data-action="stop"], [data-action="cancel"])')?.click();
    case 's':
      return find(step ?? document, '.gp-run:is([data-action="stop"], [data-action="cancel"])')?.click();
    case 'o':
      return find(step ?? document, '.gp-lines, .gp-terminal textarea')?.focus();
    case 'b':
      return find(document, 'guide-bar')?.focus();
    case '/':
      return find(document, '[data-open-modal]')?.click();
    case '?':
      return showKeys();
  }
}

/** The focused step, otherwise the one that the reader is at. */
function here(): HTMLElement | null {
  return focused() ?? find(document, `guide-block[data-id="${CSS.escape(currentStep() ?? '')}"]`);
}

function focused(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('guide-block') ?? null;
}

/** Moves from a step to the one after or before it. If no step is focused, first to the one that the reader is at. */
function go(by: 1 | -1, store: Store): void {
  const steps = [...document.querySelectorAll<HTMLElement>('guide-block')].filter((step) => step.offsetParent !== null);
  const from = here();
  const at = from ? steps.indexOf(from) : -1;
  const next = focused() ? steps[at + by] : (steps[at] ?? steps[0]);
  if (!next) return;
  letGo(store);
  find(next, '.gp-run')?.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'start' });
}

export function showKeys(): void {
  const row = (key: string, does: string) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, does)];
  const single = h('input', { type: 'checkbox' });
  single.checked = keysAreOn();
  single.addEventListener('change', () => turnKeys(single.checked));
  const { dialog } = dialogFrame('gp-keys-dialog', words.keys.title);
  dialog.append(
    h(
      'dl',
      {},
      ...row(words.keys.palette, words.keys.paletteDoes),
      ...row(words.keys.run, words.keys.runDoes),
      ...KEYS.flatMap((key) => row(key, words.keys.of[key])),
    ),
    h('label', {}, single, words.keys.single),
  );
  dialog.showModal();
}
