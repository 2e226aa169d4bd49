/** Reads the files that pages include: only inside the guide's repository, and never through a link. */
import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type Expanded, expand } from '../../src/runbook/reading/include.ts';

/** Returns the text of a page with everything that it includes. Throws RunbookError. */
export function expandPage(file: string, text: string): Expanded {
  const top = topOf(dirname(resolve(file)));
  return expand(file, text, (from, path) => {
    const target = resolve(dirname(from), path);
    if (!isInside(target, top))
      throw new Error(`${path} is outside of ${top}, which must contain every file that this guide includes`);
    const info = lstatSync(target, { throwIfNoEntry: false });
    if (!info) throw new Error(`there is no file ${path} beside this one`);
    if (!info.isFile() || realpathSync(target) !== join(realpathSync(top), relative(top, target)))
      throw new Error(`${path} is not a file, or is reached through a link; put the file itself there`);
    if (!/\.mdx?$/.test(target))
      throw new Error(`${path} is not Markdown: only files that end in .md or .mdx can be included`);
    return { file: shown(target), text: readFileSync(target, 'utf8') };
  });
}

const ASTRO = ['mjs', 'js', 'ts', 'mts'].map((ending) => `astro.config.${ending}`);
const TOPS = ['guidepost.yaml', 'guidepost.yml', '.git', ...ASTRO];

/**
 * The nearest folder, here or above, that has a guidepost.yaml, is a repository or an Astro site; else the page's own.
 */
function topOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (TOPS.some((name) => statSync(join(at, name), { throwIfNoEntry: false }))) return at;
    if (dirname(at) === at) return folder;
  }
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}
