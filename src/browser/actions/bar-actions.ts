/** What the session bar does and says when asked: help, Continue, Stop all, starting anew, the menu of the session. */
import type { Block } from '../../runbook/model.ts';
import { stopRun } from './actions.ts';
import { addressOf } from '../state/address.ts';
import { isUnderWay } from '../state/block-state.ts';
import { find } from '../platform/dom.ts';
import { h } from '../platform/html.ts';
import { openMine } from './choose-folder.ts';
import { explainRunner } from './no-runner.ts';
import { runTo, sequenceOf } from './sequence.ts';
import { reset, sessionMenu } from './session-menu.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

export interface Stopped {
  readonly block: Block;
  readonly why: string;
}

/** By the drawing of the button that was clicked. */
export function act(store: Store, bar: HTMLElement, name: string): void {
  const message = find(bar, '.gp-bar-message');
  const say = (refused: string | null) => message?.replaceChildren(refused ?? '');
  switch (name) {
    case 'help':
      return message?.replaceChildren(explainRunner(store));
    case 'run':
      return runTo(store, null);
    case 'stop':
      return stopAll(store);
    case 'again':
      return void reset(store).then(say);
    case 'more':
      return void setTimeout(() => openMenu(store, bar, say)); // not during the click, which would close it again
  }
}

export function tell(store: Store, bar: HTMLElement, stopped: Stopped | null): void {
  const link = stopped && h('a', { href: addressOf(store, stopped.block) }, stopped.block.title);
  const said = link ? h('p', {}, words.stopped.at, link, words.stopped.because(stopped.why)) : explainRunner(store);
  find(bar, '.gp-bar-message')?.replaceChildren(said);
}

/** The queue first, so that nothing begins because another run ended. */
function stopAll(store: Store): void {
  sequenceOf(store).stop();
  const underWay = [...store.state.view.runs.values()].filter(isUnderWay);
  for (const { id } of underWay.toSorted((a, b) => b.seq - a.seq)) void stopRun(store, id);
}

/** The first click makes it; from then on it is the button's own. */
function openMenu(store: Store, bar: HTMLElement, say: (refused: string | null) => void): void {
  const opener = find(bar, '[data-icon="more"]');
  if (!opener || opener.hasAttribute('popovertarget')) return;
  const menu = sessionMenu(store, opener, say, () => useFolder(store, bar));
  bar.append(menu);
  menu.showPopover();
}

/** Asks in the bar which folder, or opens the one there is. */
export function useFolder(store: Store, bar: HTMLElement): void {
  const message = find(bar, '.gp-bar-message');
  openMine(
    store,
    (form) => message?.replaceChildren(form),
    (refused) => message?.replaceChildren(...(refused ? [refused] : [])),
  );
}
