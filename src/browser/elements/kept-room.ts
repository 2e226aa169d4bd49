/**
 * The room that the runs of a page take: noted when the page is left, so that arrival.js keeps it free when this tab comes
 * back, until all is drawn again. Given back as soon as the reader does something, or something new runs.
 */
import { tabStorage } from '../platform/storage.ts';
import type { Store } from '../state/store.ts';

/** Never the press itself: what moves between press and release takes the click away from what was pressed. */
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

/** By part of the page: the bar's row, what something has run in, and the help that is due for it. */
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
