/** What the buttons of the session bar do: help, Next step, Stop all, a new session, the menus. */
import type { Block } from '../../runbook/model.ts';
import { begin } from './begin.ts';
import { stopRun } from './requests.ts';
import { addressOf } from '../state/address.ts';
import { isUnderWay, nextStep } from '../state/block-state.ts';
import { isFollowing, setFollowing } from '../state/following.ts';
import { find } from '../platform/dom.ts';
import { h } from '../platform/html.ts';
import { openMine } from './choose-folder.ts';
import { explainRunner } from './no-runner.ts';
import { runMenu } from './run-menu.ts';
import { runSeveral, sequenceOf } from './sequence.ts';
import { reset, sessionMenu } from './session-menu.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

export interface Stopped {
  readonly block: Block;
  readonly why: string;
}

/** By the icon of the button. */
export function act(store: Store, bar: HTMLElement, name: string): void {
  const message = find(bar, '.gp-bar-message');
  const say = (refused: string | null) => message?.replaceChildren(refused ?? '');
  switch (name) {
    case 'help':
      return message?.replaceChildren(explainRunner(store));
    case 'next':
      return runNext(store);
    case 'follow':
      setFollowing(!isFollowing());
      return store.touch();
    case 'several':
      return openMenu(bar, 'several', (opener) => runMenu(store, opener));
    case 'stop':
      return stopAll(store);
    case 'again':
      return void reset(store).then(say);
    case 'more':
      return openMenu(bar, 'more', (opener) => sessionMenu(store, opener, say, () => useFolder(store, bar)));
  }
}

export function tell(store: Store, bar: HTMLElement, stopped: Stopped | null): void {
  const link = stopped && h('a', { href: addressOf(store, stopped.block) }, stopped.block.title);
  const said = link ? h('p', {}, words.stopped.at, link, words.stopped.because(stopped.why)) : explainRunner(store);
  find(bar, '.gp-bar-message')?.replaceChildren(said);
}

/** Runs one step and scrolls to it. If it is on another page, that page asks its question, if there is one. */
function runNext(store: Store): void {
  if (store.arriving) return void store.arriving.then(() => runNext(store));
  const next = nextStep(store.state, store.data);
  if (!next) return;
  const element = document.getElementById(`step-${next.id}`);
  if (!element) return runSeveral(store, [next]);
  setFollowing(true);
  element.scrollIntoView({ behavior: 'instant' });
  begin(store, next, element);
}

/** Clears the queue first, so that the end of one run does not start the next. */
function stopAll(store: Store): void {
  sequenceOf(store).stop();
  const underWay = [...store.state.view.runs.values()].filter(isUnderWay);
  for (const { id } of underWay.toSorted((a, b) => b.seq - a.seq)) void stopRun(store, id);
}

/** The first click creates the menu; after that the button itself opens it. */
function openMenu(bar: HTMLElement, name: string, make: (opener: HTMLElement) => HTMLElement): void {
  const opener = find(bar, `[data-icon="${name}"]`);
  if (!opener || opener.hasAttribute('popovertarget')) return;
  const menu = make(opener);
  bar.append(menu);
  setTimeout(() => menu.showPopover()); // not during the click, which would close the menu again
}

/** Asks in the bar for a folder, or opens the session of the folder that there is. */
export function useFolder(store: Store, bar: HTMLElement): void {
  const message = find(bar, '.gp-bar-message');
  openMine(
    store,
    (form) => message?.replaceChildren(form),
    (refused) => message?.replaceChildren(...(refused ? [refused] : [])),
  );
}
