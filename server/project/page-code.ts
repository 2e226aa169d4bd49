/**
 * What runs while the site is built: imports, exports and expressions of MDX pages, and the files of the reader's own
 * that they import. It is shown and asked about as blocks are, and before any of it runs.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { readTree, splitDocument } from '../../src/runbook/document.ts';
import { liveParts } from '../../src/runbook/live-parts.ts';
import type { Project } from './project.ts';

/** By file, from the project's folder. Pages that cannot be read are not built. */
export async function pageCode({
  folder,
  files,
}: Pick<Project, 'folder' | 'files'>): Promise<ReadonlyMap<string, string>> {
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
  for (const [, specifier = ''] of code.matchAll(/(?:from|import|require)\s*\(?\s*['"`]([./][^'"`]*)['"`]/g)) {
    const file = resolve(dirname(from), specifier.replace(/[?#].*$/, ''));
    const name = relative(folder, file);
    if (found.has(name)) continue;
    const text = await firstOf([file, ...ENDINGS.map((ending) => file + ending)]);
    if (text === null) continue;
    found.set(name, text);
    await addImported(text, file, folder, found);
  }
}

const ENDINGS = ['.ts', '.js', '.mjs', '.tsx', '.jsx', '.astro', '/index.ts', '/index.js'];

async function firstOf(files: readonly string[]): Promise<string | null> {
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  return null;
}
