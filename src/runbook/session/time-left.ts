/**
 * Estimates how long blocks take: as long as their latest successful run or, without one, as their author says. Pure.
 */
import type { Block } from '../model.ts';
import { runStatus, type View } from './view.ts';

/** Durations in ms, by block id. */
export type Times = Readonly<Record<string, number>>;

/** How long the blocks that passed in this session took; for a service, until it was ready. */
export function timesIn(view: View, blocks: readonly Block[]): Times {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const taken = [...view.runs.values()].flatMap((run) => {
    const block = byId.get(run.block);
    const { startedAt } = run;
    if (!block || startedAt === null) return [];
    const until = block.kind === 'service' ? run.readyAt : GOOD.includes(runStatus(run, block)) ? run.endedAt : null;
    return until === null ? [] : [[block.id, until - startedAt] as const];
  });
  return Object.fromEntries(taken);
}

const GOOD: readonly string[] = ['passed', 'warning'];

export interface Estimate {
  /** The sum for the blocks whose duration is known, in ms. */
  readonly ms: number;
  /** Whether the durations of all blocks are known. */
  readonly whole: boolean;
}

/** Null if no duration is known. */
export function estimate(blocks: readonly Block[], times: Times): Estimate | null {
  const known = blocks.flatMap((block) => timeOf(block, times) ?? []);
  if (known.length === 0) return null;
  return { ms: known.reduce((sum, ms) => sum + ms, 0), whole: known.length === blocks.length };
}

function timeOf({ id, about }: Block, times: Times): number | null {
  return times[id] ?? about;
}
