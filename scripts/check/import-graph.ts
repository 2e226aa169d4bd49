/** Which of our files import which, dynamic imports included. */
import { globSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

/** Every TypeScript file of ours → the files of ours that it imports, as paths from `root`. */
export function importGraph(root: string): ReadonlyMap<string, readonly string[]> {
  const files = globSync('{src,server,tests,bench,scripts,lint}/**/*.{ts,js}', { cwd: root });
  return new Map(files.map((file) => [file, importsOf(root, file)]));
}

function importsOf(root: string, file: string): readonly string[] {
  const source = readFileSync(join(root, file), 'utf8');
  const { staticImports, staticExports, dynamicImports } = parseSync(file, source).module;
  const named = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => source.slice(start + 1, end - 1)),
  ];
  const ours = named.filter((specifier) => specifier.startsWith('.'));
  return [...new Set(ours)].map((specifier) => relative(root, resolve(root, file, '..', specifier)));
}

/** The files that import one of `changed`, however far off: path → number of imports between, the changed ones at 0. */
export function reach(
  graph: ReadonlyMap<string, readonly string[]>,
  changed: readonly string[],
): ReadonlyMap<string, number> {
  const importers = new Map<string, string[]>();
  for (const [file, imports] of graph) {
    for (const imported of imports) importers.set(imported, [...(importers.get(imported) ?? []), file]);
  }
  const far = new Map(changed.map((file) => [file, 0]));
  for (const [file, distance] of far) {
    for (const importer of importers.get(file) ?? []) if (!far.has(importer)) far.set(importer, distance + 1);
  }
  return far;
}
