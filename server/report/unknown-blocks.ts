import { blankBlock } from '../../src/runbook/blank-block.ts';
import type { Block, Runbook } from '../../src/runbook/model.ts';
import type { View } from '../../src/runbook/session/view.ts';

/**
 * Adds a stand-in for each block that ran but is not in the runbook, because the guide was changed or was not found.
 */
export function withUnknown(runbook: Runbook, view: View): Runbook {
  const known = new Set(runbook.blocks.map(({ id }) => id));
  const unknown = [...view.latest.keys()].filter((id) => !known.has(id)).map(standIn);
  return unknown.length === 0 ? runbook : { ...runbook, blocks: [...runbook.blocks, ...unknown] };
}

function standIn(id: string): Block {
  return { ...blankBlock, id, title: id, file: '' };
}
