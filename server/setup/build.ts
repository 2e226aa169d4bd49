import { execa } from 'execa';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { codeOf } from '../system/error-code.ts';
import { fingerprint } from './fingerprint.ts';

/** Absolute folders. */
export interface SitePlaces {
  /** Guidepost's own: where the site's configuration and its code stand. */
  readonly root: string;
  /** The pages. */
  readonly content: string;
  /** Where Astro may write what it makes on the way. */
  readonly work: string;
  /** The built site. */
  readonly out: string;
}

/** A dotfile in the output: a build that somebody else starts empties the folder, and the stamp goes with it. */
const STAMP = '.guidepost-inputs';

/** Astro asks nobody about anything. */
export const QUIET = { ASTRO_TELEMETRY_DISABLED: '1', ASTRO_DISABLE_UPDATE_CHECK: 'true' };

/** Builds the site unless it was built from the same sources. Rejects with Astro's own words. */
export async function buildSite(places: SitePlaces, say: (text: string) => void): Promise<'built' | 'fresh'> {
  const stamp = join(places.out, STAMP);
  const inputs = await fingerprint(places.root, places.content);
  if ((await readFile(stamp, 'utf8').catch(() => null)) === inputs) return 'fresh';
  say('Building the site …');
  await rm(stamp, { force: true });
  const warnings = await runAstro(places, ['build', '--silent']);
  if (warnings !== '') say(warnings);
  await writeFile(stamp, inputs);
  return 'built';
}

interface AstroSettings {
  /** Its words go to the terminal; otherwise they come back when it fails. */
  readonly shown?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Makes what Astro needs at these places, and says them as the site's configuration asks for them. */
export async function prepare({ root, content, work, out }: SitePlaces): Promise<Readonly<Record<string, string>>> {
  if (work !== root) await openWork(root, work);
  return { GUIDEPOST_CONTENT: content, GUIDEPOST_OUT: out, GUIDEPOST_WORK: work };
}

/** Resolves with what was said of pages whose site was built all the same. */
export async function runAstro(
  places: SitePlaces,
  args: readonly string[],
  { shown = false, env = {} }: AstroSettings = {},
): Promise<string> {
  const { root, work } = places;
  const named = await prepare(places);
  const astro = join(packagesOf(root), 'astro', 'bin', 'astro.mjs');
  const config = ['--root', work, '--config', configFrom(places)];
  const words = shown ? 'inherit' : 'pipe';
  const { failed, all, stderr } = await execa(process.execPath, [astro, ...args, ...config], {
    cwd: work,
    env: { ...named, ...env, ...QUIET },
    stdio: ['ignore', words, words],
    all: true,
    reject: false,
  });
  if (failed) throw new BuildFailed(all ?? '');
  return stderr ?? '';
}

/** The site's configuration, as Astro looks for it: from the folder that it works in. */
export function configFrom({ root, work }: SitePlaces): string {
  return relative(work, join(root, 'astro.config.mjs'));
}

/** The folder of packages in which Guidepost's own dependencies stand. */
function packagesOf(root: string): string {
  return dirname(dirname(createRequire(join(root, 'astro.config.mjs')).resolve('astro/package.json')));
}

/** Absolute folders of what pages are made of: our own code, and packages by each of their names. */
export function moduleFolders({ root, work }: SitePlaces): readonly string[] {
  const packages = packagesOf(root);
  return [join(root, 'src'), packages, join(root, 'node_modules'), join(work, 'node_modules'), join(work, '.astro')];
}

/** What Astro makes for the browser imports packages from here; which of them are Astro's own kind, it reads there. */
async function openWork(root: string, work: string): Promise<void> {
  const packages = packagesOf(root);
  await mkdir(work, { recursive: true });
  await cp(join(root, 'package.json'), join(work, 'package.json'));
  const link = join(work, 'node_modules');
  await rm(link, { force: true });
  await symlink(packages, link).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
}

/** The site does not build: `message` holds what Astro said. */
export class BuildFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BuildFailed';
  }
}
