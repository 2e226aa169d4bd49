/** How long blocks take, told from how long they took: the newest good run of each, else what its author says. Pure. */
import type { Block } from './model.ts';
import { runStatus, type View } from './view.ts';

/** By block id, in ms. */
export type Times = Readonly<Record<string, number>>;

/** Of the blocks that have passed in this session; of a service, until it was ready. A run that failed says nothing. */
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
  /** In ms; of the blocks that are known. */
  readonly ms: number;
  /** Whether all of them are. */
  readonly whole: boolean;
}

/** Null where nothing is known. */
export function estimate(blocks: readonly Block[], times: Times): Estimate | null {
  const known = blocks.flatMap((block) => timeOf(block, times) ?? []);
  if (known.length === 0) return null;
  return { ms: known.reduce((sum, ms) => sum + ms, 0), whole: known.length === blocks.length };
}

function timeOf({ id, about }: Block, times: Times): number | null {
  return times[id] ?? about;
}
