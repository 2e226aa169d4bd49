import { questionIn, questionOf } from '../../src/runbook/session/question.ts';
import { blockLines, summaryLines } from '../report/text.ts';
import type { Session } from '../engine/index.ts';
import { OS } from './open-engine.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';
import { inSession } from './run/in-session.ts';
import type { Stop } from './run/in-session.ts';
import { mustHaveValues, plan } from './run/plan.ts';
import { runBlocks } from './run/run-blocks.ts';
import { prepareReports, writeReports } from './run/reports.ts';
import { readSettings } from './run/settings.ts';
import { readNamed } from './named-file.ts';
import { whichGuides } from './run/which-guides.ts';
import type { RunSettings } from './run/settings.ts';
import { openTypist } from './run/type-lines.ts';
import type { Typist } from './run/type-lines.ts';
import { sessionReport } from './session-report.ts';

export const usage = `Usage: guidepost run GUIDE_OR_PATH... [FLAG...]

Runs the steps of a guide in order, checks what they print, and stops at the first that fails. If you name several
guides, or a folder with several, each runs in a session of its own.

  --practice               run in a fresh copy of the guide's practice workspace, which is deleted afterwards
  --option GROUP=OPTION    choose an option; can be repeated. GROUP=A,B runs each guide once with A and once with B
  --input NAME=value       set an input; can be repeated
  --from ID                start with this block
  --only ID[,ID...]        run these blocks and no others
  --input-file FILE        type this file's lines into the blocks that need a terminal (tty), each when the block
                           waits; without it such a block is not started
  --tag NAME[,NAME...]     run only guides and blocks with one of these tags; can be repeated
  --undo                   also run the blocks that undo others
  --optional               also run optional blocks, and those of optional pages, such as troubleshooting
  --keep-going             continue after a failure, without the blocks that need what failed
  --anyway                 run blocks even if what they need has not passed, or is left out (--only, --from)
  --keep                   keep the practice copy
  --report FORMAT=FILE     write a report (junit, json, md or html); can be repeated
  --verbose, -v            show what the blocks print
  --yes, -y                run blocks with confirm= without asking; a practice session never asks

For several guides:
  --all                    run every guide of this folder
  --jobs N                 run this many at a time; 1 by default
  --shard I/N              run the I-th of N equal parts; \`guidepost merge\` merges their reports
  --changed-since COMMIT   run only guides with a file that differs from COMMIT
  --retry-failed REPORT    leave out what passed in this JSON report
  --max-failures N         start no further guide after N have failed; 1 by default, no limit with --jobs
                           or --keep-going

Exit code: 0 all passed, 1 a step or check failed, 2 the guide or the command line is wrong, 130 stopped with Ctrl-C.
`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const settings = readSettings(args);
  const found = await whichGuides(settings, io);
  if (found !== null) {
    const { runGuides } = await import('./run/many-guides.ts'); // on demand: most runs are of one guide, and begin sooner
    return runGuides(found, settings, io);
  }
  const typist = await readTyped(settings.inputFile, io);
  await prepareReports(settings.reports, io);
  return inSession(settings, io, (session, stop) => runSession(session, settings, typist, stop, io));
}

async function runSession(
  session: Session,
  settings: RunSettings,
  typist: Typist | null,
  stop: Stop,
  io: Io,
): Promise<number> {
  const { runbook } = session.guide;
  for (const { file, line, message } of runbook.warnings) io.err(`${file}:${line}: warning: ${message}\n`);
  const blocks = plan(runbook, session.view, OS, settings);
  if (blocks.length === 0)
    throw new UsageError(
      `${runbook.id} has no block that runs here; \`guidepost show\` lists its blocks with what each needs`,
    );
  mustHaveValues(blocks, runbook, session.view);
  mayConfirm(session, blocks, settings, io);
  io.out(
    `${runbook.title}  ·  ${settings.practice ? 'practice' : 'in'} ${session.workspace.path}\nsession ${session.id}\n${bash(session)}`,
  );

  const red = await runBlocks(session, blocks, settings, typist, stop, io);
  const result = await sessionReport(session, runbook, new Set(blocks.map(({ id }) => id)));
  for (const [index, late] of result.blocks.entries()) {
    if (late.outcome !== 'failed' || red.has(late.block.id)) continue;
    io.out(blockLines(late, `${index + 1}/${blocks.length}`, io.facts.color));
  }
  io.out(summaryLines(result, io.facts.color));
  const reported = await writeReports(settings.reports, result, io);
  if (settings.practice && settings.keep) io.out(`kept: ${session.workspace.path}\n`);
  if (stop.happened()) return EXIT.interrupted;
  return result.counts.passed + result.counts.warning < blocks.length || !reported ? EXIT.failed : EXIT.passed;
}

function bash({ view: { shell } }: Session): string {
  return shell ? `bash ${shell.version} at ${shell.path}\n` : '';
}

async function readTyped(file: string | null, io: Io): Promise<Typist | null> {
  if (file === null) return null;
  return openTypist(await readNamed(file, io));
}

/** Throws UsageError before anything runs if a block asks a question and there is no terminal to answer it. */
function mayConfirm(
  { guide: { runbook }, view }: Session,
  blocks: ReturnType<typeof plan>,
  { practice, yes }: RunSettings,
  io: Io,
): void {
  const asking = blocks.filter((block) => questionOf(block) !== null);
  if (practice || yes || io.facts.canAsk || asking.length === 0) return;
  const list = asking.map((block) => `\n  ${block.id}: ${questionIn(runbook, view, block)}`).join('');
  throw new UsageError(`these blocks ask for confirmation; use --yes, or leave them out:${list}`);
}
