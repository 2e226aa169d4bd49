/**
 * What runs while the site is built: imports, exports and expressions of MDX pages, and the files of the reader's own
 * that they import. It is shown and asked about as blocks are, and before any of it runs.
 */
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { readTree, splitDocument } from '../../src/runbook/document.ts';
import { liveParts } from '../../src/runbook/live-parts.ts';
import type { Project } from './project.ts';

/** By file, from the project's folder; of an Astro site, its configuration, which loads whatever the site is made of. */
export async function pageCode(project: Project): Promise<ReadonlyMap<string, string>> {
  const { site } = project;
  if (site === null) return codeOfPages(project);
  return new Map([[basename(site.config), await readFile(site.config, 'utf8')]]);
}

/** Pages that cannot be read are not built. */
async function codeOfPages({ folder, files }: Pick<Project, 'folder' | 'files'>): Promise<ReadonlyMap<string, string>> {
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

function codeIn(path: string, text: string): string {
  try {
    return liveParts(readTree(path, splitDocument(path, text).body)).join('\n');
  } catch {
    return text; // whatever Astro makes of it
  }
}

async function addImported(code: string, from: string, folder: string, found: Map<string, string>): Promise<void> {
  for (const path of importedBy(code, dirname(from))) {
    const text = found.has(relative(folder, path)) ? null : await readFile(path, 'utf8').catch(() => null);
    if (text === null) continue;
    found.set(relative(folder, path), text);
    await addImported(text, path, folder, found);
  }
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
