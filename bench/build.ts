/**
 * 500 pages (`BENCH_PAGES` for fewer) of guides of ten, built as we build them, against the same pages by Astro with MDX and
 * nothing else. In turn, the faster of each counts.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
  writeBare(join(FOLDER, 'bare'), names);
  const [ours, floors]: [number[], number[]] = [[], []];
  for (let at = 0; at < ROUNDS; at += 1) {
    floors.push(time(() => buildBare(join(FOLDER, 'bare'))));
    ours.push(time(() => buildSite(`${FOLDER}/content`, `${FOLDER}/site`)));
  }
  rmSync(FOLDER, { recursive: true, force: true });
  const [mine, floor] = [Math.min(...ours), Math.min(...floors)];
  return [
    {
      name: `${PAGES} guide pages built / the same by Astro with MDX`,
      ratio: mine / floor,
      target: '≤ 1.3',
      detail: `${(mine / 1000).toFixed(1)} s over ${(floor / 1000).toFixed(1)} s`,
    },
  ];
}

function writeGuide(folder: string, names: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'index.mdx'),
    `---\ntitle: A guide\npages: [${names.join(', ')}]\n---\n\nAll of its pages.\n`,
  );
  for (const name of names) writeFileSync(join(folder, `${name}.mdx`), page(name));
}

function writeBare(folder: string, names: readonly string[]): void {
  mkdirSync(join(folder, 'src/pages'), { recursive: true });
  for (const name of names) writeFileSync(join(folder, `src/pages/${name}.mdx`), page(name));
  writeFileSync(
    join(folder, 'astro.config.mjs'),
    `import mdx from '@astrojs/mdx';\nexport default { devToolbar: { enabled: false }, integrations: [mdx()] };\n`,
  );
}

/** What a page of a guide usually holds: text, a table, three steps with their checks. */
function page(name: string): string {
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
  return `---\ntitle: The page ${name}\n---\n\n| what | where |\n| --- | --- |\n| ${name} | here |\n\n${steps.join('\n')}`;
}

function buildBare(folder: string): void {
  execFileSync(process.execPath, [ASTRO, 'build'], {
    cwd: folder,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ASTRO_DISABLE_UPDATE_CHECK: 'true' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
