import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { RunbookError } from '../../src/runbook/error.ts';
import { furtherPages, readGuide } from '../guides/read-guides.ts';
import { brokenGuide } from '../lint/broken-guide.ts';
import { type Format, FORMATS } from '../lint/formats.ts';
import { type LintedGuide, lint } from '../lint/lint-guides.ts';
import { readArguments } from './arguments.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';
import { findProject, noGuideIn } from './find-project.ts';
import { suggestion } from './suggest.ts';

export const usage = `Usage: guidepost lint [PATH...] [FLAG...]

Reports everything that is wrong, or probably wrong, with the guides of a folder or file: errors that stop a guide, all
at once; words that are ignored; shell syntax; commands that destroy data without asking, or that wait for ever; inputs
without quotes; flags that only GNU tools have; broken links; and what ShellCheck finds, if it is installed. Runs
nothing.

  --format FORMAT   text (file:line: level: message), json, github (annotations of a workflow) or sarif
  --json            the same as --format json
  --strict          fail on warnings, too

Exit code: 0 nothing is wrong, 1 there are errors (with --strict: or warnings), 2 the command line is wrong, or there is
no guide.
`;

export async function lintCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    { format: { type: 'string' }, json: { type: 'boolean' }, strict: { type: 'boolean' } },
    Infinity,
  );
  if (values.json && values.format !== undefined && values.format !== 'json')
    throw new UsageError(`use either --json or --format ${values.format}, not both`);
  const format = readFormat(values.json ? 'json' : (values.format ?? 'text'));
  const paths = positionals.length === 0 ? [undefined] : positionals;
  const guides = (await Promise.all(paths.map((path) => guidesAt(path, io)))).flat();
  const findings = await lint(guides);
  io.out(FORMATS[format](findings));
  const errors = findings.filter(({ level }) => level === 'error').length;
  const warnings = findings.length - errors;
  if (format === 'text')
    io.err(`${count(guides.length, 'guide')}: ${count(errors, 'error')}, ${count(warnings, 'warning')}\n`);
  return errors > 0 || (values.strict && warnings > 0) ? EXIT.failed : EXIT.passed;
}

async function guidesAt(path: string | undefined, io: Io): Promise<readonly LintedGuide[]> {
  const file = path === undefined ? null : resolve(io.cwd, path);
  if (file !== null && (await stat(file).catch(() => null))?.isFile()) return [await guideIn(file, io)];
  const { folder, guides, broken } = await findProject(path, io);
  if (guides.length + broken.length === 0) throw new UsageError(noGuideIn(folder, io));
  const read = guides.map(({ runbook, sources }) => ({ id: runbook.id, sources, mistakes: [], refused: null }));
  return [...read, ...(await Promise.all(broken.map(brokenGuide)))];
}

/**
 * A file that is named is read also where the folder's list leaves it out: `_shared/log-in.md`, `test.t`. A further page
 * of a guide is read with the others, because its blocks may need theirs.
 */
async function guideIn(named: string, io: Io): Promise<LintedGuide> {
  const file = await firstPageOf(named);
  try {
    const { runbook, sources } = await readGuide(file);
    if (runbook.blocks.length === 0) throw new UsageError(noGuideIn(file, io));
    return { id: runbook.id, sources, mistakes: [], refused: null };
  } catch (error) {
    if (!(error instanceof RunbookError) || error.place.line === 0) throw error;
    return brokenGuide(new RunbookError(error.place, error.message, error.page, file));
  }
}

async function firstPageOf(file: string): Promise<string> {
  for (const name of ['index.mdx', 'index.md']) {
    const index = join(dirname(file), name);
    if ((await furtherPages(index)).includes(file)) return index;
  }
  return file;
}

function readFormat(name: string): Format {
  const names = Object.keys(FORMATS);
  const found = (names as Format[]).find((each) => each === name);
  if (!found) throw new UsageError(`there is no format ${name}${suggestion(name, names)}`);
  return found;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
