/** Which guides a command line means, where it means several. */
import { execa } from 'execa';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readProject, type ProjectGuide } from '../../project/project.ts';
import { UsageError, type Io } from '../io.ts';
import { findGuide } from '../find-guide.ts';
import { findProject } from '../project.ts';
import type { ManyFlags } from './settings.ts';

/** The files of the guides, in order; null where the command line means a single one. Throws UsageError. */
export async function whichGuides(
  names: readonly string[],
  { all, shard, changedSince }: ManyFlags,
  io: Io,
): Promise<readonly string[] | null> {
  const folders = await Promise.all(names.map((name) => isFolder(resolve(io.cwd, name))));
  const isMany = all || shard !== null || changedSince !== null || names.length > 1 || folders.some(Boolean);
  if (!isMany) return null;
  const found = names.length === 0 ? (await findProject(undefined, io)).guides.map(fileOf) : [];
  for (const [index, name] of names.entries()) {
    const guides = folders[index] ? (await readProject(resolve(io.cwd, name))).guides.map(fileOf) : [];
    found.push(...(guides.length > 0 ? guides : [fileOf(await findGuide(name, io))]));
  }
  if (names.length === 1 && found.length === 1 && !all && shard === null && changedSince === null) return null;
  const unique = [...new Set(found)];
  const changed = changedSince === null ? unique : await changedOf(unique, changedSince, io);
  return shard === null ? changed : changed.filter((_, index) => index % shard.of === shard.number - 1);
}

function fileOf({ runbook }: Pick<ProjectGuide, 'runbook'>): string {
  return resolve(runbook.pages[0]?.file ?? '');
}

/** A guide has changed when a file of its folder has; one in a folder with others, when its own file has. */
async function changedOf(files: readonly string[], since: string, io: Io): Promise<readonly string[]> {
  const git = (...args: readonly string[]) => execa('git', args, { cwd: io.cwd, reject: false });
  const [top, diff] = await Promise.all([
    git('rev-parse', '--show-toplevel'),
    git('diff', '--name-only', '-z', '--end-of-options', since, '--'),
  ]);
  if (diff.exitCode !== 0) throw new UsageError(`--changed-since ${since}: ${diff.stderr.split('\n')[0] ?? ''}`);
  const changed = diff.stdout
    .split('\0')
    .filter(Boolean)
    .map((path) => resolve(top.stdout, path));
  const isIndex = (file: string) => /\/index\.mdx?$/.test(file);
  return files.filter((file) =>
    changed.some((path) => path === file || (isIndex(file) && path.startsWith(file.replace(/[^/]*$/, '')))),
  );
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
