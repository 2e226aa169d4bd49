/**
 * Several steps in order: decides what to do next. If a run is not in the journal it is requested again, under the same
 * id, because a reload or a lost connection may have dropped the request. Pure.
 */
import type { Block } from '../../runbook/model.ts';
import { latestRun, runStatus, type View } from '../../runbook/session/view.ts';
import { questionOf } from '../../runbook/session/question.ts';
import type { Plan } from './kept-plan.ts';

export type Next =
  | { readonly act: 'wait' }
  /** Also if it was requested before, but its run is not in the journal: the request may be lost. */
  | { readonly act: 'send'; readonly block: Block }
  /** The reader has started the step by hand, and it runs or is queued: that run counts. */
  | { readonly act: 'adopt'; readonly run: string }
  /** The step asks before it runs; only the reader can answer. */
  | { readonly act: 'ask'; readonly block: Block }
  | { readonly act: 'advance' }
  | { readonly act: 'stop'; readonly block: Block }
  | { readonly act: 'done' };

export function nextAct(plan: Pick<Plan, 'blocks' | 'run'>, view: View, blocks: readonly Block[]): Next {
  const [id] = plan.blocks;
  const block = blocks.find((each) => each.id === id);
  if (!block) return { act: 'done' };
  const run = plan.run === null ? latestRun(view, block.id) : view.runs.get(plan.run);
  const status = run && runStatus(run, block);
  if (plan.run === null) {
    if (run && (status === 'queued' || status === 'running')) return { act: 'adopt', run: run.id };
    return { act: questionOf(block) === null ? 'send' : 'ask', block };
  }
  switch (status) {
    case undefined:
      return { act: 'send', block };
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
