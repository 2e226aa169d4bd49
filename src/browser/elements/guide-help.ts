import type { Block } from '../../runbook/model.ts';
import { latestRun } from '../../runbook/session/view.ts';
import { helpIsDue } from '../state/block-state.ts';
import { GuideElement, blockOf } from '../state/page.ts';
import type { PageState, Store } from '../state/store.ts';

/** The author's help. With a runner it is shown only if its check, or its block, has failed. */
export class GuideHelp extends GuideElement {
  #block: Block | undefined;

  protected override readonly isOneOfMany = true;

  begin(store: Store): void {
    this.#block = blockOf(store, this.dataset['block']);
  }

  draw({ view, link }: PageState): void {
    const block = this.#block;
    if (!block) return;
    const run = latestRun(view, block.id);
    const check = this.dataset['check'];
    const failed = helpIsDue(run, block, check === undefined ? null : Number(check));
    this.hidden = !failed && (link === 'connected' || run !== undefined);
    this.toggleAttribute('data-failed', failed);
  }
}
