/** `guidepost run` of many guides: which of them to run, with the options for many. */
import { plural } from '../../../src/runbook/quantities.ts';
import { combine } from '../../report/combine.ts';
import { interrupted } from '../interrupted.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { readReport } from '../merge.ts';
import { changedOf } from './changed-since.ts';
import { runMany } from './many.ts';
import { passedIn } from './passed.ts';
import { prepareReports, writeReports } from './reports.ts';
import type { RunSettings } from './settings.ts';
import { shardOf } from './shard.ts';
import { type Task, tasksOf } from './tasks.ts';
import type { FoundGuides } from './which-guides.ts';

/** Guides that could not be read have failed too, and make the exit code 2. */
export async function runGuides({ guides, unread }: FoundGuides, settings: RunSettings, io: Io): Promise<number> {
  const code = await runRead(guides, { ...settings, maxFailures: settings.maxFailures - unread }, io);
  if (unread === 0) return code;
  io.out(`${plural(unread, 'guide')} could not be read; see above\n`);
  return code === EXIT.interrupted ? code : EXIT.wrong;
}

async function runRead(guides: FoundGuides['guides'], settings: RunSettings, io: Io): Promise<number> {
  const tasks = await chosen(tasksOf(guides, settings), settings, io);
  const { from, only, keep, inputFile, reports, jobs, maxFailures } = settings;
  if (from !== null || only.length > 0 || keep || inputFile !== null)
    throw new UsageError('--from, --only, --keep and --input-file work with one guide; name one');
  await prepareReports(reports, io);
  if (tasks.length === 0) {
    io.out('no guide to run\n');
    return (await writeReports(reports, combine(plural(0, 'guide'), []), io)) ? EXIT.passed : EXIT.failed;
  }
  const stop = interrupted(io);
  try {
    return await runMany({ tasks, jobs, maxFailures, reports }, stop, io);
  } finally {
    stop.forget();
  }
}

/** A part of them is taken last: all parts together are what one machine would run. */
async function chosen(tasks: readonly Task[], settings: RunSettings, io: Io): Promise<readonly Task[]> {
  const { changedSince, retryFailed, shard } = settings;
  const changed = await changedOf(tasks, changedSince, io);
  const isPassed =
    retryFailed === null ? () => false : passedIn(combine('', [await readReport(retryFailed, io)]), io.cwd);
  const left = changed.filter((task) => !isPassed(task));
  return shardOf(left, shard);
}
