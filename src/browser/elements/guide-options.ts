/** An exclusive choice: tabs over its options, of which one is shown; its choice is the session's, or the reader's own. */
import { chosenOption } from '../../runbook/view.ts';
import { chooseOption } from '../choose.ts';
import { h, setAttribute } from '../dom.ts';
import { GuideElement } from '../page.ts';
import type { PageState, Store } from '../store.ts';

export class GuideOptions extends GuideElement {
  readonly #tabs = new Map<string, HTMLButtonElement>();

  begin(store: Store): void {
    const [name, label] = [this.dataset['name'] ?? '', this.dataset['label'] ?? ''];
    const group = store.data.runbook.groups.find((each) => each.name === name);
    const list = h('div', { class: 'gp-tabs', role: 'tablist', 'aria-label': label });
    for (const panel of this.querySelectorAll<HTMLElement>(':scope > guide-option')) {
      const option = group?.options.find((each) => each.name === panel.dataset['name']);
      if (!option) continue;
      panel.id ||= `option-${name}-${option.name}`;
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-label', option.label);
      const tab = h(
        'button',
        {
          type: 'button',
          class: 'gp-tab',
          role: 'tab',
          'aria-controls': panel.id,
          onclick: () => void chooseOption(store, name, option.name),
        },
        h('span', { class: 'gp-radio' }),
        option.label,
        option.recommended && h('span', { class: 'gp-label' }, 'recommended'),
      );
      this.#tabs.set(option.name, tab);
      list.append(tab);
    }
    list.addEventListener('keydown', (event) => this.#move(event));
    this.prepend(list);
    this.setAttribute('data-live', '');
  }

  draw({ view }: PageState, { data }: Store): void {
    const chosen = chosenOption(view, data.runbook, this.dataset['name'] ?? '');
    for (const [option, tab] of this.#tabs) {
      setAttribute(tab, 'aria-selected', String(option === chosen));
      tab.tabIndex = option === chosen ? 0 : -1;
    }
    for (const panel of this.querySelectorAll<HTMLElement>(':scope > guide-option')) {
      panel.hidden = panel.dataset['name'] !== chosen;
    }
  }

  /** The arrows choose, as in any group of tabs. */
  #move(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const tabs = [...this.#tabs.values()];
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    const next = tabs[(at + step + tabs.length) % tabs.length];
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
