/**
 * The space that the runs of a page take. It is noted when the page is left, so that arrival.js can reserve it when
 * this tab comes back, until everything is drawn again. It is given up as soon as the reader acts, or something new
 * runs.
 */
import { tabStorage } from '../platform/storage.ts';
import type { Store } from '../state/store.ts';

/** Not on the press itself: a button that moves between press and release misses the click. */
const ACTED = ['wheel', 'touchend', 'click', 'keyup'];

export function keepRoom(store: Store): void {
  let runs: number | null = null;
  addEventListener('pagehide', () => {
    if (store.state.session === null) return;
    tabStorage.setItem(`guidepost.room ${location.pathname}`, JSON.stringify(Object.fromEntries(taken())));
  });
  for (const act of ACTED) addEventListener(act, () => store.arriving || giveBack(), { capture: true, passive: true });
  const stop = store.subscribe(({ view, session }) => {
    if (store.arriving || session === null) return;
    runs ??= view.runs.size;
    if (view.runs.size === runs) return;
    giveBack();
    queueMicrotask(() => stop());
  });
}

function giveBack(): void {
  delete document.documentElement.dataset['guidepost'];
}

/** By part of the page: the bar's row, the blocks that have run, and the help that is shown for them. */
function taken(): readonly (readonly [part: string, height: number])[] {
  const parts = document.querySelectorAll<HTMLElement>(
    'guide-now, guide-block:not([data-status="idle"]), guide-check[data-tone]:not([data-tone="idle"]), guide-help[data-failed]',
  );
  return [...parts].map((part) => {
    const marks = ['id', 'block', 'check'].filter((mark) => part.dataset[mark] !== undefined);
    const name = part.localName + marks.map((mark) => `[data-${mark}="${part.dataset[mark]}"]`).join('');
    return [name, Math.round(part.getBoundingClientRect().height)];
  });
}
