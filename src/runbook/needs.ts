/**
 * What a step is built upon, for engine, command line and page alike. What it needs must have passed and not have been
 * taken back since. A stale one counts: what it did is there, and its mark says that the guide now asks for something
 * else; whoever goes on runs it again. What the reader's choices leave out is not needed.
 */
import type { Block, Runbook } from './model.ts';
import { type View, isActive, isUndone, status } from './view.ts';

export function neededBy(view: View, runbook: Runbook, { needs }: Block, os: 'linux' | 'macos'): readonly Block[] {
  return runbook.blocks.filter((one) => needs.includes(one.id) && isActive(view, runbook, one, os));
}

/** Whether others can be built upon the block. */
export function stands(view: View, block: Block): boolean {
  return ['passed', 'warning', 'ready'].includes(status(view, block)) && !isUndone(view, block);
}
