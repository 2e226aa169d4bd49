/**
 * Runs many guides, each with a `guidepost run` of its own, so that they share no process, shell or session. Their JSON
 * reports are combined.
 */
import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plural } from '../../../src/runbook/quantities.ts';
import { combine } from '../../report/combine.ts';
import { readJson } from '../../report/read-json.ts';
import type { Report } from '../../report/report.ts';
import { summaryLines } from '../../report/text.ts';
import type { interrupted } from '../interrupted.ts';
import { EXIT, type Io } from '../io.ts';
import { isGreen } from '../merge.ts';
import { type Reports, writeReports } from './reports.ts';
import type { Task } from './tasks.ts';

export interface ManySettings {
  readonly tasks: readonly Task[];
  readonly jobs: number;
  /** No further guide is started once so many have failed. */
  readonly maxFailures: number;
  readonly reports: Reports;
}

interface Ended {
  readonly code: number;
  readonly report: Report | null;
}

/** Prints the output of each guide when it has ended. Resolves to the exit code. */
export async function runMany(settings: ManySettings, stop: ReturnType<typeof interrupted>, io: Io): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'guidepost-many-'));
  try {
    const ended = await inTurn(settings, folder, stop, io);
    const reports = ended.flatMap(({ report }) => report ?? []);
    const left = settings.tasks.length - ended.length;
    const broken = ended.filter(({ report }) => report === null).length;
    const merged = combine(plural(reports.length, 'guide'), reports);
    io.out(`\n${summaryLines(merged, io.facts.color)}`);
    if (broken > 0) io.out(`${plural(broken, 'guide')} could not be run; see above\n`);
    if (left > 0) io.out(`${plural(left, 'guide')} not started\n`);
    const written = reports.length === 0 || (await writeReports(settings.reports, merged, io));
    if (stop.happened()) return EXIT.interrupted;
    if (broken > 0 && reports.length === 0) return EXIT.wrong;
    return left + broken === 0 && isGreen(merged) && written ? EXIT.passed : EXIT.failed;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inTurn(
  { tasks, jobs, maxFailures }: ManySettings,
  folder: string,
  stop: ReturnType<typeof interrupted>,
  io: Io,
): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  const waiting = [...tasks.entries()];
  const isOver = () => stop.happened() || ended.filter(({ code }) => code !== EXIT.passed).length >= maxFailures;
  const worker = async () => {
    for (let next = waiting.shift(); next && !isOver(); next = waiting.shift()) {
      const [index, task] = next;
      ended.push(await runOne(task, join(folder, `${index}.json`), stop, io));
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return ended;
}

async function runOne(
  { file: guide, flags }: Task,
  file: string,
  stop: ReturnType<typeof interrupted>,
  io: Io,
): Promise<Ended> {
  const args = [cliOf(io.facts.root), 'run', guide, ...flags, '--report', `json=${file}`];
  const child = execa(process.execPath, args, {
    cwd: io.cwd,
    env: io.env,
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
  });
  void stop.signal.then(() => child.kill('SIGTERM'));
  const { exitCode = EXIT.broken, all } = await child;
  io.out(`\n${all.replace(`json report: ${file}`, '').trimEnd()}\n`);
  const text = await readFile(file, 'utf8').catch(() => null);
  return { code: exitCode, report: text === null ? null : readJson(text) };
}

/** The command line's file: compiled in the package, TypeScript in a checkout. */
function cliOf(root: string): string {
  const compiled = join(root, 'server', 'cli.js');
  return existsSync(compiled) ? compiled : join(root, 'server', 'cli.ts');
}
