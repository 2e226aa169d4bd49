import type { Ask } from '../../src/runbook/session/admission.ts';
import { questionIn } from '../../src/runbook/session/question.ts';
import { type Session, Refused, admitted } from '../engine/index.ts';
import { askTerminal } from './ask-terminal.ts';
import type { RunnerContext, Visitor } from './runner-context.ts';

/**
 * Checks a request before its session gets it: the guide is still served, the session would run the block as the reader
 * saw it (runbook/session/admission.ts), and for something dangerous from a hosted page the terminal has agreed. The
 * session decides again when it queues the run. Throws Refused at once. Returns null if nobody has to be asked, so that
 * a cancel sent right after finds the run.
 */
export function mayRun(context: RunnerContext, visitor: Visitor, session: Session, ask: Ask): Promise<void> | null {
  const { id } = session.guide.runbook;
  if (!context.guides().some(({ runbook }) => runbook.id === id))
    throw new Refused('unknown_guide', `There is no guide ${id} any more.`);
  const block = admitted(session.admit(ask));
  const question = questionIn(session.guide.runbook, session.view, block);
  if (question === null || context.isLocal(visitor.origin)) return null;
  return askTerminal(context, visitor, { what: 'run', block: { ...block, confirm: question, change: null } });
}
