/**
 * Finds what keeps an MDX page from being compiled here, although it may be fine where it was written: packages and
 * components that only the site of another tool has. One such page would stop the build of the whole site.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { readTree, splitDocument } from '../runbook/reading/document.ts';
import { OWN_ELEMENTS } from '../runbook/reading/live-parts.ts';
import type { Node } from '../runbook/tree.ts';

/** What the site itself brings. */
const OURS = /^(@astrojs\/starlight(\/|$)|astro(:|\/|$)|node:)/;
/** Components of frameworks that the site does not have. */
const OTHER_FRAMEWORKS = ['.jsx', '.tsx', '.vue', '.svelte'];

/** One sentence per reason; none for a page that can be compiled. `file` is absolute. */
export function unbuildable(file: string, tree: Node, seen: ReadonlySet<string> = new Set()): readonly string[] {
  const code = nodesIn(tree, ({ type }) => type === 'mdxjsEsm')
    .map(({ value = '' }) => value)
    .join('\n');
  const specifiers = [...new Set([...code.matchAll(IMPORTED)].map(([, name = '']) => name))];
  const known = namesIn(code);
  const unknown = componentsIn(tree).filter((name) => !known.has(name) && !OWN_ELEMENTS.includes(name));
  return [
    ...(/[#?%]/.test(file) ? ['a page with code cannot have #, ? or % in its path'] : []),
    ...specifiers.flatMap((name) => problemWith(name, file, seen)),
    ...unknown.map((name) => `nothing says what <${name}> is`),
  ];
}

const IMPORTED = /\b(?:from|import)\s*['"]([^'"]+)['"]/g;

function problemWith(specifier: string, file: string, seen: ReadonlySet<string>): readonly string[] {
  if (OURS.test(specifier)) return [];
  if (!/^\.{1,2}\//.test(specifier)) {
    const [, name = ''] = /^((?:@[^/]+\/)?[^/]+)/.exec(specifier) ?? [];
    return name !== '' && isInstalled(name, dirname(file)) ? [] : [`${specifier} is not installed here`];
  }
  const path = resolve(dirname(file), specifier.replace(/[?#].*$/, ''));
  const found = ENDINGS.map((ending) => path + ending).find((each) => existsSync(each));
  if (found === undefined) return [`there is no file ${specifier}`];
  if (OTHER_FRAMEWORKS.includes(extname(found))) return [`${specifier} is a component of another framework`];
  if (extname(found) !== '.mdx' || seen.has(found)) return [];
  const { body } = splitDocument(found, readFileSync(found, 'utf8'));
  return unbuildable(found, readTree(found, body), new Set([...seen, found])).map((each) => `${specifier}: ${each}`);
}

const ENDINGS = ['', '.js', '.mjs', '.ts', '.mts', '.json', '.astro', '/index.js', '/index.ts'];

function isInstalled(name: string, folder: string): boolean {
  if (existsSync(join(folder, 'node_modules', name))) return true;
  return dirname(folder) !== folder && isInstalled(name, dirname(folder));
}

/** The names that imports and exports of a page define. */
function namesIn(code: string): ReadonlySet<string> {
  const imported = [...code.matchAll(/\bimport\s+([^'"]+?)\s+from\b/g)].flatMap(([, names = '']) =>
    names
      .replaceAll(/[{}]/g, ',')
      .split(',')
      .map((name) => name.trim().split(/\s+/).at(-1) ?? ''),
  );
  const declared = [...code.matchAll(/\b(?:const|let|var|function\*?|class)\s+(\w+)/g)].map(([, name = '']) => name);
  return new Set([...imported, ...declared]);
}

/** The components that a page uses; of `<Tabs.Item>` it is `Tabs`. */
function componentsIn(tree: Node): readonly string[] {
  const names = nodesIn(tree, ({ type }) => type.startsWith('mdxJsx')).map(({ name }) => name?.split('.')[0] ?? '');
  return [...new Set(names.filter((name) => /^[A-Z]/.test(name)))];
}

function nodesIn(node: Node, isWanted: (node: Node) => boolean): readonly Node[] {
  return [...(isWanted(node) ? [node] : []), ...(node.children ?? []).flatMap((child) => nodesIn(child, isWanted))];
}
