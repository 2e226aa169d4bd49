/**
 * Shows and hides the parts of the bar: `data-when` of each part says in which connection states and modes it is shown.
 */
import { find } from '../platform/dom.ts';

export function showWhen(bar: HTMLElement, row: HTMLElement | null, now: readonly string[]): void {
  const focused = row?.contains(document.activeElement) ? document.activeElement : null;
  for (const part of row?.querySelectorAll<HTMLElement>('[data-when]') ?? []) part.hidden = !isShown(part, now);
  // hiding a button must not lose the focus
  if (focused?.closest('[hidden]')) (find(bar, '.gp-bar-actions > :not([hidden])') ?? bar).focus();
}

export function isShown({ dataset: { when = '' } }: HTMLElement, now: readonly string[]): boolean {
  return when.split(' ').some((each) => now.includes(each));
}
