/**
 * What of a checkout Astro's development server may hand out: pages, and the modules that they are made of. Vite would
 * serve and compile every file below the folder that it works in.
 */
import { readdirSync, statSync } from 'node:fs';
import { normalize, parse } from 'node:path';

export interface DevPlaces {
  /** Absolute; where Vite works. */
  readonly work: string;
  /** Absolute folders of modules that a page may be made of. */
  readonly modules: readonly string[];
  /** The path below which the site stands, with `/` at its end: Vite takes it off. */
  readonly base?: () => string;
}

/** Modules of a page, below the folder that Vite works in. */
const OPEN = ['src', 'node_modules', 'cache'];

export function devParts({ work, modules, base = () => '/' }: DevPlaces): (target: string) => boolean {
  const names = readdirSync(work).filter((name) => !OPEN.includes(name));
  // Vite finds a module by its name without an ending too.
  const closed = new Set(names.flatMap((name) => [name, parse(name).name]).map((name) => name.toLowerCase()));
  return (target) => isPart(withoutBase(target, base()));

  function isPart(target: string): boolean {
    const path = decode(target.replace(/[?#].*$/s, ''));
    if (path === null || path.includes('\\') || path.split('/').includes('..')) return false;
    const [, first = '', rest = ''] = /^\/+([^/]*)\/?(.*)$/s.exec(path) ?? [];
    if (first === '@fs') return isModule(`/${rest}`);
    if (first === '@id') return isPart(`/${encodeURIComponent(rest)}`);
    if (isOnDisk(path) && !isModule(path)) return false; // Vite takes it for a file of the disk
    return !first.startsWith('.') && first !== '__open-in-editor' && !closed.has(first.toLowerCase());
  }

  function isModule(path: string): boolean {
    return modules.some((folder) => normalize(path).startsWith(`${folder}/`));
  }
}

function withoutBase(target: string, base: string): string {
  return target.startsWith(base) ? `/${target.slice(base.length)}` : target;
}

/** A file by its absolute name, or by what Vite completes to one. */
function isOnDisk(path: string): boolean {
  const name = normalize(path).replace(/\/+$/, '');
  const endings = ['', ...ENDINGS, '/package.json', ...ENDINGS.map((ending) => `/index${ending}`)];
  try {
    return endings.some((ending) => statSync(name + ending, { throwIfNoEntry: false })?.isFile());
  } catch {
    return false; // a name that no file can have
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
