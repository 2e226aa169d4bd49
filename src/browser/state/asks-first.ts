/** What the reader is asked before a block runs. */
import type { Block, Input } from '../../runbook/model.ts';
import { missingValues } from '../../runbook/session/missing-values.ts';
import type { PageData } from '../../protocol/page-data.ts';
import { questionOf } from '../../runbook/session/question.ts';
import { valueIn } from './given-values.ts';
import type { PageState } from './store.ts';

export function missingIn(state: PageState, data: PageData, block: Block): readonly Input[] {
  return missingValues(block, data.runbook, valueIn(state, data));
}

/** Whether the reader is asked something before the block runs. */
export function asksFirst(state: PageState, data: PageData, block: Block): boolean {
  return questionOf(block) !== null || missingIn(state, data, block).length > 0;
}
