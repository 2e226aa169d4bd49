/** What a block that changes files would do to them now. */
import type { Block } from '../../../src/runbook/model.ts';
import { type Changes, type Preview, ChangeRefused } from '../change/index.ts';
import { Refused } from './types.ts';

export function previewOf(changes: Changes, block: Block | undefined): Preview {
  if (!block?.change || block.change.by === 'restore')
    throw new Refused('unknown_block', 'This guide has no block with this id that changes files.');
  try {
    return changes.preview(block);
  } catch (error) {
    if (error instanceof ChangeRefused) throw new Refused('failed', `This change cannot be made: ${error.message}.`);
    throw error;
  }
}
