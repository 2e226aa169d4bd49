/**
 * The pages that belong to no guide, as the navigation lists them: in the order of their front matter, pages in a
 * folder after the others, as a group. Starlight itself lists only folders below its own.
 */
import { readFileSync } from 'node:fs';
import { splitDocument } from '../runbook/reading/document.ts';
import { readYaml } from '../runbook/yaml.ts';

/** A page's file, and its address. */
export interface ListedFile {
  readonly file: string;
  readonly entry: string;
}

interface Group {
  readonly label: string;
  readonly items: readonly Item[];
}

/** A slug gets the title of its page as its label. */
type Item = { readonly slug: string } | Group;

/** The groups and pages of `files`, whose paths begin below `folder`. */
export function pageTree(folder: string, files: readonly ListedFile[]): readonly Item[] {
  const inside = files.map(({ file, entry }) => ({ file, entry, path: file.slice(folder.length + 1).split('/') }));
  return itemsOf(inside);
}

interface Placed extends ListedFile {
  /** The rest of its path below the group. */
  readonly path: readonly string[];
}

function itemsOf(files: readonly Placed[]): readonly Item[] {
  const pages = files
    .filter(({ path }) => path.length === 1)
    .map(({ file, entry }) => ({ entry, order: orderOf(file) }));
  const folders = Map.groupBy(
    files.filter(({ path }) => path.length > 1),
    ({ path }) => path[0] ?? '',
  );
  return [
    ...pages
      .toSorted((a, b) => a.order - b.order || a.entry.localeCompare(b.entry))
      .map(({ entry }) => ({ slug: entry === 'index' ? '' : entry })),
    ...[...folders].map(([name, below]) => ({
      label: titled(name),
      items: itemsOf(below.map(({ path, ...file }) => ({ ...file, path: path.slice(1) }))),
    })),
  ];
}

/** The value of `sidebar: { order }` in a page's front matter; a page without it comes last. */
function orderOf(file: string): number {
  try {
    const { yaml } = splitDocument(file, readFileSync(file, 'utf8'));
    const front = readYaml(yaml ?? '') as { readonly sidebar?: { readonly order?: number } } | null;
    return front?.sidebar?.order ?? Infinity;
  } catch {
    return Infinity; // errors are reported when the page itself is read
  }
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll(/[-_]+/g, ' ');
}
