/** What a hosted page may do only with the consent of whoever sits at the runner's terminal. */
import type { Block } from '../../src/runbook/model.ts';
import { blockOf } from '../../src/runbook/block-of.ts';
import { type Session, Refused } from '../engine/index.ts';
import type { RunnerContext, Visitor } from './runner-context.ts';

const asking = new WeakSet<RunnerContext>();

/** One question at a time: a page that asks often must not fill the terminal until somebody says yes. Throws Refused. */
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
 * What is typed into a program is code to it, and a page of this machine's own alone may send it unasked. A hosted one
 * is asked about once a run; a no holds for the run, too.
 */
export function openTyping(context: RunnerContext, visitor: Visitor): (session: Session, run: string) => Promise<void> {
  const consents = new Map<string, Promise<void>>();
  return async (session, run) => {
    const block = blockOf(session.guide.runbook, session.view.runs.get(run)?.block ?? '');
    if (context.isLocal(visitor.origin) || !block?.tty) return; // without a terminal the session refuses by itself
    const known = consents.get(run);
    const consent = known ?? askTerminal(context, visitor, block, 'type');
    if (!known) consents.set(run, consent);
    // it was the other question that stood in the way, not somebody's no
    await consent.catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'busy') consents.delete(run);
      throw error;
    });
  };
}
