/** What several steps will do, before they are run: how many, on how many pages, how long, and where they stop. Pure. */
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

/** This session knows better than earlier ones. */
export const times = perState((state, { runbook }): Times => ({
  ...state.earlier,
  ...timesIn(state.view, runbook.blocks),
}));

/** Steps that count and are not done, up to and including `last`. */
export function remaining(state: PageState, data: PageData, last: Block | null = null): readonly Block[] {
  const active = activeBlocks(state, data);
  const upto = last ? active.slice(0, active.findIndex(({ id }) => id === last.id) + 1) : active;
  return upto.filter((block) => !isDone(state.view, data, block));
}
