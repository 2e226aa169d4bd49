/** An exclusive choice: tabs over its options, of which one is shown; its choice is the session's, or the reader's own. */
import { chosenOption } from '../../runbook/view.ts';
import { chooseOption } from '../actions/choose.ts';
import { setAttribute } from '../platform/dom.ts';
import { GuideElement } from '../state/page.ts';
import type { PageState, Store } from '../state/store.ts';

export class GuideOptions extends GuideElement {
  begin(store: Store): void {
    for (const tab of this.#tabs()) {
      tab.addEventListener('click', () => chooseOption(store, this.dataset['name'] ?? '', tab.dataset['option'] ?? ''));
      tab.addEventListener('keydown', (event) => this.#move(event, tab));
    }
  }

  draw({ view }: PageState, { data }: Store): void {
    const chosen = chosenOption(view, data.runbook, this.dataset['name'] ?? '');
    for (const tab of this.#tabs()) {
      const here = tab.dataset['option'] === chosen;
      setAttribute(tab, 'aria-selected', String(here));
      tab.tabIndex = here ? 0 : -1;
    }
    for (const panel of this.querySelectorAll<HTMLElement>(':scope > guide-option')) {
      panel.hidden = panel.dataset['name'] !== chosen;
    }
  }

  #tabs(): readonly HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(':scope > .gp-tabs > .gp-tab')];
  }

  /** The arrows choose, as in any group of tabs. */
  #move(event: KeyboardEvent, tab: HTMLElement): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const tabs = this.#tabs();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    next?.focus();
    next?.click();
  }
}

/**
 * Content for practice, or for the reader's own folder, only. Without a session both are shown, each with its label;
 * what is only for practice is folded for those who merely read.
 */
export class GuideOnly extends GuideElement {
  #reading: boolean | undefined;

  begin(): void {}

  draw({ view, link }: PageState): void {
    const { in: where } = this.dataset;
    this.hidden = view.workspace !== null && view.workspace.kind !== where;
    const reading = link === 'absent' && where === 'practice';
    if (reading !== this.#reading) this.querySelector('details')?.toggleAttribute('open', !reading);
    this.#reading = reading; // in between, folding is the reader's
  }
}
