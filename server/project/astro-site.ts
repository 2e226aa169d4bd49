/**
 * Recognizes a repository that is an Astro site with `guidepost/astro` in its configuration. Its Markdown is below its
 * `src`, and its pages have the addresses that Astro gives them.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { slug } from 'github-slugger';

export interface AstroSite {
  /** Absolute path of the folder of the configuration. */
  readonly root: string;
  /** Absolute path of the configuration. */
  readonly config: string;
  /** Absolute path of the folder of its pages. */
  readonly src: string;
}

const NAMES = ['mjs', 'js', 'ts', 'mts', 'cjs', 'cts'].map((ending) => `astro.config.${ending}`);

/** The site whose configuration is in `folder`; null if there is none with `guidepost/astro`. */
export async function astroSite(folder: string): Promise<AstroSite | null> {
  for (const name of NAMES) {
    const config = join(folder, name);
    const text = await readFile(config, 'utf8').catch(() => '');
    if (!/['"]guidepost\/astro['"]/.test(text)) continue;
    const [, src = 'src'] = /\bsrcDir:\s*['"`]([^'"`]+)/.exec(text) ?? [];
    return { root: folder, config, src: resolve(folder, src) };
  }
  return null;
}

/** Whether a file below `src` is a page; other files are imported by pages. */
export function isAstroPage(path: string): boolean {
  return /^(pages|content)\//.test(path);
}

/** The address of a file below `src`: for a page its path, for an entry of a collection its id, as Astro makes it. */
export function astroEntry(path: string): string {
  const [first, ...rest] = path.replace(/\.mdx?$/, '').split('/');
  if (first === 'pages') return indexed(rest);
  if (first !== 'content') return indexed([first ?? '', ...rest].map((part) => slug(part)));
  const [collection, ...id] = rest.map((part) => slug(part));
  return indexed(collection === 'docs' ? id : [collection ?? '', ...id]); // Starlight's collection `docs` is at the root of the site
}

function indexed(segments: readonly string[]): string {
  const own = segments.at(-1) === 'index' ? segments.slice(0, -1) : segments;
  return own.join('/') || 'index';
}
