/** Several steps in order, one after another has passed: what is to be done next. Pure. */
import type { Block } from '../runbook/model.ts';
import { runStatus, type View } from '../runbook/view.ts';
import type { Plan } from './kept-plan.ts';

export type Next =
  | { readonly act: 'wait' }
  | { readonly act: 'send'; readonly block: Block }
  /** The step asks before it runs; that question is the reader's to answer. */
  | { readonly act: 'ask'; readonly block: Block }
  | { readonly act: 'advance' }
  | { readonly act: 'stop'; readonly block: Block }
  | { readonly act: 'done' };

export function nextAct(plan: Pick<Plan, 'blocks' | 'run'>, view: View, blocks: readonly Block[]): Next {
  const [id] = plan.blocks;
  const block = blocks.find((each) => each.id === id);
  if (!block) return { act: 'done' };
  if (plan.run === null) return { act: block.confirm === null ? 'send' : 'ask', block };
  const run = view.runs.get(plan.run);
  if (!run) return { act: 'wait' };
  switch (runStatus(run, block)) {
    case 'passed':
    case 'warning':
    case 'ready':
      return { act: 'advance' };
    case 'queued':
    case 'running':
      return { act: 'wait' };
    default:
      return { act: 'stop', block };
  }
}
