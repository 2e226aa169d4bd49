/** Writes the reports that were asked for. Whether they can be written is checked before anything runs. */
import { constants } from 'node:fs';
import { access, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { formats } from '../../report/index.ts';
import type { Report } from '../../report/report.ts';
import { pairs } from '../arguments.ts';
import { UsageError } from '../io.ts';
import type { Io } from '../io.ts';
import { suggestion } from '../suggest.ts';

/** Pairs of format and file, in the order given. */
export type Reports = readonly (readonly [string, string])[];

/** Reads `--report` flags. Throws UsageError. */
export function readReports(values: readonly string[] | undefined): Reports {
  const reports = pairs('report', values, 'FORMAT=FILE');
  const seen = new Set<string>();
  for (const [format, file] of reports) {
    if (!formats.has(format))
      throw new UsageError(`there is no report ${format}${suggestion(format, [...formats.keys()])}`);
    if (file === '') throw new UsageError(`--report ${format}= needs a file: --report ${format}=FILE`);
    if (seen.has(file)) throw new UsageError(`two reports cannot use the same file: ${file}`);
    seen.add(file);
  }
  return reports;
}

/** Makes the folders of the reports. Throws UsageError if a report could not be written. */
export async function prepareReports(reports: Reports, { cwd }: Io): Promise<void> {
  for (const [format, file] of reports) {
    const path = resolve(cwd, file);
    try {
      await mkdir(dirname(path), { recursive: true });
      const info = await stat(path).catch(() => null);
      if (info?.isDirectory()) throw new Error('it is a folder');
      await access(info ? path : dirname(path), constants.W_OK);
    } catch (error) {
      throw new UsageError(`--report ${format}=${file} cannot be written: ${messageOf(error)}`);
    }
  }
}

/** Writes the reports; false, after a message, if one could not be written. */
export async function writeReports(reports: Reports, result: Report, io: Io): Promise<boolean> {
  let all = true;
  for (const [format, file] of reports) {
    try {
      await writeFile(resolve(io.cwd, file), formats.get(format)?.(result) ?? '');
      io.out(`${format} report: ${file}\n`);
    } catch (error) {
      io.err(`${format} report: ${file} could not be written: ${messageOf(error)}\n`);
      all = false;
    }
  }
  return all;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
