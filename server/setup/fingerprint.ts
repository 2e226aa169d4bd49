import { createHash } from 'node:crypto';
import { lstat, readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** What the site is built from. The practice workspaces are not part of it. */
const INPUTS = ['astro.config.mjs', 'package-lock.json', 'tsconfig.json', 'content', 'public', 'server', 'src'];
const IGNORED = new Set(['practice', 'node_modules', '__pycache__', '.DS_Store']);

/** One hash over the names and bytes of everything that the site is built from. */
export async function fingerprint(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    for (const path of await filesOf(root, input)) {
      const bytes = await readFile(join(root, path));
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
