/**
 * 500 pages (`BENCH_PAGES` for fewer) of guides of ten, built as we build them, against the same pages by Starlight
 * with its search and nothing of ours. In turn, the fastest of each counts.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { QUIET } from '../server/setup/build-site.ts';
import { buildSite } from '../tests/e2e/build-site.ts';
import type { Row } from './table.ts';

const PAGES = Number(process.env['BENCH_PAGES'] ?? 500);
const LENGTH = 10; // pages of a guide
const ROUNDS = 2;
const FOLDER = '.astro/bench-build'; // ignored by git, and outside of node_modules, whose content Astro skips
const ASTRO = resolve('node_modules/astro/bin/astro.mjs');

export async function rows(): Promise<readonly Row[]> {
  rmSync(FOLDER, { recursive: true, force: true });
  const names = Array.from({ length: PAGES }, (_, at) => `page-${at}`);
  for (let at = 0; at < PAGES; at += LENGTH)
    writeGuide(join(FOLDER, `content/guides/guide-${at}`), names.slice(at, at + LENGTH));
  writePages(join(FOLDER, 'frame'), names);
  writeFileSync(join(FOLDER, 'frame/src/content.config.ts'), COLLECTION);
  const [ours, frame]: [number[], number[]] = [[], []];
  for (let at = 0; at < ROUNDS; at += 1) {
    frame.push(time(() => buildFrame(join(FOLDER, 'frame'))));
    ours.push(time(() => buildSite(`${FOLDER}/content`, `${FOLDER}/site`)));
  }
  rmSync(FOLDER, { recursive: true, force: true });
  const [mine, floor] = [Math.min(...ours), Math.min(...frame)];
  return [
    {
      name: `${PAGES} guide pages built / the same by Starlight with its search`,
      ratio: mine / floor,
      target: '≤ 0.9',
      detail: `${(mine / 1000).toFixed(1)} s over ${(floor / 1000).toFixed(1)} s`,
    },
  ];
}

/** Starlight with our settings of it, and the same navigation on every page: its own would list all pages on each. */
const FRAME = `import mdx from '@astrojs/mdx';
import starlight from '@astrojs/starlight';
const frame = starlight({ title: 'Pages', expressiveCode: false, sidebar: [{ label: 'First', link: '/page-0/' }] });
const vite = { build: { rolldownOptions: { onLog() {} } } };
export default { devToolbar: { enabled: false }, integrations: [frame, mdx({ optimize: true })], vite };
`;
const COLLECTION = `import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`;

/** The first page is the guide's own, which names the others. */
function writeGuide(folder: string, [first = '', ...further]: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.mdx'), page(first, `pages: [${further.join(', ')}]\n`));
  for (const name of further) writeFileSync(join(folder, `${name}.mdx`), page(name));
}

function writePages(folder: string, names: readonly string[]): void {
  const pages = 'src/content/docs';
  mkdirSync(join(folder, pages), { recursive: true });
  for (const name of names) writeFileSync(join(folder, pages, `${name}.mdx`), page(name));
  writeFileSync(join(folder, 'astro.config.mjs'), FRAME);
}

/** What a page of a guide usually holds: text, a table, three steps with their checks. */
function page(name: string, more = ''): string {
  const steps = [1, 2, 3].map(
    (step) => `## Step ${step}

Some words on what this step is for, with a [link](https://example.com), \`code\` and **weight**, as guides have them.

\`\`\`bash id=${name}-${step} title="Step ${step} of ${name}"
for file in one two three; do
  printf '%s of %s\\n' "$file" "${name}"
done
\`\`\`

\`\`\`text check
one of ${name}
...
\`\`\`

> **If this fails:** run it again.
`,
  );
  return `---\ntitle: The page ${name}\n${more}---\n\n| what | where |\n| --- | --- |\n| ${name} | here |\n\n${steps.join('\n')}`;
}

function buildFrame(folder: string): void {
  execFileSync(process.execPath, [ASTRO, 'build'], {
    cwd: folder,
    env: { ...process.env, ...QUIET },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
