import { execa } from 'execa';
import { rename, stat, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { fileDiffLines } from '../../src/runbook/file-diff.ts';
import { importText } from '../../src/runbook/import/import-document.ts';
import { lineDiff } from '../consent/diff.ts';
import { refuseLinkOut } from '../guides/refuse-links.ts';
import { readArguments } from './arguments.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';
import { readNamed } from './named-file.ts';

export const usage = `Usage: guidepost import FILE [--write] [--out FILE] [--yes]

Shows, as a difference, how a document for Runme, Innovation Engine, scrut, cram, OCaml mdx, tesh or clitest would look
with Guidepost's own words on its fences. What cannot be checked here is left as it is, with a warning.

  --write      write it, after asking; Git must have the current version of the file, so that you can restore it
  --out FILE   write it to another file, which must not exist yet; required for a cram file (.t)
  --yes, -y    write without asking

Exit code: 0 everything was translated, or there was nothing to translate; 1 some fences were left as they are; 2 the
command line is wrong.
`;

export async function importFile(args: readonly string[], io: Io): Promise<number> {
  const flags = {
    write: { type: 'boolean' },
    out: { type: 'string' },
    yes: { type: 'boolean', short: 'y' },
  } as const;
  const { values, positionals } = readArguments(args, flags, 1);
  const [name] = positionals;
  if (name === undefined) throw new UsageError('name the file to import');
  const [from, to] = [resolve(io.cwd, name), resolve(io.cwd, values.out ?? name)];
  for (const path of [from, dirname(to)]) await refuseOutside(path, io);
  const before = await readNamed(name, io);
  const shown = relative(io.cwd, from);
  const { text, tools, left } = importText(shown, before);
  for (const { line, message } of left) io.err(`${shown}:${line}: left as it is: ${message}\n`);
  if (tools.length === 0 || (text === before && values.out === undefined)) {
    io.out(
      tools.length === 0
        ? `${shown} has nothing of another tool to translate; \`guidepost run\` and \`guidepost lint\` read it as it is\n`
        : '',
    );
    return left.length > 0 ? EXIT.failed : EXIT.passed;
  }
  const target = relative(io.cwd, to);
  io.out(`${tools.join(', ')} → ${target}\n`);
  io.out(`${fileDiffLines([{ name: target, act: 'change', lines: lineDiff(before, text) }]).join('\n')}\n`);
  if (values.write || values.out !== undefined || values.yes) await write(from, to, text, values.yes ?? false, io);
  else io.out('--write writes it\n');
  return left.length > 0 ? EXIT.failed : EXIT.passed;
}

async function write(from: string, to: string, text: string, yes: boolean, io: Io): Promise<void> {
  if (from === to) await mustBeInGit(from, io);
  else if (await stat(to).catch(() => null)) throw new UsageError(`${relative(io.cwd, to)} already exists`);
  if (from === to && from.endsWith('.t')) throw new UsageError('a guide is Markdown: --out NAME.md');
  if (!yes) {
    const answer = await io.ask(`Write ${relative(io.cwd, to)}? [y/N] `);
    if (answer === null) throw new UsageError('there is no terminal to ask on; --yes writes without asking');
    if (!/^y(es)?$/i.test(answer.trim())) return io.out('nothing was written\n');
  }
  const draft = `${to}.${process.pid}.new`;
  await writeFile(draft, text, { flag: 'wx', mode: (await stat(from)).mode });
  await rename(draft, to);
  io.out(`${relative(io.cwd, to)} written\n`);
}

/** Throws if a path leads out of the current folder, directly or through a link. */
async function refuseOutside(path: string, io: Io): Promise<void> {
  if (!(await stat(path).catch(() => null))) throw new UsageError(`there is no file ${relative(io.cwd, path)}`);
  await refuseLinkOut(path, io.cwd);
}

async function mustBeInGit(file: string, io: Io): Promise<void> {
  const git = (...args: readonly string[]) =>
    execa('git', [...args, '--', file], { cwd: dirname(file), reject: false });
  const [known, status] = await Promise.all([git('ls-files', '--error-unmatch'), git('status', '--porcelain')]);
  if (known.exitCode === 0 && status.stdout === '') return;
  throw new UsageError(
    `the current version of ${relative(io.cwd, file)} is not in Git; commit it first, or give --out FILE`,
  );
}
