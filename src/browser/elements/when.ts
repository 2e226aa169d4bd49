/** What of the bar is there: each part says by `data-when` in which links and modes of the page. */
import { find } from '../platform/dom.ts';

export function showWhen(bar: HTMLElement, row: HTMLElement | null, now: readonly string[]): void {
  const focused = row?.contains(document.activeElement) ? document.activeElement : null;
  for (const part of row?.querySelectorAll<HTMLElement>('[data-when]') ?? []) part.hidden = !isShown(part, now);
  // a button that goes must not take the focus with it
  if (focused?.closest('[hidden]')) (find(bar, '.gp-bar-actions > :not([hidden])') ?? bar).focus();
}

export function isShown({ dataset: { when = '' } }: HTMLElement, now: readonly string[]): boolean {
  return when.split(' ').some((each) => now.includes(each));
}
