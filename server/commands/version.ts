import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Guidepost's own version; `root` is its folder. */
export async function version(root: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  return manifest.version;
}
