/**
 * The manual's place in the navigation: its pages in the order that they give themselves, those in a folder after the
 * others, as a group; absent as long as there is no manual. Starlight lists folders by itself only below its own.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { splitDocument } from '../runbook/document.ts';

interface Group {
  readonly label: string;
  readonly items: readonly Item[];
}

/** A slug is labelled by its page. */
type Item = { readonly slug: string } | Group;

export function manualPages(content: string): readonly Group[] {
  const folder = `${content}/manual`;
  return existsSync(folder) ? [{ label: 'Manual', items: itemsOf(folder, 'manual') }] : [];
}

function itemsOf(folder: string, slug: string): readonly Item[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const pages = entries.flatMap((entry) => {
    const [, name] = /^(.+)\.mdx?$/.exec(entry.name) ?? [];
    if (name === undefined) return [];
    return { slug: name === 'index' ? slug : `${slug}/${name}`, order: orderOf(`${folder}/${entry.name}`) };
  });
  const groups = entries.filter((entry) => entry.isDirectory());
  return [
    ...pages.toSorted((a, b) => a.order - b.order || a.slug.localeCompare(b.slug)).map(({ slug }) => ({ slug })),
    ...groups.map(({ name }) => ({ label: titled(name), items: itemsOf(`${folder}/${name}`, `${slug}/${name}`) })),
  ];
}

/** What `sidebar: { order }` says in a page's front matter; without it a page comes last. */
function orderOf(file: string): number {
  const { yaml } = splitDocument(file, readFileSync(file, 'utf8'));
  const front = parse(yaml ?? '') as { readonly sidebar?: { readonly order?: number } } | null;
  return front?.sidebar?.order ?? Infinity;
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
