import { randomUUID } from 'node:crypto';
import type { Block } from '../../../src/runbook/model.ts';
import { status } from '../../../src/runbook/session/view.ts';
import { type Session, Refused } from '../../engine/index.ts';
import { outcomeOf } from '../../report/report.ts';
import { blockLines } from '../../report/text.ts';
import type { interrupted } from '../interrupted.ts';
import type { Io } from '../io.ts';
import { blockResult } from '../session-report.ts';
import { agree } from './agree.ts';
import { showProgress } from './progress.ts';
import type { RunSettings } from './settings.ts';
import { tellStopping } from './tell-stopping.ts';
import { waitForBlock } from './wait-for-block.ts';
import type { Typist } from './type-lines.ts';

type Stop = ReturnType<typeof interrupted>;

/**
 * Runs the blocks one after the other and prints each result, until one fails or the user stops it. Resolves to the ids
 * of the blocks printed as failed; a service may still fail later.
 */
export async function runBlocks(
  session: Session,
  blocks: readonly Block[],
  settings: RunSettings,
  typist: Typist | null,
  stop: Stop,
  io: Io,
): Promise<ReadonlySet<string>> {
  const red = new Set<string>();
  let page: string | null = null;
  for (const [index, block] of blocks.entries()) {
    if (stop.happened()) return red;
    if (block.page !== page && session.guide.runbook.pages.length > 1) io.out(`\n${titleOf(session, block.page)}\n`);
    page = block.page;
    const position = `${String(index + 1).padStart(String(blocks.length).length)}/${blocks.length}`;
    const label = `${position} ${block.title}`;
    const lacking = whatItLacks(session, block, settings);
    if (lacking !== null) io.out(`  · ${label}  not run: ${lacking}\n`);
    const { agreed, shown } = lacking === null ? await agree(session, block, settings, io) : NOT_ASKED;
    if (!agreed) return red;
    const started = lacking === null && (await runBlock(session, block, shown, label, settings, typist, stop, io));
    if (started) io.out(blockLines(await blockResult(session, block), position, io.facts.color));
    const failed = !started || outcomeOf(status(session.view, block), block) === 'failed';
    if (failed) red.add(block.id);
    if (failed && !settings.keepGoing) return red;
  }
  return red;
}

const NOT_ASKED = { agreed: true, shown: undefined };

/** Why the block cannot run: a block that it needs, or an old bash. Checked before the user is asked to confirm it. */
function whatItLacks(session: Session, block: Block, { anyway }: RunSettings): string | null {
  const answer = session.admit({ ...askFor(session, block), anyway });
  if (answer.admitted) return null;
  if (answer.code === 'old_bash') return `${answer.why} (bash=${block.bash})`;
  if (answer.code !== 'needs') return null;
  return `${answer.why} (needs=${block.needs.join(',')}; --anyway runs it all the same)`;
}

function askFor({ guide }: Session, { id }: Block) {
  return { block: id, hash: guide.hashes.get(id) ?? '', confirmed: true };
}

/** False if the session refused it after all, because a block that it needs has failed while the user was asked. */
async function runBlock(
  session: Session,
  block: Block,
  shown: string | undefined,
  label: string,
  { anyway, verbose }: RunSettings,
  typist: Typist | null,
  stop: Stop,
  io: Io,
): Promise<boolean> {
  const run = randomUUID();
  const progress = showProgress(run, label, session.journal, io, verbose);
  const leave = block.tty ? typist?.attend(session, run) : undefined;
  try {
    session.run({
      ...askFor(session, block),
      run,
      by: { from: 'terminal' },
      anyway,
      typed: typist !== null,
      shown,
    });
    await Promise.race([waitForBlock(session, run, block), stop.signal]);
    if (stop.happened()) await tellStopping(session, io, session.cancel(run));
    return true;
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'needs') throw error;
    io.out(`  · ${label}  not run: ${error.message}\n`);
    return false;
  } finally {
    leave?.();
    await progress.stop();
  }
}

function titleOf({ guide }: Session, slug: string): string {
  return guide.runbook.pages.find((page) => page.slug === slug)?.title ?? slug;
}
