/** Finds broken links in a page: to a file that does not exist, or to a heading that its page does not have. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import GithubSlugger from 'github-slugger';
import { foldersAbove, isElsewhere, linkedFiles } from '../../src/runbook/linked-files.ts';
import { readTree, splitDocument } from '../../src/runbook/reading/document.ts';
import { type Node, attribute, lineOf, textOf } from '../../src/runbook/tree.ts';
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
  if (isElsewhere(url)) return null;
  const [path = '', anchor = ''] = url.split('#', 2).map(decoded);
  const [plain = ''] = path.split('?');
  if (plain === '') return isHere(anchor, own) ? null : `there is no heading #${anchor} on this page`;
  const target = targetOf(plain, dirname(resolve(file)));
  if (target === null) return isRoute(plain) ? null : `there is no file ${plain}`;
  if (anchor === '' || !/\.mdx?$/.test(target) || !statSync(target).isFile()) return null;
  return isHere(anchor, anchorsOf(treeOf(target, expandPage(target, readFileSync(target, 'utf8')).text)))
    ? null
    : `there is no heading #${anchor} in ${plain}`;
}

/** Browsers take `#top` for the top of every page. */
function isHere(anchor: string, anchors: ReadonlySet<string>): boolean {
  return ['', 'top'].includes(anchor) || anchors.has(anchor);
}

/** The file that a link means; a link to a folder leads to its first page. Null if there is none. */
function targetOf(path: string, folder: string): string | null {
  const from = path.startsWith('/') ? foldersAbove(folder) : [folder];
  const found = from.flatMap((at) => linkedFiles(join(at, path))).filter((each) => existsSync(each));
  return found.find((each) => statSync(each).isFile()) ?? found[0] ?? null;
}

/** `/guide/install`: an address of the site that will show the page, perhaps. */
function isRoute(path: string): boolean {
  return path.startsWith('/') && !/\.mdx?$/.test(path);
}

function treeOf(file: string, text: string): Node {
  return readTree(file, splitDocument(file, text).body);
}

/** Anchors as GitHub and Astro make them, and those of HTML tags. */
function anchorsOf(tree: Node): ReadonlySet<string> {
  const anchors = new Set<string>();
  const slugger = new GithubSlugger();
  visit(tree, (node) => {
    if (node.type === 'heading') anchors.add(slugger.slug(textOf(node)));
    for (const name of ['id', 'name']) {
      const own = attribute(node, name);
      if (own !== undefined) anchors.add(own);
    }
    if (node.type !== 'html') return;
    for (const [, , double, single, bare] of (node.value ?? '').matchAll(ANCHOR))
      anchors.add(double ?? single ?? bare ?? '');
    for (const [, , text = ''] of (node.value ?? '').matchAll(HEADING))
      anchors.add(slugger.slug(text.replaceAll(/<[^>]*>/g, '')));
  });
  return anchors;
}

const ANCHOR = /\s(id|name)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))/gi;
const HEADING = /<h([1-6])\b[^>]*>(.*?)<\/h\1>/gis;
const LINK = /<(?:a|img)\b[^>]*?\s(?:href|src)\s*=\s*(?:"([^"]+)"|'([^']+)')/gi;

function linksOf(tree: Node): readonly { readonly url: string; readonly line: number }[] {
  const links: { url: string; line: number }[] = [];
  visit(tree, (node) => {
    const line = lineOf(node);
    const { value: html = '' } = node;
    if (['link', 'image', 'definition'].includes(node.type) && node.url !== undefined)
      links.push({ url: node.url, line });
    else if (node.type.startsWith('mdxJsx') && ['a', 'img'].includes(node.name ?? '')) {
      const url = attribute(node, 'href') ?? attribute(node, 'src');
      if (url !== undefined) links.push({ url, line });
    } else if (node.type === 'html' && !html.startsWith('<!--'))
      for (const { 1: double, 2: single, index } of html.matchAll(LINK))
        links.push({ url: double ?? single ?? '', line: line + (html.slice(0, index).match(/\n/g)?.length ?? 0) });
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
