/** Which guides a command line means, where it means several runs. */
import { execa } from 'execa';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { Runbook } from '../../../src/runbook/model.ts';
import { readProject } from '../../project/project.ts';
import { UsageError, type Io } from '../io.ts';
import { findGuide } from '../find-guide.ts';
import { findProject } from '../project.ts';
import { suggestion } from '../suggest.ts';
import { hasTag, tagsOf } from './plan.ts';
import type { RunSettings } from './settings.ts';

export interface FoundGuide {
  readonly runbook: Runbook;
  /** Absolute, of its first page. */
  readonly file: string;
}

/** The guides in order; null where the command line means a single run. Throws UsageError. */
export async function whichGuides(settings: RunSettings, io: Io): Promise<readonly FoundGuide[] | null> {
  const { guides: names, all, shard, changedSince, retryFailed, options, tags } = settings;
  const folders = await Promise.all(names.map((name) => isFolder(resolve(io.cwd, name))));
  const isOne = !all && shard === null && changedSince === null && retryFailed === null;
  const isTried = Object.values(options).some((each) => each.includes(','));
  const isMany =
    !isOne || isTried || names.length > 1 || folders.some(Boolean) || (names.length === 0 && tags.length > 0);
  if (!isMany) return null;
  const found = names.length === 0 ? (await findProject(undefined, io)).guides.map(asFound) : [];
  for (const [index, name] of names.entries()) {
    const guides = folders[index] ? (await readProject(resolve(io.cwd, name))).guides.map(asFound) : [];
    found.push(...(guides.length > 0 ? guides : [asFound(await findGuide(name, io))]));
  }
  if (names.length === 1 && found.length === 1 && isOne && !isTried) return null;
  const unique = tagged([...new Map(found.map((guide) => [guide.file, guide])).values()], tags);
  const changed = changedSince === null ? unique : await changedOf(unique, changedSince, io);
  return shard === null ? changed : changed.filter((_, index) => index % shard.of === shard.number - 1);
}

function asFound({ runbook }: { readonly runbook: Runbook }): FoundGuide {
  return { runbook, file: resolve(runbook.pages[0]?.file ?? '') };
}

function tagged(guides: readonly FoundGuide[], tags: readonly string[]): readonly FoundGuide[] {
  if (tags.length === 0) return guides;
  const known = [...new Set(guides.flatMap(({ runbook }) => tagsOf(runbook)))];
  const unknown = tags.find((tag) => !known.includes(tag));
  if (unknown !== undefined) throw new UsageError(`no guide has the tag ${unknown}${suggestion(unknown, known)}`);
  return guides.filter(({ runbook }) => hasTag(runbook, tags));
}

/** A guide has changed when one of its files has, or, where it has a folder of its own, anything in that folder. */
async function changedOf(guides: readonly FoundGuide[], since: string, io: Io): Promise<readonly FoundGuide[]> {
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

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
