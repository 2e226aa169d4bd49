import type { Ask } from '../../src/runbook/admission.ts';
import { questionIn } from '../../src/runbook/question.ts';
import { type Session, Refused, admitted } from '../engine/index.ts';
import { askTerminal } from './ask-terminal.ts';
import type { RunnerContext, Visitor } from './runner-context.ts';

/**
 * What must hold before a block is handed to its session: the guide is still served, the session would run the block as
 * the reader saw it (runbook/admission.ts), and a hosted page that asks for something dangerous has the consent of
 * whoever sits at the terminal. The session decides again when it queues the run.
 * Throws Refused at once; returns null when nobody needs to be asked, so that a cancel right behind finds the run.
 */
export function mayRun(context: RunnerContext, visitor: Visitor, session: Session, ask: Ask): Promise<void> | null {
  const { id } = session.guide.runbook;
  if (!context.guides().some(({ runbook }) => runbook.id === id))
    throw new Refused('unknown_guide', `There is no guide ${id} any more.`);
  const block = admitted(session.admit(ask));
  const question = questionIn(session.guide.runbook, session.view, block);
  if (question === null || context.isLocal(visitor.origin)) return null;
  return askTerminal(context, visitor, { ...block, confirm: question, change: null }, 'run');
}
