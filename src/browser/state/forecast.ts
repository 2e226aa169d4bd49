/** What a click that runs several steps will do: how many, on how many pages, how long, and where it stops. Pure. */
import type { Block } from '../../runbook/model.ts';
import type { PageData } from '../../protocol/page-data.ts';
import { type Estimate, type Times, estimate, timesIn } from '../../runbook/session/time-left.ts';
import { activeBlocks, isDone, perState } from './block-state.ts';
import { asksFirst } from './asks-first.ts';
import type { PageState } from './store.ts';

export interface Forecast {
  readonly steps: number;
  readonly pages: number;
  readonly time: Estimate | null;
  /** The first of them that asks before it runs. */
  readonly asks: Block | null;
}

export function forecast(state: PageState, data: PageData, blocks: readonly Block[]): Forecast {
  return {
    steps: blocks.length,
    pages: new Set(blocks.map(({ page }) => page)).size,
    time: estimate(blocks, times(state, data)),
    asks: blocks.find((block) => asksFirst(state, data, block)) ?? null,
  };
}

/** Times of this session come before those of earlier ones. */
export const times = perState((state, { runbook }): Times => ({
  ...state.earlier,
  ...timesIn(state.view, runbook.blocks),
}));

/** The steps up to and including `last` that are part of the guide for this reader and not done. */
export function remaining(state: PageState, data: PageData, last: Block | null = null): readonly Block[] {
  const active = activeBlocks(state, data);
  const upto = last ? active.slice(0, active.findIndex(({ id }) => id === last.id) + 1) : active;
  return upto.filter((block) => !isDone(state.view, data, block));
}
