/**
 * Limits what Astro's development server may serve to pages and the modules that they consist of. Vite would serve and
 * compile every file below its root folder.
 */
import { readdirSync, statSync } from 'node:fs';
import { normalize, parse } from 'node:path';

export interface DevPlaces {
  /** Absolute path of Vite's root folder. */
  readonly work: string;
  /** Absolute paths of the folders of modules that a page may consist of. */
  readonly modules: readonly string[];
  /** The base path of the site, ending in `/`. Vite removes it from a request. */
  readonly base?: () => string;
}

/** The folders below Vite's root that contain modules of pages. */
const OPEN = ['src', 'node_modules', 'cache'];

export function devParts({ work, modules, base = () => '/' }: DevPlaces): (target: string) => boolean {
  const names = readdirSync(work).filter((name) => !OPEN.includes(name));
  // Vite also finds a module by its name without an extension.
  const closed = new Set(names.flatMap((name) => [name, parse(name).name]).map((name) => name.toLowerCase()));
  return (target) => isPart(withoutBase(target, base()));

  function isPart(target: string): boolean {
    const path = decode(target.replace(/[?#].*$/s, ''));
    if (path === null || path.includes('\\') || path.split('/').includes('..')) return false;
    const [, first = '', rest = ''] = /^\/+([^/]*)\/?(.*)$/s.exec(path) ?? [];
    if (first === '@fs') return isModule(`/${rest}`);
    if (first === '@id') return isPart(`/${encodeURIComponent(rest)}`);
    if (isOnDisk(path) && !isModule(path)) return false; // Vite would read it as an absolute path
    return !first.startsWith('.') && first !== '__open-in-editor' && !closed.has(first.toLowerCase());
  }

  function isModule(path: string): boolean {
    return modules.some((folder) => normalize(path).startsWith(`${folder}/`));
  }
}

function withoutBase(target: string, base: string): string {
  return target.startsWith(base) ? `/${target.slice(base.length)}` : target;
}

/** Whether a path is the absolute name of a file, possibly after Vite has added an extension. */
function isOnDisk(path: string): boolean {
  const name = normalize(path).replace(/\/+$/, '');
  const endings = ['', ...ENDINGS, '/package.json', ...ENDINGS.map((ending) => `/index${ending}`)];
  try {
    return endings.some((ending) => statSync(name + ending, { throwIfNoEntry: false })?.isFile());
  } catch {
    return false; // an impossible file name
  }
}

const ENDINGS = ['.mjs', '.js', '.mts', '.ts', '.jsx', '.tsx', '.json', '.astro'];

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
