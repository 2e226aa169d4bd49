/**
 * Adapts Markdown that was written for a repository: a link to another file leads to that file's page, images and
 * downloads beside it are served, and a first heading that became the page's title is not shown twice.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HastPluginEntry, MdastPluginEntry } from 'satteri';
import { addressOf } from './guide-page.ts';
import { splitDocument } from '../runbook/reading/document.ts';
import { foldersAbove, isElsewhere, linkedFiles } from '../runbook/linked-files.ts';
import { nameOf, warn } from './page-warnings.ts';
import { type Node, textOf } from '../runbook/tree.ts';

export interface SitePages {
  /** Absolute; files outside of it are not served. */
  readonly folder: string;
  /** Addresses by absolute file. */
  readonly entries: ReadonlyMap<string, string>;
  /** The site's base path, with `/` at its end. */
  readonly base: string;
  /** Called for each file that the page shows or links to; returns its address. */
  readonly serve: (file: string) => string;
}

export function repositoryMarkdown(pages: SitePages): MdastPluginEntry {
  return ({ fileURL }) => {
    const file = fileURL ? fileURLToPath(fileURL) : null;
    let heading = file === null || hasTitle(file) ? 'kept' : 'wanted';
    const address = (url: string) => (file === null ? null : targetOf(url, file, pages));
    return {
      name: 'guidepost-repository-markdown',
      heading(node, context) {
        if (heading === 'wanted' && node.depth === 1 && textOf(node as Node) !== '') context.removeNode(node);
        heading = 'kept';
      },
      link(node, context) {
        const url = address(node.url);
        if (url !== null) context.replaceNode(node, { ...node, url });
      },
      definition(node, context) {
        const url = address(node.url);
        if (url !== null) context.replaceNode(node, { ...node, url });
      },
      image(node, context) {
        const url = address(node.url);
        if (url !== null) return context.replaceNode(node, { ...node, url });
        if (file === null || !isLost(node.url)) return;
        warn(`${nameOf(file)}: the picture ${node.url} is left out: the site's folder has no such file`);
        context.replaceNode(node, { type: 'text', value: node.alt ?? '' });
      },
    };
  };
}

/** The same for HTML tags in the Markdown; it comes after the plugin that parses them. */
export function repositoryHtml(pages: SitePages): HastPluginEntry {
  return ({ fileURL }) => ({
    name: 'guidepost-repository-html',
    element: {
      filter: ['a', 'img', 'source'],
      visit(node, context) {
        if (!fileURL) return;
        const address = (url: string) => targetOf(url, fileURLToPath(fileURL), pages) ?? url;
        for (const name of ['href', 'src', 'srcSet']) {
          const value: unknown = node.properties?.[name];
          if (typeof value !== 'string') continue;
          const changed =
            name === 'srcSet'
              ? value.replaceAll(CANDIDATE, (_, before: string, url: string) => before + address(url))
              : address(value);
          if (changed !== value) context.setProperty(node, name, changed);
        }
      },
    },
  });
}

/** Each address in a `srcset`: `a.png 1x, b.png 2x`. */
const CANDIDATE = /(^\s*|,\s*)([^\s,]+)/g;

/** The address on the site of a link to a file of the folder; null if the link stays as it is. */
function targetOf(url: string, file: string, { folder, entries, base, serve }: SitePages): string | null {
  const [, path = '', rest = ''] = /^([^?#]*)([?#].*)?$/.exec(url) ?? [];
  if (path === '' || isElsewhere(path)) return null;
  const plain = decoded(path) ?? path;
  const from = plain.startsWith('/') ? foldersAbove(folder) : [dirname(file)];
  for (const at of from) {
    const target = join(at, plain);
    const inside = relative(folder, target);
    if (inside.startsWith(`..${sep}`) || inside === '..') continue;
    const entry = linkedFiles(target)
      .map((each) => entries.get(each))
      .find((each) => each !== undefined);
    if (entry !== undefined) return addressOf(base, entry) + rest;
    if (isFile(target)) return serve(target) + rest;
  }
  return null;
}

/** An image whose file is missing, which would stop the build of the whole site. */
function isLost(url: string): boolean {
  return url !== '' && (decoded(url) === null || !/^([a-z][a-z0-9+.-]*:|\/)/i.test(url));
}

/** Null if it cannot be decoded. */
function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** False for a file that cannot be read: its page says so. */
function hasTitle(file: string): boolean {
  try {
    const { yaml } = splitDocument(file, readFileSync(file, 'utf8'));
    return /^title:/m.test(yaml ?? '');
  } catch {
    return false;
  }
}
