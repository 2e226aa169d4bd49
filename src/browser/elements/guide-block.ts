/**
 * A runnable block without a runner: Run, Copy, the box to tick for those who run it by hand. Its runs are drawn by
 * block-runs.ts, which is loaded once there is a runner.
 */
import type { Block } from '../../runbook/model.ts';
import { withValues } from '../../runbook/session/with-values.ts';
import { type RunView, latestRun } from '../../runbook/session/view.ts';
import { isInactive, isUnderWay } from '../state/block-state.ts';
import { copyFrom } from '../platform/copy.ts';
import { find, setText } from '../platform/dom.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import { tickOff, tickedOff } from '../state/local-choices.ts';
import { GuideElement, blockOf } from '../state/page.ts';
import { drawValues } from './values-in-code.ts';
import type { PageState, Store } from '../state/store.ts';

const actions = part(() => import('../actions/begin.ts'));
const scriptText = part(() => import('../state/command-text.ts'));
const blockRuns = part(() => import('./block-runs.ts'));

export class GuideBlock extends GuideElement {
  #block: Block | undefined;
  /** As shown to the reader. */
  #run: RunView | undefined;
  #connected = false;
  /** Whether block-runs.ts draws its runs. */
  #drawn = false;

  protected override readonly isOneOfMany = true;

  begin(store: Store): void {
    this.#block = blockOf(store, this.dataset['id']);
    const block = this.#block;
    if (!block) return;
    find(this, '.gp-copy')?.addEventListener('click', ({ currentTarget }) =>
      lazyImport(
        scriptText(),
        ({ commandText }) =>
          currentTarget instanceof HTMLElement && copyFrom(currentTarget, commandText(this, block, store)),
      ),
    );
    find(this, '.gp-run')?.addEventListener('click', (event) => {
      // the second click of a double click would stop what the first one started
      if (event instanceof MouseEvent && event.detail > 1) return;
      this.#press(block, store);
    });
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (!event.repeat && !isUnderWay(this.#run)) this.#press(block, store);
    });
    find(this, '.gp-tick')?.addEventListener('change', ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      tickOff(store.data.runbook.id, block.id, store.data.hashes[block.id] ?? '', target.checked);
      store.refreshLocal();
    });
    // a key that is held down would run, stop and run again
    find(this, '.gp-run')?.addEventListener('keydown', (event) => event.repeat && event.preventDefault());
  }

  #press(block: Block, store: Store): void {
    const run = this.#run;
    lazyImport(actions(), ({ beginOrStop }) => beginOrStop(store, block, run, this));
  }

  draw(page: PageState, store: Store): void {
    const block = this.#block;
    if (!block) return;
    this.#run = this.#drawn ? latestRun(page.view, block.id) : undefined;
    this.toggleAttribute('data-run-here', page.session !== null || page.link === 'connected');
    this.toggleAttribute('data-inactive', isInactive(page, store.data, block));
    if (page.session === null) this.#drawTick(block, store);
    this.#drawWarning(page, block, store);
    drawValues(this, block, page, store);
    if (page.link === 'connected' && !this.#connected && !this.#drawn) this.#drawRuns(block, store);
    this.#connected = page.link === 'connected';
  }

  /** If the part cannot be loaded, the next connection tries again. */
  #drawRuns(block: Block, store: Store): void {
    lazyImport(blockRuns(), ({ runsOf }) => {
      if (this.#drawn) return;
      this.#drawn = true;
      store.subscribe(runsOf(this, block, store));
      this.draw(store.state, store);
    });
  }

  #drawTick({ id }: Block, { data }: Store): void {
    const box = this.querySelector<HTMLInputElement>('.gp-tick > input');
    if (box) box.checked = tickedOff(data.runbook.id)(id, data.hashes[id]);
  }

  /** Puts the reader's values into the warning, so that it names the database, the host or the path. */
  #drawWarning({ view }: PageState, { confirm }: Block, { data: { runbook } }: Store): void {
    if (confirm?.includes('$'))
      setText(
        find(this, ':scope > .gp-warning .gp-warning-text'),
        withValues(confirm, runbook, (name) => view.inputs.get(name)?.value),
      );
  }
}

/** A fence that is not part of a guide: it cannot run, but it can be copied. */
export class GuideCode extends HTMLElement {
  connectedCallback(): void {
    find(this, '.gp-copy')?.addEventListener('click', ({ currentTarget }) => {
      const text = this.querySelector('pre')?.textContent ?? '';
      if (currentTarget instanceof HTMLElement) void copyFrom(currentTarget, text);
    });
  }
}
