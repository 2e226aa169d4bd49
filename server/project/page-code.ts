/**
 * What runs while the site is built: imports, exports and expressions of MDX pages, and the files of the reader's own
 * that they import. It is shown and asked about as blocks are, and before any of it runs.
 */
import { globSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { readTree, splitDocument } from '../../src/runbook/document.ts';
import { liveParts } from '../../src/runbook/live-parts.ts';
import type { AstroSite } from './astro-site.ts';
import type { Project } from './project.ts';

type Pages = Pick<Project, 'folder' | 'files'> & Partial<Pick<Project, 'site'>>;

/**
 * By file, from the project's folder. Pages that cannot be read are not built. Of an Astro site it is the configuration,
 * which loads whatever the site is made of.
 */
export async function pageCode({ folder, files, site }: Pages): Promise<ReadonlyMap<string, string>> {
  if (site) return codeOfSite(site);
  const found = new Map<string, string>();
  for (const { path } of files) {
    if (!/\.mdx$/i.test(path)) continue;
    const file = join(folder, path);
    const code = codeIn(path, await readFile(file, 'utf8'));
    if (code === '') continue;
    found.set(path, code);
    await addImported(code, file, folder, found);
  }
  return found;
}

async function codeOfSite({ root, config }: AstroSite): Promise<ReadonlyMap<string, string>> {
  const code = await readFile(config, 'utf8');
  const found = new Map([[relative(root, config), code]]);
  await addImported(code, config, root, found);
  return found;
}

function codeIn(path: string, text: string): string {
  try {
    return liveParts(readTree(path, splitDocument(path, text).body)).join('\n');
  } catch {
    return text; // whatever Astro makes of it
  }
}

async function addImported(code: string, from: string, folder: string, found: Map<string, string>): Promise<void> {
  for (const path of importedBy(code, dirname(from))) {
    const isNew = !found.has(relative(folder, path)) && (await isFile(path));
    const text = isNew ? await readFile(path, 'utf8').catch(() => null) : null;
    if (text === null) continue;
    found.set(relative(folder, path), text);
    await addImported(text, path, folder, found);
  }
}

/** A named pipe would be waited for without end. */
function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

const IMPORT = /(?:from|import|require)\s*\(?\s*['"`]([./][^'"`]*)['"`]/g;
const GLOB = /\bimport\.meta\.glob\w*\s*(?:<[^(]*>)?\(\s*(\[[^\]]*\]|['"`][^'"`]*['"`])/g;
/** Of a package.json, whose folder is imported. */
const MAIN = /"(?:main|module|browser)"\s*:\s*"([^"]+)"/g;

/** Every file that a name could mean: which of them Vite takes depends on its settings. */
function importedBy(code: string, folder: string): string[] {
  const names = [...code.matchAll(IMPORT), ...code.matchAll(MAIN)].map(([, name = '']) => name.replace(/[?#].*$/, ''));
  const patterns = [...code.matchAll(GLOB)].flatMap(([, list = '']) => list.match(/[^'"`[\],\s]+/g) ?? []);
  return [
    ...globSync(patterns, { cwd: folder }),
    ...names.flatMap((name) => [name, ...ENDINGS.map((ending) => name + ending)]),
  ].map((name) => resolve(folder, name));
}

const LETTERS = ['mjs', 'js', 'mts', 'ts', 'jsx', 'tsx', 'json', 'astro'];
const ENDINGS = [...LETTERS.flatMap((letters) => [`.${letters}`, `/index.${letters}`]), '/package.json'];
