/** What the reader's inputs are now. A secret that was given is known to the runner only, and told from one that was not. */
import type { Block, Input } from '../../runbook/model.ts';
import { missingValues } from '../../runbook/missing-values.ts';
import type { PageData } from '../../protocol/page-data.ts';
import { questionOf } from '../../runbook/question.ts';
import type { PageState } from './store.ts';

const GIVEN = 'given';

export function valueIn({ view }: PageState, { runbook }: PageData): (name: string) => string | undefined {
  return (name) => {
    const given = view.inputs.get(name);
    if (given) return given.value ?? GIVEN;
    return runbook.inputs.find((input) => input.name === name)?.default ?? undefined;
  };
}

export function missingIn(state: PageState, data: PageData, block: Block): readonly Input[] {
  return missingValues(block, data.runbook, valueIn(state, data));
}

/** Whether something is asked of the reader before it runs. */
export function asksFirst(state: PageState, data: PageData, block: Block): boolean {
  return questionOf(block) !== null || missingIn(state, data, block).length > 0;
}
