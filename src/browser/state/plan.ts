/**
 * Several steps in order, one after another has passed: what is to be done next. A run that is in no journal is asked
 * for again, under its id: a reload or a lost connection may have swallowed it. Pure.
 */
import type { Block } from '../../runbook/model.ts';
import { latestRun, runStatus, type View } from '../../runbook/session/view.ts';
import { questionOf } from '../../runbook/session/question.ts';
import type { Plan } from './kept-plan.ts';

export type Next =
  | { readonly act: 'wait' }
  /** Also where it was sent, and its run is in no journal: it may have been lost on the way. */
  | { readonly act: 'send'; readonly block: Block }
  /** The step was begun by hand, and runs or waits: that run counts. */
  | { readonly act: 'adopt'; readonly run: string }
  /** The step asks before it runs; that question is the reader's to answer. */
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
