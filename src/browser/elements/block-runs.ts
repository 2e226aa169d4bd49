/** The runs of a block: state, current line, output, how it ended, and what the reader can do about it. */
import type { Block } from '../../runbook/model.ts';
import type { RunView } from '../../runbook/session/view.ts';
import { activeBlocks, blockState, isUnderWay, nextStep, type BlockState } from '../state/block-state.ts';
import { codeFrame } from '../platform/code.ts';
import { find, setAttribute, setIcon, setText } from '../platform/dom.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import type { OutputPanel } from '../output/panel.ts';
import { loadPanel, panelOf } from '../output/panels.ts';
import type { PageState, Store } from '../state/store.ts';
import { now, onTick } from '../platform/clock.ts';
import { elapsed } from '../state/times.ts';
import * as words from '../../words/en.ts';

const scriptLines = part(() => import('./script-lines.ts'));
const sequence = part(() => import('../actions/sequence.ts'));
const forecast = part(() => import('../actions/forecast-words.ts'));
const undo = part(() => import('../actions/undo.ts'));

const AT_ONCE = 300; // ms; what appears within this time after a click belongs to that click

/** For a block's element; returns the functions that draw its runs. */
export function runsOf(element: HTMLElement, block: Block, store: Store): (page: PageState) => void {
  let panel: OutputPanel | null = null;
  let state: BlockState | null = null;
  let drawn = '';
  let marked = false;
  const here = find(element, '.gp-here');
  here?.addEventListener('click', () => lazyImport(sequence(), ({ runTo }) => runTo(store, block)));
  for (const event of ['pointerenter', 'focus'])
    here?.addEventListener(event, () =>
      lazyImport(forecast(), ({ hereWords }) => setAttribute(here, 'title', hereWords(store, block))),
    );
  if (block.undo !== null) lazyImport(undo(), ({ undoOffer }) => store.subscribe(undoOffer(element, block, store)));
  onTick(() => {
    if (!isUnderWay(state?.run)) return;
    showTime(element, state);
    drawOutput(state.run);
  });

  /** Keeps the output of the run before until there is something new to show: the page would jump twice otherwise. */
  function drawOutput(run: RunView | undefined) {
    const makePanel = panelOf(block);
    if (!makePanel) return;
    if (panel?.run !== run?.id) {
      if (run && isFresh(run, block)) return;
      panel?.close?.();
      panel?.node.remove();
      panel = run ? makePanel(run, block, store) : null;
      if (panel) codeFrame(element)?.after(panel.node);
    }
    if (run) panel?.draw(run);
  }

  /** A step that has not run has no marks. */
  function drawLines() {
    if (!state?.run && !marked) return;
    marked = true;
    lazyImport(scriptLines(), ({ markLines }) => markLines(element, block, state?.run));
  }

  return (page) => {
    const next = page.link === 'connected' ? nextStep(page, store.data) : null;
    const shown = blockState(page, store.data, block);
    if (page.link === 'connected') loadPanel(block, () => store.touch());
    drawOutput(shown.run);
    // most events on a page are about other blocks
    const key = [shown.shown, shown.inactive, shown.action, page.link, page.session, page.view.closed, next?.id].join();
    if (key === drawn && shown.run === state?.run) return;
    drawn = key;
    state = shown;
    element.toggleAttribute('data-next', next === block);
    setAttribute(element, 'data-status', shown.shown);
    setIcon(find(element, '.gp-head > .gp-state'), shown.shown);
    setAttribute(find(element, '.gp-head > .gp-state'), 'title', words.labelOf(shown.shown, shown.run));
    drawButton(find(element, '.gp-run'), shown, block);
    here?.toggleAttribute('hidden', !leadsHere(page, shown, next, block, store));
    showTime(element, shown);
    drawLines();
  };
}

/** Run to here: shown if steps before this one have not run. */
function leadsHere(page: PageState, state: BlockState, next: Block | null, block: Block, { data }: Store): boolean {
  const ready = page.session !== null && !page.view.closed && !state.inactive && !isUnderWay(state.run);
  const steps = activeBlocks(page, data);
  return ready && next !== null && steps.indexOf(next) < steps.indexOf(block);
}

function drawButton(run: HTMLElement | null, { action }: BlockState, block: Block): void {
  const stopping = action === 'stop' || action === 'cancel';
  const label = words.stepButton[action];
  setText(run?.querySelector('span') ?? null, label);
  setAttribute(run, 'aria-label', words.stepButton.of(label, block.title));
  setAttribute(run, 'data-action', action);
  setIcon(run, stopping ? 'stop' : action === 'again' ? 'again' : 'run');
}

function showTime(element: HTMLElement, { run, shown }: BlockState): void {
  const ms = run && shown !== 'lost' ? elapsed(run, now()) : null;
  const said = run ? [words.labelOf(shown, run), ms === null ? '' : words.duration(ms)] : [];
  setText(find(element, '.gp-head > .gp-time'), said.filter(Boolean).join(' · '));
}

function isFresh(run: RunView, { tty }: Block): boolean {
  const fresh = run.phase === 'queued' || now() - run.queuedAt < AT_ONCE;
  return !tty && run.end === null && run.size === 0 && fresh;
}
