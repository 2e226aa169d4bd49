/** Finds the project that a command works on, and the folders in which its site is built. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { hasConfig } from '../project/config.ts';
import { type Project, readProject } from '../project/project.ts';
import type { SitePlaces } from '../setup/build-site.ts';
import { cacheFolder } from '../system/cache-folder.ts';
import type { Io } from './io.ts';

/**
 * The given path or, without one, the current folder. If Guidepost runs from a checkout of its own and the current
 * folder has no configuration, it is the checkout.
 */
async function projectPath(path: string | undefined, io: Io): Promise<string> {
  if (path !== undefined) return resolve(io.cwd, path);
  if (!isCheckout(io)) return io.cwd;
  return (await hasConfig(io.cwd)) ? io.cwd : io.facts.root;
}

/** Reads the project of a path, or of the current folder. Throws RunbookError. */
export async function findProject(path: string | undefined, io: Io): Promise<Project> {
  return readProject(await projectPath(path, io));
}

export function noGuideIn(folder: string, { cwd }: Io): string {
  const place = relative(cwd, folder) || 'this folder';
  return `there is no guide in ${place}; a guide is a Markdown file with a block that runs, and \`guidepost new guide PATH\` writes one`;
}

/** The folders for a build: in place for Guidepost's own site, else in the cache, so that no repository is changed. */
export function sitePlaces({ folder, site }: Pick<Project, 'folder' | 'site'>, io: Io): SitePlaces {
  const { root } = io.facts;
  const own = isCheckout(io) && folder === join(root, 'content');
  if (own) return { root, content: folder, work: root, out: join(root, 'dist') };
  const name = `${basename(folder)}-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  if (site)
    return { root, content: folder, work: site.root, out: join(cacheFolder(io.env), 'sites', name, 'dist'), site };
  const work = join(cacheFolder(io.env), 'sites', name);
  return { root, content: folder, work, out: join(work, 'dist') };
}

/** What the user types to call Guidepost: an npm script of its checkout, or the installed package. */
export function called(io: Io): string {
  return isCheckout(io) ? 'npm run guidepost --' : 'npx guidepost';
}

/** Whether Guidepost runs from a checkout; the published package contains no configuration. */
function isCheckout({ facts }: Io): boolean {
  return existsSync(join(facts.root, 'guidepost.yaml'));
}
