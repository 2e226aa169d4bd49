import { execa } from 'execa';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.ts';

/** A dotfile in the output: a build that somebody else starts empties the folder, and the stamp goes with it. */
const STAMP = join('dist', '.guidepost-inputs');

/** Astro asks nobody about anything. */
export const QUIET = { ASTRO_TELEMETRY_DISABLED: '1', ASTRO_DISABLE_UPDATE_CHECK: 'true' };

/** Builds the site into dist/ unless it was built from the same sources. Rejects with Astro's own words. */
export async function buildSite(root: string, say: (text: string) => void): Promise<'built' | 'fresh'> {
  const inputs = await fingerprint(root);
  const built = await readFile(join(root, STAMP), 'utf8').catch(() => null);
  if (built === inputs) return 'fresh';
  say('Building the site …');
  await rm(join(root, STAMP), { force: true });
  await runAstro(root, ['build', '--silent']);
  await writeFile(join(root, STAMP), inputs);
  return 'built';
}

interface AstroSettings {
  /** Its words go to the terminal; otherwise they come back when it fails. */
  readonly shown?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export async function runAstro(
  root: string,
  args: readonly string[],
  { shown = false, env = {} }: AstroSettings = {},
): Promise<void> {
  const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs');
  const words = shown ? 'inherit' : 'pipe';
  const { failed, all } = await execa(process.execPath, [astro, ...args], {
    cwd: root,
    env: { ...env, ...QUIET },
    stdio: ['ignore', words, words],
    all: true,
    reject: false,
  });
  if (failed) throw new BuildFailed(all ?? '');
}

/** The site does not build: `message` holds what Astro said. */
export class BuildFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BuildFailed';
  }
}
