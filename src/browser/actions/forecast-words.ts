/** Says what a click that runs several steps will do. */
import type { Block } from '../../runbook/model.ts';
import { forecast, remaining } from '../state/forecast.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

export function hereWords(store: Store, block: Block): string {
  const blocks = remaining(store.state, store.data, block);
  return `${words.several.here}: ${forecastWords(store, blocks)}. ${stopWords(store, blocks)}`;
}

/** `12 steps on 5 pages, about 20 min`. */
export function forecastWords({ state, data }: Store, blocks: readonly Block[]): string {
  const { steps, pages, time } = forecast(state, data, blocks);
  const took = time && (time.whole ? words.now.about(time.ms) : words.now.atLeast(time.ms));
  return [words.several.what(steps, pages), took].filter(Boolean).join(', ');
}

export function stopWords({ state, data }: Store, blocks: readonly Block[]): string {
  const { asks } = forecast(state, data, blocks);
  return asks ? words.several.asks(asks.title) : words.several.stops;
}
