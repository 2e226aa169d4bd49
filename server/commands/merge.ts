import { combine } from '../report/combine.ts';
import { readJson } from '../report/read-json.ts';
import type { Report } from '../report/report.ts';
import { summaryLines } from '../report/text.ts';
import { readArguments } from './arguments.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';
import { readNamed } from './named-file.ts';
import { prepareReports, readReports, writeReports } from './run/reports.ts';

export const usage = `Usage: guidepost merge REPORT.json... [--report FORMAT=FILE...]

Merges several JSON reports, such as those of the shards of a run, into one, and prints the total.

  --report FORMAT=FILE     write the merged report: junit, json, md or html; can be repeated
  --title TITLE            the title of the merged report; by default, the number of guides

Exit code: 0 everything in them passed, 1 something did not, 2 a file is not a report.
`;

export async function merge(args: readonly string[], io: Io): Promise<number> {
  const flags = { report: { type: 'string', multiple: true }, title: { type: 'string' } } as const;
  const { values, positionals } = readArguments(args, flags, Infinity);
  if (positionals.length === 0) throw new UsageError('name the JSON reports to merge');
  if (positionals.includes('')) throw new UsageError('the name of a report is empty');
  const reports = readReports(values.report);
  await prepareReports(reports, io);
  const read = await Promise.all(positionals.map((file) => readReport(file, io)));
  const merged = combine(values.title ?? `${read.length} reports`, read);
  io.out(summaryLines(merged, io.facts.color));
  const written = await writeReports(reports, merged, io);
  return isGreen(merged) && written ? EXIT.passed : EXIT.failed;
}

export function isGreen({ counts, blocks }: Report): boolean {
  return counts.passed + counts.warning === blocks.length;
}

export async function readReport(file: string, io: Io): Promise<Report> {
  const text = await readNamed(file, io);
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`${file}: ${error.message}`);
  }
}
