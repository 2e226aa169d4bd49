/**
 * Limits what Astro's development server may serve to pages and the modules that they consist of. Vite would serve and
 * compile every file below its root folder.
 */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { normalize, parse } from 'node:path';

export interface DevPlaces {
  /** Absolute path of Vite's root folder. */
  readonly work: string;
  /** Absolute paths of the folders of modules that a page may consist of. */
  readonly modules: readonly string[];
  /** Absolute path of the content folder: Astro may read the pictures in it, to resize them. */
  readonly pictures?: string;
  /** The base path of the site, ending in `/`. Vite removes it from a request. */
  readonly base?: () => string;
}

/** The folders below Vite's root that contain modules of pages. */
const OPEN = ['src', 'node_modules', 'cache'];

export function devParts({ work, modules, pictures, base = () => '/' }: DevPlaces): (target: string) => boolean {
  return (target) => isPart(withoutBase(target, base())) && filesIn(target).every(mayBeRead);

  function isPart(target: string): boolean {
    const path = decode(target.replace(/[?#].*$/s, ''));
    if (path === null || path.includes('\\') || path.split('/').includes('..')) return false;
    const [, first = '', rest = ''] = /^\/+([^/]*)\/?(.*)$/s.exec(path) ?? [];
    if (first === '@fs') return isModule(`/${rest}`);
    if (first === '@id') return isPart(`/${encodeURIComponent(rest)}`);
    if (isOnDisk(path) && !isModule(path)) return false; // Vite would read it as an absolute path
    return !first.startsWith('.') && first !== '__open-in-editor' && !isClosed(first.toLowerCase());
  }

  /** Whether something in Vite's root has this name, now; Vite also finds a module by its name without an extension. */
  function isClosed(first: string): boolean {
    const names = readdirSync(work).filter((name) => !OPEN.includes(name));
    return names.some((name) => [name, parse(name).name].some((each) => each.toLowerCase() === first));
  }

  /** Astro reads a picture that a request names (`/_image?href=/@fs/…`) from the disk, and does not ask us. */
  function mayBeRead(file: string): boolean {
    return isModule(file) || (pictures !== undefined && PICTURE.test(file) && isInside(file, pictures));
  }

  function isModule(path: string): boolean {
    return modules.some((folder) => normalize(path).startsWith(`${folder}/`));
  }
}

const PICTURE = /\.(png|jpe?g|gif|webp|avif|svg|tiff?)$/i;

/** The files that the parameters of a request name, by Vite's prefix for absolute paths. */
function filesIn(target: string): string[] {
  const [, query = ''] = /\?([^#]*)/.exec(target) ?? [];
  return [...new URLSearchParams(query).values()].flatMap((value) => {
    const [, file] = /^\/@fs(\/[^?#]*)/.exec(value) ?? [];
    return file === undefined ? [] : [file];
  });
}

/** Whether a file lies in the folder, and is not a link out of it. */
function isInside(file: string, folder: string): boolean {
  try {
    return realpathSync(file).startsWith(`${realpathSync(folder)}/`);
  } catch {
    return false; // there is no such file
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
