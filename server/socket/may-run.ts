import type { Block } from '../../src/runbook/model.ts';
import { type Session, Refused } from '../engine/index.ts';
import type { ClientMessage } from '../../src/protocol/wire.ts';
import type { RunnerContext, Visitor } from './runner-context.ts';

/**
 * What must hold before a block is handed to its session: it is a block of the guide as it stands now, the reader saw
 * exactly this text, and a hosted page that asks for something dangerous has the consent of whoever sits at the
 * terminal. The session checks id and hash again against what it would execute.
 * Throws Refused at once; returns null when nobody needs to be asked, so that a cancel right behind finds the run.
 */
export function mayRun(
  context: RunnerContext,
  visitor: Visitor,
  session: Session,
  { block: id, hash, confirmed }: ClientMessage & { type: 'run' },
): Promise<void> | null {
  const { id: name } = session.guide.runbook;
  const guide = context.guides().find(({ runbook }) => runbook.id === name);
  if (!guide) throw new Refused('unknown_guide', `There is no guide ${name} any more.`);
  const block = guide.runbook.blocks.find((each) => each.id === id);
  if (!block) throw new Refused('unknown_block', `There is no block ${id} in your local copy.`);
  if (guide.hashes.get(id) !== hash)
    throw new Refused('stale_block', 'Your local copy differs from this page. Reload the page.');
  if (block.confirm === null || context.isLocal(visitor.origin)) return null;
  if (!confirmed) throw new Refused('not_confirmed', block.confirm);
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
