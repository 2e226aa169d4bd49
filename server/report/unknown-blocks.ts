import type { Runbook } from '../../src/runbook/model.ts';
import { standIn } from '../../src/runbook/session/stand-in.ts';
import type { View } from '../../src/runbook/session/view.ts';

/**
 * Adds a stand-in for each block that ran but is not in the runbook, because the guide was changed or was not found.
 */
export function withUnknown(runbook: Runbook, view: View): Runbook {
  const known = new Set(runbook.blocks.map(({ id }) => id));
  const unknown = [...view.latest]
    .filter(([id]) => !known.has(id))
    .flatMap(([, run]) => view.runs.get(run) ?? [])
    .map(standIn);
  return unknown.length === 0 ? runbook : { ...runbook, blocks: [...runbook.blocks, ...unknown] };
}
