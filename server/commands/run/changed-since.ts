/** Which guides differ from a commit. */
import { execa } from 'execa';
import { realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError, type Io } from '../io.ts';
import type { FoundGuide } from './which-guides.ts';

/**
 * A guide has changed when one of its files has, or, where it has a folder of its own, anything in that folder. Throws
 * UsageError where Git cannot tell: a guide that is left out by mistake would look like one that is unchanged.
 */
export async function changedOf<T extends FoundGuide>(
  guides: readonly T[],
  since: string | null,
  io: Io,
): Promise<readonly T[]> {
  if (since === null) return guides;
  const git = (...args: readonly string[]) => execa('git', args, { cwd: io.cwd, env: { LC_ALL: 'C' }, reject: false });
  const top = await git('rev-parse', '--show-toplevel');
  if (top.exitCode === undefined) throw new UsageError('--changed-since needs Git, and there is no git on the PATH');
  if (top.exitCode !== 0) throw new UsageError(`--changed-since: ${whyNoRepository(top.stderr)}`);
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${since}^{commit}`);
  if (commit.exitCode !== 0) throw new UsageError(`--changed-since ${since}: ${await whyUnknown(git)}`);
  const [diff, fresh] = await Promise.all([
    git('diff', '--name-only', '-z', commit.stdout, '--'),
    git('ls-files', '--others', '--exclude-standard', '--full-name', '-z', ':/'),
  ]);
  if (diff.exitCode !== 0 || fresh.exitCode !== 0)
    throw new UsageError(`--changed-since ${since}: ${firstLine(diff.stderr || fresh.stderr)}`);
  const root = await realpath(top.stdout);
  const changed = `${diff.stdout}\0${fresh.stdout}`
    .split('\0')
    .filter(Boolean)
    .map((path) => resolve(root, path));
  const places = await Promise.all(guides.map((guide) => placesOf(guide)));
  return guides.filter((guide, index) => {
    const { files, folders } = places[index] ?? { files: [], folders: [] };
    if (files.some((file) => !file.startsWith(root + sep)))
      throw new UsageError(`--changed-since: ${relative(io.cwd, guide.file)} is not in the repository ${root}`);
    // Of a submodule, Git names only its folder.
    const isIn = (path: string, file: string) => file === path || file.startsWith(path + sep);
    return changed.some((path) => files.some((file) => isIn(path, file)) || folders.some((each) => isIn(each, path)));
  });
}

function whyNoRepository(said: string): string {
  return said.includes('not a git repository')
    ? 'this folder is not in a Git repository; leave the flag out'
    : firstLine(said);
}

async function whyUnknown(git: (...args: readonly string[]) => Promise<{ stdout: string }>) {
  const { stdout } = await git('rev-parse', '--is-shallow-repository');
  return stdout === 'true'
    ? 'this clone does not have that commit, because it is shallow; fetch all commits first: git fetch --unshallow (in GitHub Actions: fetch-depth: 0)'
    : 'there is no such commit here; name a commit, a tag or a branch, such as HEAD~1 or origin/main';
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

/** Without links: Git tells the places of the files themselves. */
async function placesOf(guide: FoundGuide) {
  const real = (paths: readonly string[]) => Promise.all(paths.map((path) => realpath(path).catch(() => path)));
  return { files: await real(filesOf(guide)), folders: await real(foldersOf(guide)) };
}

/** Its pages, and what they include: a block, or a check alone. */
function filesOf({ runbook: { pages, blocks } }: FoundGuide): readonly string[] {
  const all = [...pages, ...blocks, ...blocks.flatMap(({ expectations }) => expectations)];
  return [...new Set(all.map(({ file }) => resolve(file)))];
}

function foldersOf({ file, runbook: { practice } }: FoundGuide): readonly string[] {
  const folder = dirname(file);
  if (/[\\/]index\.mdx?$/.test(file)) return [folder];
  return practice === null ? [] : [join(folder, practice.folder)];
}
