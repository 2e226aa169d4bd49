/**
 * An exclusive choice, as tabs over its options, of which one is shown. The choice is the session's or, without a
 * session, the reader's own.
 */
import { chosenOption } from '../../runbook/session/view.ts';
import { chooseOption } from '../actions/choose.ts';
import { make, setAttribute } from '../platform/dom.ts';
import { linkedElement } from './linked-step.ts';
import { GuideElement } from '../state/page.ts';
import type { PageState, Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

export class GuideOptions extends GuideElement {
  /** An option that is shown although another one is chosen, because a link leads to a step in it. */
  #looked: string | null = null;

  begin(store: Store): void {
    const look = () => {
      const panel = linkedElement()?.closest('guide-option');
      this.#looked =
        panel instanceof HTMLElement && panel.parentElement === this ? (panel.dataset['name'] ?? null) : null;
      store.touch();
    };
    if (linkedElement()) look();
    addEventListener('hashchange', look);
    for (const tab of this.#tabs()) {
      tab.addEventListener('click', () => {
        this.#looked = null;
        chooseOption(store, this.dataset['name'] ?? '', tab.dataset['option'] ?? '');
        store.touch();
      });
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
      panel.hidden = panel.dataset['name'] !== (this.#looked ?? chosen);
    }
    const isOther = this.#looked !== null && this.#looked !== chosen;
    let note = this.querySelector<HTMLElement>(':scope > .gp-looked');
    if (isOther && !note) {
      note = make('p', 'gp-looked', words.options.notChosen);
      this.querySelector(':scope > .gp-tabs')?.after(note);
    } else if (!isOther) note?.remove();
  }

  #tabs(): readonly HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(':scope > .gp-tabs > .gp-tab')];
  }

  /** The arrow keys choose, as in any group of tabs. */
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
 * Content for practice only, or for the reader's own folder only. Without a session both are shown, each with its
 * label; without a runner the one for practice is folded.
 */
export class GuideOnly extends GuideElement {
  #reading: boolean | undefined;

  begin(): void {}

  draw({ view, link }: PageState): void {
    const { in: where } = this.dataset;
    const linked = linkedElement();
    this.hidden = view.workspace !== null && view.workspace.kind !== where && !(linked && this.contains(linked));
    const reading = link === 'absent' && where === 'practice';
    if (reading !== this.#reading) this.querySelector('details')?.toggleAttribute('open', !reading);
    this.#reading = reading; // after that, the reader folds and unfolds it
  }
}
