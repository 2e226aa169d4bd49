import type { Block, Runbook } from '../model.ts';

const indexes = new WeakMap<Runbook, ReadonlyMap<string, Block>>();

/** The block with this id. Fast even in a guide of thousands of blocks, because an index is kept. */
export function blockOf(runbook: Runbook, id: string): Block | undefined {
  const index = indexes.get(runbook) ?? new Map(runbook.blocks.map((block) => [block.id, block]));
  indexes.set(runbook, index);
  return index.get(id);
}
