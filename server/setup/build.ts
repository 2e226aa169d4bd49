import { spawn } from 'node:child_process';
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

export function runAstro(
  root: string,
  args: readonly string[],
  { shown = false, env }: AstroSettings = {},
): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'node_modules', 'astro', 'bin', 'astro.mjs'), ...args], {
    cwd: root,
    env: { ...process.env, ...env, ...QUIET },
    stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
  });
  const words: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => words.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => words.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new BuildFailed(Buffer.concat(words).toString('utf8')));
    });
  });
}

/** The site does not build: `message` holds what Astro said. */
export class BuildFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BuildFailed';
  }
}
