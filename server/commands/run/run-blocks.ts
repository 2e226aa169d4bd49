import { randomUUID } from 'node:crypto';
import type { Block } from '../../../src/runbook/model.ts';
import { status } from '../../../src/runbook/view.ts';
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
 * Runs the blocks one after the other and prints what becomes of each, until one fails or the user stops it. Resolves to
 * the ids of those that were printed as failed: a service may fail later.
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
    const { agreed, shown } = await agree(session, block, settings, io);
    if (!agreed) return red;
    const position = `${String(index + 1).padStart(String(blocks.length).length)}/${blocks.length}`;
    const label = `${position} ${block.title}`;
    const started = await runBlock(session, block, shown, label, settings, typist, stop, io);
    if (started) io.out(blockLines(await blockResult(session, block), position, io.facts.color));
    const failed = !started || outcomeOf(status(session.view, block), block) === 'failed';
    if (failed) red.add(block.id);
    if (failed && !settings.keepGoing) return red;
  }
  return red;
}

/** False when the session would not run it: a step that it needs has not passed. */
async function runBlock(
  session: Session,
  block: Block,
  shown: string | undefined,
  label: string,
  { from, only, verbose }: RunSettings,
  typist: Typist | null,
  stop: Stop,
  io: Io,
): Promise<boolean> {
  const run = randomUUID();
  const progress = showProgress(run, label, session.journal, io, verbose);
  const leave = block.tty ? typist?.attend(session, run) : undefined;
  try {
    session.run({
      run,
      block: block.id,
      hash: session.guide.hashes.get(block.id) ?? '',
      by: { from: 'terminal' },
      confirmed: true,
      // who begins in the middle says that what comes before is done
      anyway: from !== null || only.length > 0,
      typed: typist !== null,
      shown,
    });
    await Promise.race([waitForBlock(session, run, block), stop.signal]);
    if (stop.happened()) await tellStopping(session, io, session.cancel(run));
    return true;
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'needs') throw error;
    io.out(`  · ${label}  not run: ${error.message} (needs=${block.needs.join(',')})\n`);
    return false;
  } finally {
    leave?.();
    await progress.stop();
  }
}

function titleOf({ guide }: Session, slug: string): string {
  return guide.runbook.pages.find((page) => page.slug === slug)?.title ?? slug;
}
