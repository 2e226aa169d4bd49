/** The project that a command means, and where its site is built. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { hasConfig } from '../project/config.ts';
import { type Project, readProject } from '../project/project.ts';
import type { SitePlaces } from '../setup/build.ts';
import { cacheFolder } from '../system/cache-folder.ts';
import type { Io } from './io.ts';

/**
 * What a path names; without one, the folder of the user. Where that has no config, a command that runs from a checkout
 * of Guidepost means the guides of the checkout.
 */
async function projectPath(path: string | undefined, io: Io): Promise<string> {
  if (path !== undefined) return resolve(io.cwd, path);
  if (!isCheckout(io)) return io.cwd;
  return (await hasConfig(io.cwd)) ? io.cwd : io.facts.root;
}

/** Throws RunbookError. */
export async function findProject(path: string | undefined, io: Io): Promise<Project> {
  return readProject(await projectPath(path, io));
}

/** In a checkout of Guidepost its own site is built in place; nothing is written into anybody else's repository. */
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

/** The package holds no config of its own. */
function isCheckout({ facts }: Io): boolean {
  return existsSync(join(facts.root, 'guidepost.yaml'));
}
