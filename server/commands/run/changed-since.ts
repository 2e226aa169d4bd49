/** Which guides differ from a commit. */
import { execa } from 'execa';
import { dirname, join, resolve, sep } from 'node:path';
import { UsageError, type Io } from '../io.ts';
import type { FoundGuide } from './which-guides.ts';

/** A guide has changed when one of its files has, or, where it has a folder of its own, anything in that folder. */
export async function changedOf<T extends FoundGuide>(
  guides: readonly T[],
  since: string | null,
  io: Io,
): Promise<readonly T[]> {
  if (since === null) return guides;
  const git = (...args: readonly string[]) => execa('git', args, { cwd: io.cwd, reject: false });
  const [top, diff, fresh] = await Promise.all([
    git('rev-parse', '--show-toplevel'),
    git('diff', '--name-only', '-z', '--end-of-options', since, '--'),
    git('ls-files', '--others', '--exclude-standard', '--full-name', '-z', ':/'),
  ]);
  if (diff.exitCode !== 0) throw new UsageError(`--changed-since ${since}: ${diff.stderr.split('\n')[0] ?? ''}`);
  const changed = `${diff.stdout}\0${fresh.stdout}`
    .split('\0')
    .filter(Boolean)
    .map((path) => resolve(top.stdout, path));
  return guides.filter((guide) => {
    const [files, folders] = [filesOf(guide), foldersOf(guide)];
    return changed.some((path) => files.includes(path) || folders.some((folder) => path.startsWith(folder + sep)));
  });
}

function filesOf({ runbook }: FoundGuide): readonly string[] {
  const all = [...runbook.pages, ...runbook.blocks].map(({ file }) => resolve(file)); // blocks may be included
  return [...new Set(all)];
}

function foldersOf({ file, runbook: { practice } }: FoundGuide): readonly string[] {
  const folder = dirname(file);
  if (/[\\/]index\.mdx?$/.test(file)) return [folder];
  return practice === null ? [] : [join(folder, practice.folder)];
}
