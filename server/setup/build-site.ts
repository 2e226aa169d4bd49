import { execa } from 'execa';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { codeOf } from '../system/error-code.ts';
import { z } from 'zod';
import { fingerprint } from './fingerprint.ts';

/** Absolute paths of folders. */
export interface SitePlaces {
  /** Guidepost's own folder, with the configuration and the code of the site. */
  readonly root: string;
  /** The pages. */
  readonly content: string;
  /** The folder for Astro's intermediate files. */
  readonly work: string;
  /** The built site. */
  readonly out: string;
  /** Set if the repository is an Astro site, which is built with its own Astro and configuration. */
  readonly site?: { readonly root: string; readonly config: string } | null;
}

/**
 * The stamp is in the output folder, so that a build started by somebody else, which empties the folder, removes it.
 */
const STAMP = '.guidepost-inputs';

/** Keeps Astro from asking questions and from reporting over the network. */
export const QUIET = { ASTRO_TELEMETRY_DISABLED: '1', ASTRO_DISABLE_UPDATE_CHECK: 'true' };

/** Builds the site unless it was already built from the same sources. Rejects with BuildFailed. */
export async function buildSite(places: SitePlaces, say: (text: string) => void): Promise<'built' | 'fresh'> {
  if (places.site) {
    say('Building the site …');
    await runAstro(places, ['build', '--silent']);
    return 'built';
  }
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
  /** Whether Astro's messages go to the terminal; otherwise they are returned, or are in the error. */
  readonly shown?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Makes the folders that Astro needs, and returns the environment variables that the site's configuration reads. */
export async function prepare({
  root,
  content,
  work,
  out,
  site,
}: SitePlaces): Promise<Readonly<Record<string, string>>> {
  if (site) {
    await mkdir(dirname(out), { recursive: true });
    return { GUIDEPOST_SITE_FACTS: factsFile(out) };
  }
  if (work !== root) await openWork(root, work);
  return { GUIDEPOST_CONTENT: content, GUIDEPOST_OUT: out, GUIDEPOST_WORK: work };
}

/** Resolves with the warnings of a successful build; rejects with BuildFailed. */
export async function runAstro(
  places: SitePlaces,
  args: readonly string[],
  { shown = false, env = {} }: AstroSettings = {},
): Promise<string> {
  const { work, site } = places;
  const named = await prepare(places);
  const astro = join(packagesOf(site?.root ?? places.root), 'astro', 'bin', 'astro.mjs');
  const config = ['--root', work, '--config', configFrom(places), ...(site ? ['--outDir', places.out] : [])];
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

/** The path of the site's configuration, relative to Astro's working folder, as Astro expects it. */
export function configFrom({ root, work, site }: SitePlaces): string {
  return relative(work, site?.config ?? join(root, 'astro.config.mjs'));
}

/** The Astro that builds these pages. */
export function astroOf({ root, site }: SitePlaces): unknown {
  return createRequire(site?.config ?? join(root, 'astro.config.mjs'))('astro');
}

export function withSlash(base: string): string {
  return base.endsWith('/') ? base : `${base}/`;
}

/** What `guidepost/astro` has written about the site that it was built into. */
export async function siteFacts({ out }: SitePlaces): Promise<SiteFacts> {
  return SiteFacts.parse(JSON.parse(await readFile(factsFile(out), 'utf8')));
}

const SiteFacts = z.object({ base: z.string(), output: z.enum(['static', 'server']) });
type SiteFacts = z.infer<typeof SiteFacts>;

function factsFile(out: string): string {
  return `${out}.json`;
}

/** The `node_modules` folder that contains the dependencies of `root`. */
function packagesOf(root: string): string {
  return dirname(dirname(createRequire(join(root, 'astro.config.mjs')).resolve('astro/package.json')));
}

/** Absolute paths of the folders whose modules pages consist of: our code, and packages by every path they have. */
export function moduleFolders({ root, work, site }: SitePlaces): readonly string[] {
  const packages = packagesOf(root);
  if (site)
    return [
      join(root, 'src'),
      packages,
      packagesOf(work),
      ...['src', 'node_modules', '.astro'].map((each) => join(work, each)),
    ];
  return [join(root, 'src'), packages, join(root, 'node_modules'), join(work, 'node_modules'), join(work, '.astro')];
}

/** Makes the working folder: Astro resolves packages from it, and reads its package.json to find Astro packages. */
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

/** The site could not be built; `message` is Astro's output. */
export class BuildFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BuildFailed';
  }
}
