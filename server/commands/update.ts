import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { whyNotAccepted } from '../../src/runbook/session/acceptance.ts';
import type { Block } from '../../src/runbook/model.ts';
import { questionOf } from '../../src/runbook/session/question.ts';
import { latestRun, runStatus } from '../../src/runbook/session/view.ts';
import { acceptOutput } from '../consent/accept.ts';
import { type Session, Refused } from '../engine/index.ts';
import { OS } from './open-engine.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';
import { agree } from './run/agree.ts';
import { inSession } from './run/in-session.ts';
import { mustHaveValues, plan } from './run/plan.ts';
import { readSettings } from './run/settings.ts';
import { waitForBlock } from './run/wait-for-block.ts';
import { diffLines } from './update-diff.ts';

export const usage = `Usage: guidepost update GUIDE_OR_FILE [FLAG...]

Runs a guide and rewrites, in its source, the lines of its checks that no longer match what the blocks print. Lines
that match stay as they are, and so do placeholders that still match. If a block does not end as its check expects, its
output is not accepted. Read the difference before you commit it.

  --practice               run in a fresh copy of the guide's practice workspace
  --option GROUP=OPTION    choose an option; can be repeated
  --input NAME=value       set an input; can be repeated
  --from ID                start with this block
  --only ID[,ID...]        run these blocks and no others
  --yes, -y                run blocks with confirm= without asking; a practice session never asks

Exit code: 0 every check passes now, 1 some could not be updated, 2 the guide or the command line is wrong.
`;

export async function update(args: readonly string[], io: Io): Promise<number> {
  const settings = readSettings(args, ['practice', 'option', 'input', 'from', 'only', 'yes']);
  return inSession(settings, io, async (session, stop) => {
    const blocks = plan(session.guide.runbook, session.view, OS, settings);
    mustHaveValues(blocks, session.guide.runbook, session.view);
    const asking = blocks.find((block) => questionOf(block) !== null);
    if (asking && !settings.practice && !settings.yes)
      throw new UsageError(`${asking.id} asks before it runs (${questionOf(asking)}); add --yes, or leave it out`);
    for (const block of blocks) {
      if (stop.happened()) break;
      const { shown } = await agree(session, block, { practice: settings.practice, yes: true }, io);
      await Promise.race([runBlock(session, block, shown), stop.signal]);
    }
    if (stop.happened()) return EXIT.interrupted;
    const { left } = await acceptAll(session, blocks, io);
    return left === 0 ? EXIT.passed : EXIT.failed;
  });
}

async function runBlock(session: Session, block: Block, shown: string | undefined): Promise<void> {
  const run = randomUUID();
  const hash = session.guide.hashes.get(block.id) ?? '';
  // Blocks that need one whose check failed still run, so that their checks are updated too; but not with `confirm=`.
  const anyway = block.confirm === null;
  const ask = { block: block.id, hash, confirmed: true, anyway, shown };
  if (!session.admit(ask).admitted) return;
  session.run({ ...ask, run, by: { from: 'terminal' } });
  await waitForBlock(session, run, block);
}

/** Updates the checks from the last one in a file to the first, so that the lines above stay where they are. */
async function acceptAll(session: Session, blocks: readonly Block[], io: Io): Promise<{ left: number }> {
  const failed = blocks
    .flatMap((block) => block.expectations.map((expectation, index) => ({ block, expectation, index })))
    .filter(({ block, index }) => latestRun(session.view, block.id)?.verdicts.get(index)?.outcome !== 'passed')
    .toSorted((a, b) => b.expectation.line - a.expectation.line);
  const files = [...new Set(blocks.flatMap(({ expectations }) => expectations.map(({ file }) => file)))];
  const before = new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
  let left = 0;
  for (const { block, expectation, index } of failed) {
    const why = await tryAccept(session, block, index);
    if (why === null) continue;
    left += 1;
    io.err(`${expectation.file}:${expectation.line}: ${block.id} not updated: ${why}\n`);
  }
  for (const [file, text] of before) io.out(diffLines(file, text, await readFile(file, 'utf8')));
  for (const { id, file, line } of blocks.filter((block) => hasFailedUnchecked(session, block)))
    io.err(`${file}:${line}: warning: ${id} failed, and has no check; \`guidepost run\` says why\n`);
  io.out(`${failed.length - left} of ${failed.length} failed checks updated\n`);
  return { left };
}

function hasFailedUnchecked({ view }: Session, block: Block): boolean {
  const run = latestRun(view, block.id);
  return block.expectations.length === 0 && run !== undefined && runStatus(run, block) === 'failed';
}

/** Returns why the check could not be updated; null if it was. */
async function tryAccept(session: Session, block: Block, index: number): Promise<string | null> {
  const run = latestRun(session.view, block.id);
  const why = whyNotAccepted(run, block, index);
  if (!run || why !== null) return why;
  try {
    await acceptOutput(session, run.id, index);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}
