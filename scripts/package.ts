/**
 * Makes the package that is published, in a folder of its own: `npm run package [-- FOLDER]`. Node runs no TypeScript
 * below node_modules, so it is compiled here; what only this checkout needs (tests, benchmarks, guides) stays out.
 */
import { execa } from 'execa';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

const CODE = ['server', 'src'];
const BESIDE = ['astro.config.mjs', 'bin', 'public', 'LICENSE', 'README.md'];
/** What a reader's machine has no use for. */
const DEVELOPMENT = ['playwright'];
const EXPORTS = {
  './astro': { types: './astro.d.ts', default: './server/astro/index.js' },
  './package.json': './package.json',
};
const TYPES = `import type { AstroIntegration } from 'astro';
export default function guidepost(): AstroIntegration;
`;
const NOT_COMPILED = /\.(astro|css|js|svg)$/;

export async function makePackage(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await compile(folder);
  for (const file of await filesOf(CODE, NOT_COMPILED)) await copy(file, folder);
  for (const part of BESIDE) await copy(part, folder);
  await writeFile(join(folder, 'astro.d.ts'), TYPES);
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(await manifest(), null, 2)}\n`);
}

async function compile(folder: string): Promise<void> {
  const tsc = join(root, 'node_modules', '.bin', 'tsc');
  await execa(tsc, ['-p', join(root, 'scripts', 'package.tsconfig.json'), '--outDir', folder], { cwd: root });
}

/** Markup and the site's configuration name our files by the ending that they have in the checkout. */
async function copy(file: string, folder: string): Promise<void> {
  const target = join(folder, file);
  await mkdir(dirname(target), { recursive: true });
  if (!/\.(astro|mjs)$/.test(file)) return cp(join(root, file), target, { recursive: true });
  const text = await readFile(join(root, file), 'utf8');
  await writeFile(target, text.replaceAll(/(['"]\.{1,2}\/[^'"\n]+)\.ts(?=['"])/g, '$1.js'));
}

async function manifest(): Promise<object> {
  const own = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown> & {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const { name, version, description, license, engines, optionalDependencies } = own;
  const dependencies = Object.fromEntries(
    Object.entries(own.dependencies).filter(([dependency]) => !DEVELOPMENT.includes(dependency)),
  );
  const facts = { name, version, description, license, type: 'module', engines };
  const doors = { bin: { guidepost: 'bin/guidepost.cjs' }, exports: EXPORTS };
  return { ...facts, ...doors, dependencies, optionalDependencies };
}

async function filesOf(parts: readonly string[], wanted: RegExp): Promise<readonly string[]> {
  const found = await Promise.all(
    parts.map(async (part) => (await readdir(join(root, part), { recursive: true })).map((file) => join(part, file))),
  );
  return found.flat().filter((file) => wanted.test(file));
}

if (import.meta.main) await makePackage(resolve(process.argv[2] ?? join(root, 'package')));
