import { execa } from 'execa';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { codeOf } from '../system/error-code.ts';
import { z } from 'zod';
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
  /** A repository that is an Astro site builds its pages itself: with its own Astro, and as its configuration says. */
  readonly site?: { readonly root: string; readonly config: string } | null;
}

/** A dotfile in the output: a build that somebody else starts empties the folder, and the stamp goes with it. */
const STAMP = '.guidepost-inputs';

/** Astro asks nobody about anything. */
export const QUIET = { ASTRO_TELEMETRY_DISABLED: '1', ASTRO_DISABLE_UPDATE_CHECK: 'true' };

/** Builds the site unless it was built from the same sources. Rejects with Astro's own words. */
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
  /** Its words go to the terminal; otherwise they come back when it fails. */
  readonly shown?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Makes what Astro needs at these places, and says them as the site's configuration asks for them. */
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

/** Resolves with what was said of pages whose site was built all the same. */
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

/** The site's configuration, as Astro looks for it: from the folder that it works in. */
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

/** What `guidepost/astro` says of the site that it was built into. */
export async function siteFacts({ out }: SitePlaces): Promise<SiteFacts> {
  return SiteFacts.parse(JSON.parse(await readFile(factsFile(out), 'utf8')));
}

const SiteFacts = z.object({ base: z.string(), output: z.enum(['static', 'server']) });
type SiteFacts = z.infer<typeof SiteFacts>;

function factsFile(out: string): string {
  return `${out}.json`;
}

/** The folder of packages in which the dependencies of `root` stand. */
function packagesOf(root: string): string {
  return dirname(dirname(createRequire(join(root, 'astro.config.mjs')).resolve('astro/package.json')));
}

/** Absolute folders of what pages are made of: our own code, and packages by each of their names. */
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
