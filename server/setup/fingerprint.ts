import { createHash } from 'node:crypto';
import { lstat, readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** What every site is built from, besides its pages. */
const INPUTS = ['astro.config.mjs', 'package.json', 'package-lock.json', 'tsconfig.json', 'public', 'server', 'src'];
const IGNORED = new Set(['practice', 'node_modules', '__pycache__', '.DS_Store']);
/** Files that pages consist of or show; a repository contains many others. */
const SHOWN = /\.(mdx?|ya?ml|json|svg|png|jpe?g|gif|webp|avif)$/i;

/**
 * One hash of the names and bytes of all files that the site is built from: Guidepost in `root`, pages in `content`.
 */
export async function fingerprint(root: string, content: string): Promise<string> {
  const hash = createHash('sha256');
  const own = (await Promise.all(INPUTS.map((input) => filesOf(root, input)))).flat();
  const pages = (await filesOf(content, '.')).filter((path) => SHOWN.test(path) && !/(^|\/)\./.test(path));
  for (const [folder, paths] of [
    [root, own],
    [content, pages],
  ] as const) {
    for (const path of paths) {
      const bytes = await readFile(join(folder, path));
      hash.update(`${path}\0${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest('hex');
}

/** The files at or below `path`, relative to `root`, in a fixed order. */
async function filesOf(root: string, path: string): Promise<readonly string[]> {
  if (IGNORED.has(basename(path))) return [];
  const info = await lstat(join(root, path)).catch(() => null);
  if (info?.isFile()) return [path];
  if (!info?.isDirectory()) return [];
  const names = (await readdir(join(root, path))).toSorted();
  return (await Promise.all(names.map((name) => filesOf(root, join(path, name))))).flat();
}
