import type { Block } from '../../src/runbook/model.ts';
import { Refused, type Session } from '../engine/types.ts';
import type { ClientMessage } from '../../src/runbook/wire.ts';
import type { House, Visitor } from './house.ts';

/**
 * What must hold before a block is handed to its session: it is a block of the guide as it stands now, the reader saw
 * exactly this text, and a hosted page that asks for something dangerous has the consent of whoever sits at the
 * terminal. The session checks id and hash again against what it would execute.
 * Throws Refused at once; returns null when nobody needs to be asked, so that a cancel right behind finds the run.
 */
export function mayRun(
  house: House,
  visitor: Visitor,
  session: Session,
  { block: id, hash, confirmed }: ClientMessage & { type: 'run' },
): Promise<void> | null {
  const { id: name } = session.guide.runbook;
  const guide = house.guides().find(({ runbook }) => runbook.id === name);
  if (!guide) throw new Refused('unknown_guide', `There is no guide ${name} any more.`);
  const block = guide.runbook.blocks.find((each) => each.id === id);
  if (!block) throw new Refused('unknown_block', `There is no block ${id} in your local copy.`);
  if (guide.hashes.get(id) !== hash)
    throw new Refused('stale_block', 'Your local copy differs from this page. Reload the page.');
  if (block.confirm === null || house.isLocal(visitor.origin)) return null;
  if (!confirmed) throw new Refused('not_confirmed', block.confirm);
  return askTerminal(house, block, visitor.origin);
}

const asking = new WeakSet<House>();

/** One question at a time: a page that asks often must not fill the terminal until somebody says yes. */
async function askTerminal(house: House, block: Block, origin: string): Promise<void> {
  if (asking.has(house)) throw new Refused('busy', 'The terminal is being asked about another step.');
  asking.add(house);
  try {
    if (await house.confirm?.(block, origin)) return;
  } finally {
    asking.delete(house);
  }
  throw new Refused('not_confirmed', "This step has to be confirmed in the runner's terminal too.");
}
