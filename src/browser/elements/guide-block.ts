/** A runnable block: Run, Stop, Copy; what it asks before it runs; the line it is at; its output and how it ended. */
import type { Block } from '../../runbook/model.ts';
import { withValues } from '../../runbook/question.ts';
import type { RunView } from '../../runbook/view.ts';
import { activeBlocks, blockState, isUnderWay, nextStep, type BlockState } from '../state/block-state.ts';
import { codeFrame } from '../platform/code.ts';
import { copyFrom } from '../platform/copy.ts';
import { find, setAttribute, setIcon, setText } from '../platform/dom.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import type { OutputPanel } from '../output/panel.ts';
import { loadPanel, panelOf } from '../output/panels.ts';
import { tickOff, tickedOff } from '../state/local-choices.ts';
import { GuideElement, blockOf } from '../state/page.ts';
import { drawValues } from './values-in-code.ts';
import type { PageState, Store } from '../state/store.ts';
import { now, onTick } from '../platform/clock.ts';
import { elapsed } from '../state/times.ts';
import * as words from '../../words/en.ts';

const actions = part(() => import('../actions/begin.ts'));
const scriptLines = part(() => import('./script-lines.ts'));
const scriptText = part(() => import('../state/command-text.ts'));
const sequence = part(() => import('../actions/sequence.ts'));
const forecast = part(() => import('../actions/forecast-words.ts'));
const undo = part(() => import('../actions/undo.ts'));

const AT_ONCE = 300; // ms; who clicked takes what comes within them as the answer

export class GuideBlock extends GuideElement {
  #block: Block | undefined;
  #panel: OutputPanel | null = null;
  #state: BlockState | null = null;
  #drawn = '';
  #marked = false;

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
      this.press(store);
    });
    const here = find(this, '.gp-here');
    here?.addEventListener('click', () => lazyImport(sequence(), ({ runTo }) => runTo(store, block)));
    for (const event of ['pointerenter', 'focus'])
      here?.addEventListener(event, () =>
        lazyImport(forecast(), ({ hereWords }) => setAttribute(here, 'title', hereWords(store, block))),
      );
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (!event.repeat && !isUnderWay(this.#state?.run)) this.press(store);
    });
    find(this, '.gp-tick')?.addEventListener('change', ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      tickOff(store.data.runbook.id, block.id, store.data.hashes[block.id] ?? '', target.checked);
      store.refreshLocal();
    });
    // a key that is held would run, stop and run
    find(this, '.gp-run')?.addEventListener('keydown', (event) => event.repeat && event.preventDefault());
    if (block.undo !== null) lazyImport(undo(), ({ undoOffer }) => store.subscribe(undoOffer(this, block, store)));
    onTick(() => {
      const state = this.#state;
      if (!isUnderWay(state?.run)) return;
      this.#showTime();
      this.#drawOutput(state.run, store);
    });
  }

  /** What a click on the button does; also used by "run it first" elsewhere on the page. */
  press(store: Store): void {
    const [block, state] = [this.#block, this.#state];
    if (!block || !state) return;
    const { run } = state;
    lazyImport(actions(), ({ beginOrStop }) => beginOrStop(store, block, run, this));
  }

  draw(page: PageState, store: Store): void {
    if (!this.#block) return;
    const state = blockState(page, store.data, this.#block);
    const next = page.link === 'connected' ? nextStep(page, store.data) : null;
    if (page.link === 'connected') loadPanel(this.#block, () => store.touch());
    this.#drawOutput(state.run, store);
    if (page.session === null) this.#drawTick(this.#block, store);
    this.#drawWarning(page, this.#block, store);
    drawValues(this, this.#block, page, store);
    // most of what happens on a page is about other blocks
    const key = [state.shown, state.inactive, state.action, page.link, page.session, page.view.closed, next?.id].join();
    if (key === this.#drawn && state.run === this.#state?.run) return;
    this.#drawn = key;
    this.#state = state;
    this.toggleAttribute('data-run-here', page.session !== null || page.link === 'connected');
    this.toggleAttribute('data-next', next === this.#block);
    setAttribute(this, 'data-status', state.shown);
    this.toggleAttribute('data-inactive', state.inactive);
    setIcon(find(this, '.gp-head > .gp-state'), state.shown);
    setAttribute(find(this, '.gp-head > .gp-state'), 'title', words.labelOf(state.shown, state.run));
    this.#drawButton(state, this.#block);
    this.#drawUpto(page, state, next, store);
    this.#showTime();
    this.#markLines();
  }

  #drawTick({ id }: Block, { data }: Store): void {
    const box = this.querySelector<HTMLInputElement>('.gp-tick > input');
    if (box) box.checked = tickedOff(data.runbook.id)(id, data.hashes[id]);
  }

  /** A step that has not run has no marks. */
  #markLines(): void {
    if (!this.#state?.run && !this.#marked) return;
    this.#marked = true;
    lazyImport(scriptLines(), ({ markLines }) => this.#block && markLines(this, this.#block, this.#state?.run));
  }

  /** Run to here: where something before is still to be run. */
  #drawUpto(page: PageState, state: BlockState, next: Block | null, { data }: Store): void {
    const ready = page.session !== null && !page.view.closed && !state.inactive && !isUnderWay(state.run);
    const steps = activeBlocks(page, data);
    const before = next !== null && this.#block !== undefined && steps.indexOf(next) < steps.indexOf(this.#block);
    find(this, '.gp-here')?.toggleAttribute('hidden', !(ready && before));
  }

  /** This database, on this host, at this path. */
  #drawWarning({ view }: PageState, { confirm }: Block, { data: { runbook } }: Store): void {
    if (confirm?.includes('$'))
      setText(
        find(this, ':scope > .gp-warning .gp-warning-text'),
        withValues(confirm, runbook, (name) => view.inputs.get(name)?.value),
      );
  }

  #drawButton(state: BlockState, block: Block): void {
    const run = find(this, '.gp-run');
    const stopping = state.action === 'stop' || state.action === 'cancel';
    const label = words.stepButton[state.action];
    setText(run?.querySelector('span') ?? null, label);
    setAttribute(run, 'aria-label', words.stepButton.of(label, block.title));
    setAttribute(run, 'data-action', state.action);
    setIcon(run, stopping ? 'stop' : state.action === 'again' ? 'again' : 'run');
  }

  #showTime(): void {
    const state = this.#state;
    const time = find(this, '.gp-head > .gp-time');
    if (!state?.run) return setText(time, '');
    const ms = state.shown === 'lost' ? null : elapsed(state.run, now());
    setText(
      time,
      [words.labelOf(state.shown, state.run), ms === null ? '' : words.duration(ms)].filter(Boolean).join(' · '),
    );
  }

  /** What the run before printed stands until there is something else to show: the page would jump twice. */
  #drawOutput(run: RunView | undefined, store: Store): void {
    const makePanel = this.#block && panelOf(this.#block);
    if (!this.#block || !makePanel) return;
    if (this.#panel?.run !== run?.id) {
      if (run && isFresh(run, this.#block)) return;
      this.#panel?.close?.();
      this.#panel?.node.remove();
      this.#panel = run ? makePanel(run, this.#block, store) : null;
      if (this.#panel) codeFrame(this)?.after(this.#panel.node);
    }
    if (run) this.#panel?.draw(run);
  }
}

function isFresh(run: RunView, { tty }: Block): boolean {
  const fresh = run.phase === 'queued' || now() - run.queuedAt < AT_ONCE;
  return !tty && run.end === null && run.size === 0 && fresh;
}

/** Plain fences: nothing to run, but to copy. */
export class GuideCode extends HTMLElement {
  connectedCallback(): void {
    find(this, '.gp-copy')?.addEventListener('click', ({ currentTarget }) => {
      const text = this.querySelector('pre')?.textContent ?? '';
      if (currentTarget instanceof HTMLElement) void copyFrom(currentTarget, text);
    });
  }
}
