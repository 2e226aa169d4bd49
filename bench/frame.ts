/** A page of the frame (Starlight) as we use it, and nothing of ours. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Returns the folder of the built site; beside it is what it was built of. */
export function buildFrame(name: string): string {
  const folder = join('.astro', name); // ignored by git, and outside of node_modules, whose content Astro skips
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'src/content/docs'), { recursive: true });
  writeFileSync(join(folder, 'src/content/docs/index.md'), '---\ntitle: A page\n---\n\n## A heading\n\nText.\n');
  writeFileSync(
    join(folder, 'src/content.config.ts'),
    `import { docsLoader } from '@astrojs/starlight/loaders';\nimport { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };\n`,
  );
  writeFileSync(
    join(folder, 'astro.config.mjs'),
    `import starlight from '@astrojs/starlight';
const build = { modulePreload: false, assetsInlineLimit: 0 };
export default { integrations: [starlight({ title: 'Frame', expressiveCode: false })], vite: { build } };\n`,
  );
  execFileSync(process.execPath, [resolve('node_modules/astro/bin/astro.mjs'), 'build'], {
    cwd: folder,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ASTRO_DISABLE_UPDATE_CHECK: 'true' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return join(folder, 'dist');
}
