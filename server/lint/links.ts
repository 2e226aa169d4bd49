/** Finds broken links in a page: to a file that does not exist, or to a heading that its page does not have. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readTree, splitDocument } from '../../src/runbook/reading/document.ts';
import { type Node, lineOf, textOf } from '../../src/runbook/tree.ts';
import type { Source } from '../../src/runbook/reading/parse.ts';
import { expandPage } from '../guides/include.ts';
import type { Finding } from './finding.ts';

/** Links of an included part are those of the page. Its file is as the author named it, from the current folder. */
export function linkFindings({ file, text, places }: Source): readonly Finding[] {
  const tree = treeOf(file, text);
  const anchors = anchorsOf(tree);
  return linksOf(tree).flatMap(({ url, line }) => {
    const message = problemOf(url, file, anchors);
    const place = places?.[line - 1] ?? { file, line };
    return message === null ? [] : [{ ...place, level: 'warning', rule: 'link', message } as const];
  });
}

function problemOf(url: string, file: string, own: ReadonlySet<string>): string | null {
  if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(url)) return null;
  const [path = '', anchor = ''] = url.split('#', 2).map(decoded);
  const [plain = ''] = path.split('?');
  if (plain === '') return anchor === '' || own.has(anchor) ? null : `there is no heading #${anchor} on this page`;
  const target = pageAt(resolve(dirname(file), plain));
  if (target === null) return `there is no file ${plain}`;
  if (anchor === '' || !/\.mdx?$/.test(target) || !statSync(target).isFile()) return null;
  return anchorsOf(treeOf(target, expandPage(target, readFileSync(target, 'utf8')).text)).has(anchor)
    ? null
    : `there is no heading #${anchor} in ${plain}`;
}

/** A link to a folder leads to its index. */
function pageAt(path: string): string | null {
  if (!existsSync(path))
    return [`${path}.md`, `${path}.mdx`].map((each) => each.replace(/\/\.mdx?$/, '')).find(existsSync) ?? null;
  if (!statSync(path).isDirectory()) return path;
  const index = ['index.md', 'index.mdx', 'README.md'].map((name) => join(path, name)).find(existsSync);
  return index ?? path;
}

function treeOf(file: string, text: string): Node {
  return readTree(file, splitDocument(file, text).body);
}

/**
 * Anchors as GitHub and Astro make them: lower case, no punctuation, `-` for spaces, `-1` after the second of a name.
 */
function anchorsOf(tree: Node): ReadonlySet<string> {
  const anchors = new Set<string>();
  visit(tree, (node) => {
    for (const [, id] of (node.type === 'html' ? (node.value ?? '') : '').matchAll(/\b(?:id|name)="([^"]+)"/g))
      if (id !== undefined) anchors.add(id);
    if (node.type !== 'heading') return;
    const base = textOf(node)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-');
    let anchor = base;
    for (let number = 1; anchors.has(anchor); number += 1) anchor = `${base}-${number}`;
    anchors.add(anchor);
  });
  return anchors;
}

function linksOf(tree: Node): readonly { readonly url: string; readonly line: number }[] {
  const links: { url: string; line: number }[] = [];
  visit(tree, (node) => {
    if (['link', 'image', 'definition'].includes(node.type) && node.url !== undefined)
      links.push({ url: node.url, line: lineOf(node) });
  });
  return links;
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const child of node.children ?? []) visit(child, see);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
