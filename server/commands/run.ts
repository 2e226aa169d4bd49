import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formats } from '../report/index.ts';
import { summaryLines } from '../report/terminal.ts';
import type { Guide, Session } from '../engine/types.ts';
import { OS, openEngine } from './engine.ts';
import { findGuide } from './find-guide.ts';
import { interrupted } from './interrupted.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';
import { plan } from './run/plan.ts';
import { runBlocks } from './run/run-blocks.ts';
import { checkSettings, readSettings } from './run/settings.ts';
import type { RunSettings } from './run/settings.ts';
import { openTypist } from './run/type-lines.ts';
import type { Typist } from './run/type-lines.ts';
import { sessionReport } from './session-report.ts';

export const usage = `Usage: guidepost run GUIDE_OR_FILE [FLAG...]

Runs the active blocks of a guide in order, checks what they print, and stops at the first that fails.

  --practice               in a fresh copy of the guide's practice workspace, thrown away afterwards
  --option GROUP=OPTION    choose; may be given again
  --input NAME=value       a value for an input; may be given again
  --from ID                begin with this block
  --only ID[,ID...]        run these blocks and no others
  --input-file FILE        type this file's lines into the blocks that need a terminal (tty), each when the block
                           waits; without it such a block is not started
  --undo                   also run the blocks that undo others
  --keep-going             go on after a failure
  --keep                   keep the copy of the practice workspace
  --report FORMAT=FILE     write a report: junit, json, md or html; may be given again
  --verbose, -v            show what the blocks print
  --yes, -y                run blocks that ask first; a practice session does not ask

Exit code: 0 all passed, 1 a step or check failed, 2 the guide or the call is wrong, 130 stopped with Ctrl-C.
`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const settings = readSettings(args);
  const guide = await findGuide(settings.guide, io);
  checkSettings(settings, guide.runbook);
  const typist = await readTyped(settings.inputFile, io);
  const engine = openEngine(io);
  const stop = interrupted(io);
  try {
    const { inputs, options } = settings;
    const session = await engine.open(guide, settings.practice ? 'practice' : 'mine', { inputs, options });
    try {
      return await runSession(session, guide, settings, typist, stop, io);
    } finally {
      // closing throws the copy away; a session that is only left can be gone on with
      if (!settings.keep) await session.close();
    }
  } finally {
    await engine.shutdown();
    stop.forget();
  }
}

async function runSession(
  session: Session,
  guide: Guide,
  settings: RunSettings,
  typist: Typist | null,
  stop: ReturnType<typeof interrupted>,
  io: Io,
): Promise<number> {
  const { runbook } = guide;
  const blocks = plan(runbook, session.view, OS, settings);
  if (blocks.length === 0) throw new UsageError(`${runbook.id} has no block that runs here`);
  mayConfirm(blocks, settings, io);
  io.out(
    `${runbook.title}  ·  ${settings.practice ? 'practice' : 'in'} ${session.workspace.path}\nsession ${session.id}\n`,
  );

  await runBlocks(session, blocks, settings, typist, stop, io);
  const result = await sessionReport(session, runbook, new Set(blocks.map(({ id }) => id)));
  io.out(summaryLines(result, io.facts.color));
  for (const [format, file] of settings.reports) {
    await writeFile(resolve(io.cwd, file), formats.get(format)?.(result) ?? '');
    io.out(`${format} report: ${file}\n`);
  }
  if (settings.practice && settings.keep) io.out(`kept: ${session.workspace.path}\n`);
  if (stop.happened()) return EXIT.interrupted;
  return result.counts.failed + result.counts['not-run'] > 0 ? EXIT.failed : EXIT.passed;
}

async function readTyped(file: string | null, io: Io): Promise<Typist | null> {
  if (file === null) return null;
  const text = await readFile(resolve(io.cwd, file), 'utf8').catch(() => null);
  if (text === null) throw new UsageError(`--input-file ${file}: there is no such file to read`);
  return openTypist(text);
}

/** Found out before anything runs: a run that stops half-way for a question that nobody can answer helps nobody. */
function mayConfirm(blocks: ReturnType<typeof plan>, { practice, yes }: RunSettings, io: Io): void {
  const asking = blocks.filter(({ confirm }) => confirm !== null);
  if (practice || yes || io.facts.canAsk || asking.length === 0) return;
  const list = asking.map(({ id, confirm }) => `\n  ${id}: ${confirm}`).join('');
  throw new UsageError(`these blocks ask before they run; say --yes, or leave them out:${list}`);
}
