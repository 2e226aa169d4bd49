/** The menu of Run this page and Run all: says how many steps each will run, how long they take, and where it stops. */
import type { Block } from '../../runbook/model.ts';
import { button, h } from '../platform/html.ts';
import { activeBlocks } from '../state/block-state.ts';
import { remaining } from '../state/forecast.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';
import { forecastWords, stopWords } from './forecast-words.ts';
import { group, menu } from './menu.ts';
import { runSeveral } from './sequence.ts';

export function runMenu(store: Store, opener: HTMLElement): HTMLElement {
  return menu(store, opener, 'gp-run-menu', (close) => [group(words.several.label, content(store, close))]);
}

function content(store: Store, close: () => void): readonly Node[] {
  const { state, data } = store;
  const rest = remaining(state, data);
  const onPage = rest.filter(({ id }) => document.getElementById(`step-${id}`));
  const all = activeBlocks(state, data);
  const started = rest.length < all.length;
  return [
    ...(onPage.length > 0 && onPage.length < rest.length ? offer(store, words.several.page, onPage, close) : []),
    ...(rest.length > 0 ? offer(store, words.several.all, rest, close) : []),
    ...(started ? offer(store, words.several.again, all, close) : []),
  ];
}

function offer(store: Store, label: string, blocks: readonly Block[], close: () => void): readonly Node[] {
  const run = button('several', `${label}: ${forecastWords(store, blocks)}`, () => {
    close();
    runSeveral(store, blocks);
  });
  return [run, h('p', { class: 'gp-stops' }, stopWords(store, blocks))];
}
