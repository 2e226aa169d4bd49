/** Asks in the runner's terminal before a hosted page may do something dangerous. */
import type { Block } from '../../src/runbook/model.ts';
import { blockOf } from '../../src/runbook/session/block-of.ts';
import { type Session, Refused } from '../engine/index.ts';
import type { RunnerContext, Visitor } from './runner-context.ts';

const asking = new WeakSet<RunnerContext>();

/** Asks one question at a time, so that a page cannot flood the terminal until somebody says yes. Throws Refused. */
export async function askTerminal(
  context: RunnerContext,
  { origin }: Visitor,
  block: Block,
  what: 'run' | 'type',
): Promise<void> {
  if (asking.has(context)) throw new Refused('busy', 'The terminal is asking about another step.');
  asking.add(context);
  try {
    if (await context.confirm?.(block, origin, what)) return;
  } finally {
    asking.delete(context);
  }
  throw new Refused('not_confirmed', REFUSED[what]);
}

const REFUSED = {
  run: "This step has to be confirmed in the runner's terminal too.",
  type: "Typing from this site has to be allowed in the runner's terminal.",
};

/**
 * Text typed into a program can be code. Only a page of this machine may type without being asked about; for a hosted
 * page the terminal asks once per run, and the answer, yes or no, holds for that run.
 */
export function openTyping(context: RunnerContext, visitor: Visitor): (session: Session, run: string) => Promise<void> {
  const consents = new Map<string, Promise<void>>();
  return async (session, run) => {
    const block = blockOf(session.guide.runbook, session.view.runs.get(run)?.block ?? '');
    if (context.isLocal(visitor.origin) || !block?.tty) return; // a run without a terminal is refused by the session
    const known = consents.get(run);
    const consent = known ?? askTerminal(context, visitor, block, 'type');
    if (!known) consents.set(run, consent);
    // `busy` is no answer: another question was open, so ask again next time
    await consent.catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'busy') consents.delete(run);
      throw error;
    });
  };
}
