/** The steps of the whole guide with their states; where the reader is, and how far they have come. */
import { isActive, latestRun } from '../../runbook/view.ts';
import { DONE, activeBlocks, shownStatus, system } from '../state/block-state.ts';
import { setAttribute, setIcon, setText } from '../platform/dom.ts';
import { GuideElement, blockOf } from '../state/page.ts';
import { currentStep, onCurrentStep } from '../state/reading-position.ts';
import type { PageState, Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

export class GuideRail extends GuideElement {
  /** The page holds the steps once; the dialog of narrow screens shows a copy. */
  begin(): void {
    const steps = document.querySelector('guide-rail > nav');
    if (steps && !this.firstElementChild) this.append(steps.cloneNode(true));
    onCurrentStep(() => this.#mark());
  }

  draw(page: PageState, store: Store): void {
    for (const item of this.querySelectorAll<HTMLElement>('[data-step]')) {
      const block = blockOf(store, item.dataset['step']);
      if (!block) continue;
      const active = isActive(page.view, store.data.runbook, block, system(page));
      const shown = shownStatus(page.view, store.data, block);
      item.hidden = !active;
      setAttribute(item, 'data-status', shown);
      setIcon(item, shown);
      setText(item.querySelector('.sr-only'), `${words.labelOf(shown, latestRun(page.view, block.id))}: `);
    }
    const steps = new Set(activeBlocks(page, store.data).map(({ id }) => id));
    for (const chapter of this.querySelectorAll('.gp-chapter:not([data-optional])')) {
      const items = [...chapter.querySelectorAll<HTMLElement>('[data-step]')].filter(({ dataset }) =>
        steps.has(dataset['step'] ?? ''),
      );
      const done = items.filter(({ dataset }) => DONE.includes(dataset['status'] ?? ''));
      setText(
        chapter.querySelector('.gp-done'),
        done.length > 0 ? words.rail.done(done.length, items.length) : String(items.length),
      );
    }
    this.#mark();
  }

  #mark(): void {
    const current = currentStep();
    for (const item of this.querySelectorAll<HTMLElement>('[data-step]')) {
      setAttribute(item.querySelector('a'), 'aria-current', item.dataset['step'] === current ? 'step' : null);
    }
  }
}
