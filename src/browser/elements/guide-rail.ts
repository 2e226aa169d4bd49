/** The pages of the guide with their progress, the steps of this page with their states, and where the reader is. */
import { isActive, latestRun } from '../../runbook/session/view.ts';
import { activeBlocks, isDone, shownStatus, system } from '../state/block-state.ts';
import { setAttribute, setIcon, setText } from '../platform/dom.ts';
import { GuideElement, blockOf } from '../state/page.ts';
import { currentStep, onCurrentStep } from '../state/reading-position.ts';
import { tickedOff } from '../state/local-choices.ts';
import type { PageState, Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

/** A step that the reader has done by hand. */
const TICKED = 'ticked';

export class GuideRail extends GuideElement {
  /** The page contains the list once, with the steps of this page; the dialog shows a copy, with those of all pages. */
  begin(): void {
    const steps = document.querySelector('guide-rail > nav');
    if (steps && !this.firstElementChild) {
      this.append(steps.cloneNode(true));
      for (const others of this.querySelectorAll('template')) others.replaceWith(others.content);
    }
    onCurrentStep(() => this.#mark());
  }

  draw(page: PageState, store: Store): void {
    const isTicked = page.session === null ? tickedOff(store.data.runbook.id) : () => false;
    for (const item of this.querySelectorAll<HTMLElement>('[data-step]')) {
      const block = blockOf(store, item.dataset['step']);
      if (!block) continue;
      const active = isActive(page.view, store.data.runbook, block, system(page));
      const shown = shownStatus(page.view, store.data, block);
      item.hidden = !active;
      const ticked = isTicked(block.id, store.data.hashes[block.id]);
      setAttribute(item, 'data-status', ticked ? TICKED : shown);
      setIcon(item, ticked ? 'passed' : shown);
      setText(
        item.querySelector('.sr-only'),
        `${ticked ? words.rail.ticked : words.labelOf(shown, latestRun(page.view, block.id))}: `,
      );
    }
    const steps = Map.groupBy(activeBlocks(page, store.data), ({ page }) => page);
    for (const chapter of this.querySelectorAll<HTMLElement>('.gp-chapter:not([data-optional])')) {
      const own = steps.get(chapter.dataset['page'] ?? '') ?? [];
      const done = own.filter(
        (block) => isDone(page.view, store.data, block) || isTicked(block.id, store.data.hashes[block.id]),
      ).length;
      setText(chapter.querySelector('.gp-done'), done > 0 ? words.rail.done(done, own.length) : String(own.length));
      chapter.toggleAttribute('data-done', done > 0 && done === own.length);
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
