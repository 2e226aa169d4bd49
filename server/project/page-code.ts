/**
 * Finds the code that runs while the site is built: imports, exports and expressions of MDX pages, and the local files
 * that they import. Like blocks, it must be approved before any of it runs.
 */
import { globSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { readTree, splitDocument } from '../../src/runbook/reading/document.ts';
import { liveParts } from '../../src/runbook/reading/live-parts.ts';
import type { AstroSite } from './astro-site.ts';
import type { Project } from './project.ts';

type Pages = Pick<Project, 'folder' | 'files'> & Partial<Pick<Project, 'site'>>;

/**
 * The code by file, relative to the project's folder. For an Astro site, it is the configuration and what that imports:
 * the configuration decides what else is loaded.
 */
export async function pageCode({ folder, files, site }: Pages): Promise<ReadonlyMap<string, string>> {
  if (site) return codeOfSite(site);
  const found = new Map<string, string>();
  for (const { path } of files) {
    if (!path.endsWith('.mdx')) continue;
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
    return text; // cannot be parsed here, but perhaps by Astro: show all of it
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

/** False for a named pipe, for example: reading one could wait for ever. */
function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/**
 * Every text in quotes, or after `=`, that begins like a path, wherever it stands: a comment may come before it, it may
 * be the `src` of a `<script>` in a component, and any of its letters may be escaped. Most are no files of ours.
 */
const PATH = /['"`]((?:[./\\]|file:)[^'"`\n]*)['"`]|=([./][^\s'"`<>]*)/g;
const GLOB = /\bimport\.meta\.glob\w*\s*(?:<[^(]*>)?\(\s*(\[[^\]]*\]|['"`][^'"`]*['"`])/g;
/** The entry points in a package.json, for an import of its folder. */
const MAIN = /"(?:main|module|browser)"\s*:\s*"([^"]+)"/g;

/** Every file that an import could mean, because Vite's choice among them depends on its settings. */
function importedBy(code: string, folder: string): string[] {
  const paths = [...code.matchAll(PATH)].map(([, quoted, bare = '']) => pathOf(quoted ?? bare));
  const names = [...paths, ...[...code.matchAll(MAIN)].map(([, name = '']) => name)];
  const patterns = [...code.matchAll(GLOB)].flatMap(([, list = '']) => list.match(/[^'"`[\],\s]+/g) ?? []);
  return [
    ...globSync(patterns, { cwd: folder }),
    ...names.flatMap((name) => [name, ...ENDINGS.map((ending) => name + ending)]),
  ].map((name) => resolve(folder, name));
}

/** Without escapes, and without what Vite adds to a path: `/@fs` before it and `?raw` behind it. */
function pathOf(text: string): string {
  const plain = text.replace(ESCAPE, (_, two, four, braced, other) => {
    const code = two ?? four ?? braced;
    return code === undefined ? String(other) : String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
  });
  return plain
    .replace(/^file:\/*/, '/')
    .replace(/^\/@fs\//, '/')
    .replace(/[?#].*$/, '');
}

const ESCAPE = /\\(?:x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]{1,6})\}|(.))/gi;

const LETTERS = ['mjs', 'js', 'mts', 'ts', 'jsx', 'tsx', 'json', 'astro'];
const ENDINGS = [...LETTERS.flatMap((letters) => [`.${letters}`, `/index.${letters}`]), '/package.json'];
