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

export interface FoundGuides {
  /** In order. */
  readonly guides: readonly FoundGuide[];
  /** How many could not be read; what is wrong with them has been printed. */
  readonly unread: number;
}

/**
 * Resolves to null where the command line means a single run. Throws UsageError, and what is wrong in a guide if that
 * guide was named or no further failure is allowed.
 */
export async function whichGuides(settings: RunSettings, io: Io): Promise<FoundGuides | null> {
  const { guides: names, all, shard, changedSince, retryFailed, options, tags, maxFailures } = settings;
  const folders = await Promise.all(names.map((name) => isFolder(resolve(io.cwd, name))));
  const isOne = !all && shard === null && changedSince === null && retryFailed === null;
  const isTried = Object.values(options).some((each) => each.includes(','));
  const isMany =
    !isOne || isTried || names.length > 1 || folders.some(Boolean) || (names.length === 0 && tags.length > 0);
  if (!isMany) return null;
  const found: FoundGuide[] = [];
  let unread = 0;
  const takeAll = (project: Project) => {
    refuseUnread(project, maxFailures - unread, io);
    if (project.guides.length === 0) throw new UsageError(noGuideIn(project.folder, io));
    found.push(...project.guides.map(asFound));
    unread += project.broken.length;
  };
  if (names.length === 0) takeAll(await findProject(undefined, io));
  for (const [index, name] of names.entries()) {
    if (folders[index]) takeAll(await readProject(resolve(io.cwd, name)));
    else found.push(asFound(await findGuide(name, io)));
  }
  if (names.length === 1 && found.length + unread === 1 && isOne && !isTried) return null;
  return { guides: tagged([...new Map(found.map((guide) => [guide.file, guide])).values()], tags), unread };
}

/** Prints what is wrong with the guides that cannot be read. They have failed: throws if no further one may fail. */
function refuseUnread({ guides, broken }: Project, allowed: number, io: Io): void {
  const last = broken.at(-1);
  const isOver = guides.length === 0 || broken.length >= allowed;
  for (const error of isOver ? broken.slice(0, -1) : broken) io.err(`${error.toString()}\n`);
  if (last && isOver) throw last;
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
