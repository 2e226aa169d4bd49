import type { Block } from '../../src/runbook/model.ts';
import { type Session, Refused, admitted } from '../engine/index.ts';
import type { ClientMessage } from '../../src/protocol/wire.ts';
import type { RunnerContext, Visitor } from './runner-context.ts';

/**
 * What must hold before a block is handed to its session: the guide is still served, the session would run the block as
 * the reader saw it (runbook/admission.ts), and a hosted page that asks for something dangerous has the consent of
 * whoever sits at the terminal. The session decides again when it queues the run.
 * Throws Refused at once; returns null when nobody needs to be asked, so that a cancel right behind finds the run.
 */
export function mayRun(
  context: RunnerContext,
  visitor: Visitor,
  session: Session,
  ask: ClientMessage & { type: 'run' },
): Promise<void> | null {
  const { id } = session.guide.runbook;
  if (!context.guides().some(({ runbook }) => runbook.id === id))
    throw new Refused('unknown_guide', `There is no guide ${id} any more.`);
  const block = admitted(session.admit(ask));
  if (block.confirm === null || context.isLocal(visitor.origin)) return null;
  return askTerminal(context, block, visitor.origin);
}

const asking = new WeakSet<RunnerContext>();

/** One question at a time: a page that asks often must not fill the terminal until somebody says yes. */
async function askTerminal(context: RunnerContext, block: Block, origin: string): Promise<void> {
  if (asking.has(context)) throw new Refused('busy', 'The terminal is being asked about another step.');
  asking.add(context);
  try {
    if (await context.confirm?.(block, origin)) return;
  } finally {
    asking.delete(context);
  }
  throw new Refused('not_confirmed', "This step has to be confirmed in the runner's terminal too.");
}
