/** Finds the guides that a command line means, if it asks for several runs. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Runbook } from '../../../src/runbook/model.ts';
import { type Project, readProject } from '../../project/project.ts';
import { UsageError, type Io } from '../io.ts';
import { findGuide } from '../find-guide.ts';
import { findProject, noGuideIn } from '../find-project.ts';
import { suggestion } from '../suggest.ts';
import { hasTag, tagsOf } from './plan.ts';
import type { RunSettings } from './settings.ts';

export interface FoundGuide {
  readonly runbook: Runbook;
  /** The absolute path of its first page. */
  readonly file: string;
}

/** The guides in order; null where the command line means a single run. Throws UsageError, and what is wrong in one. */
export async function whichGuides(settings: RunSettings, io: Io): Promise<readonly FoundGuide[] | null> {
  const { guides: names, all, shard, changedSince, retryFailed, options, tags } = settings;
  const folders = await Promise.all(names.map((name) => isFolder(resolve(io.cwd, name))));
  const isOne = !all && shard === null && changedSince === null && retryFailed === null;
  const isTried = Object.values(options).some((each) => each.includes(','));
  const isMany =
    !isOne || isTried || names.length > 1 || folders.some(Boolean) || (names.length === 0 && tags.length > 0);
  if (!isMany) return null;
  const found = names.length === 0 ? allOf(await findProject(undefined, io), io) : [];
  for (const [index, name] of names.entries()) {
    const path = resolve(io.cwd, name);
    found.push(...(folders[index] ? allOf(await readProject(path), io) : [asFound(await findGuide(name, io))]));
  }
  if (names.length === 1 && found.length === 1 && isOne && !isTried) return null;
  return tagged([...new Map(found.map((guide) => [guide.file, guide])).values()], tags);
}

/** One that cannot be read would be missing in the result, and nobody would be told. */
function allOf({ folder, guides, broken }: Project, io: Io): FoundGuide[] {
  const last = broken.at(-1);
  for (const error of broken.slice(0, -1)) io.err(`${error.toString()}\n`);
  if (last) throw last;
  if (guides.length === 0) throw new UsageError(noGuideIn(folder, io));
  return guides.map(asFound);
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

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
