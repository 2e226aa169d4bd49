import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { ROOMS } from '../lint/rooms.ts';
import { importGraph } from '../scripts/check/import-graph.ts';

const root = resolve(import.meta.dirname, '..');

/** What the linter says of one file at `path` in a checkout that holds nothing else. */
function lint(path: string, source: string): string {
  const checkout = mkdtempSync(join(tmpdir(), 'guidepost-rooms-'));
  try {
    copyFileSync(join(root, '.oxlintrc.json'), join(checkout, '.oxlintrc.json'));
    cpSync(join(root, 'lint'), join(checkout, 'lint'), { recursive: true });
    mkdirSync(join(checkout, dirname(path)), { recursive: true });
    writeFileSync(join(checkout, path), source);
    const oxlint = join(root, 'node_modules', '.bin', 'oxlint');
    const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH']}` }; // the rule is TypeScript
    return execFileSync(oxlint, ['--format=unix', path], { cwd: checkout, env, encoding: 'utf8' });
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && !/configuration/.test(String(error.stdout))) {
      return String(error.stdout);
    }
    throw error;
  } finally {
    rmSync(checkout, { recursive: true });
  }
}

const forbidden: readonly (readonly [string, string, string])[] = [
  [
    'the runbook imports Node',
    'src/runbook/a.ts',
    `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n`,
  ],
  [
    'the runbook imports the server',
    'src/runbook/a.ts',
    `import { b } from '../../server/guides/read-guides.ts';\nexport const a = b;\n`,
  ],
  [
    'the runbook imports another room for types only',
    'src/runbook/expectation/a.ts',
    `import type { B } from '../../browser/b.ts';\nexport type A = B;\n`,
  ],
  ['the runbook loads Node late', 'src/runbook/a.ts', `export const a = () => import('node:fs');\n`],
  ['the runbook touches the page', 'src/runbook/a.ts', `export const a = document.title;\n`],
  ['the runbook touches the process', 'src/runbook/a.ts', `export const a = process.cwd();\n`],
  [
    'the browser imports the server',
    'src/browser/a.ts',
    `import { b } from '../../server/engine/index.ts';\nexport const a = b;\n`,
  ],
  ['the browser imports Node', 'src/browser/a.ts', `import { b } from 'node:path';\nexport const a = b;\n`],
  ['the engine imports the socket library', 'server/engine/a.ts', `import { b } from 'ws';\nexport const a = b;\n`],
  ['the engine imports a door', 'server/engine/a.ts', `import { b } from '../gate/rule.ts';\nexport const a = b;\n`],
  [
    'the engine imports what must be approved',
    'server/engine/session/a.ts',
    `import { b } from '../../connect/approved.ts';\nexport const a = b;\n`,
  ],
  [
    'the engine imports the HTTP server',
    'server/engine/run/a.ts',
    `export type { Runner } from '../../http/runner.ts';\n`,
  ],
  ['the guides on disk import the socket library', 'server/guides/a.ts', `export * from 'ws';\n`],
  ['what must be approved imports the socket library', 'server/connect/a.ts', `export const a = import('ws');\n`],
  [
    'a room of the engine is entered past its index',
    'server/engine/run/a.ts',
    `import { b } from '../shell/prelude.ts';\nexport const a = b;\n`,
  ],
  [
    'a type is taken from another room inline',
    'src/runbook/a.ts',
    `export type A = import('../protocol/wire.ts').B;\n`,
  ],
  [
    'what is loaded late is imported at once',
    'src/browser/output/a.ts',
    `import { b } from '../tty/tty-panel.ts';\nexport const a = b;\n`,
  ],
  ['a name that only a variable knows is imported', 'src/runbook/a.ts', `export const a = (b: string) => import(b);\n`],
  ['Node is imported without its prefix', 'src/protocol/a.ts', `import { b } from 'fs';\nexport const a = b;\n`],
  ['a package that nobody allowed is imported', 'src/runbook/a.ts', `import b from 'lodash';\nexport const a = b;\n`],
  [
    'a file of the tests is imported',
    'server/system/a.ts',
    `import { b } from '../../tests/b.ts';\nexport const a = b;\n`,
  ],
  [
    'a folder that is no room imports anything',
    'src/new/a.ts',
    `import { b } from '../runbook/b.ts';\nexport const a = b;\n`,
  ],
  ['the engine serves HTTP', 'server/engine/deep/a.ts', `import { b } from 'node:http';\nexport const a = b;\n`],
  ['the engine prints', 'server/engine/a.ts', `console.log('a');\n`],
  [
    'a transport starts a process',
    'server/socket/a.ts',
    `import { spawn } from 'node:child_process';\nexport const a = spawn;\n`,
  ],
  [
    'a transport reaches into the engine',
    'server/socket/a.ts',
    `import { b } from '../engine/session/session.ts';\nexport const a = b;\n`,
  ],
  ['a report reads a file', 'server/report/a.ts', `import { b } from 'node:fs';\nexport const a = b;\n`],
  [
    'a report imports the engine',
    'server/report/a.ts',
    `import { b } from '../engine/index.ts';\nexport const a = b;\n`,
  ],
  ['a command ends the process', 'server/commands/a.ts', `export const a = () => process.exit(1);\n`],
  ['a command imports the door', 'server/commands/a.ts', `import { b } from '../cli.ts';\nexport const a = b;\n`],
];

for (const [what, path, source] of forbidden) {
  test(`the linter reports it when ${what}`, () => {
    assert.match(lint(path, source), /guidepost\(rooms\)|no-restricted-globals|no-console|no-process-exit/);
  });
}

const allowed: readonly (readonly [string, string, string])[] = [
  ['the runbook may import itself', 'src/runbook/a.ts', `import { b } from './model.ts';\nexport const a = b;\n`],
  [
    'the browser may import the runbook',
    'src/browser/state/a.ts',
    `import { b } from '../../runbook/session/view.ts';\nexport const a = document.title + b;\n`,
  ],
  [
    'the engine may start a process',
    'server/engine/process/a.ts',
    `import { spawn } from 'node:child_process';\nexport const a = spawn;\n`,
  ],
  [
    'a transport may know the engine',
    'server/socket/a.ts',
    `import type { B } from '../engine/index.ts';\nexport type A = B;\n`,
  ],
  [
    'a report may import the runbook',
    'server/report/a.ts',
    `import { b } from '../../src/runbook/session/view.ts';\nexport const a = b;\n`,
  ],
  [
    'what is loaded late may be imported when it is needed',
    'src/browser/output/a.ts',
    `export const a = () => import('../tty/tty-panel.ts');\n`,
  ],
  ['a test may import anything', 'tests/a.ts', `import { b } from '../server/engine/run/b.ts';\nexport const a = b;\n`],
  ['a door may print and exit', 'server/cli.ts', `console.log('a');\nprocess.exit(0);\n`],
];

for (const [what, path, source] of allowed) {
  test(what, () => {
    assert.doesNotMatch(lint(path, source), /guidepost|no-restricted|no-console|no-process-exit/);
  });
}

const names = Object.keys(ROOMS);

test('between rooms the arrows run one way', () => {
  const left = new Map(names.map((name) => [name, outer(name)]));
  for (let free = bottom(left); free.length > 0; free = bottom(left)) {
    for (const name of free) left.delete(name);
  }
  assert.deepEqual([...left.keys()], []);
});

test('every room is there, and every arrow of the table is one of the code', () => {
  for (const name of names) assert.ok(existsSync(join(root, name)), name);
  const used = new Set<string>();
  const graph = importGraph(root);
  for (const [file, imports] of graph) {
    for (const imported of imports) used.add(`${roomOf(file)} → ${roomOf(imported)}`);
  }
  const read = new Set([...graph.keys()].map(roomOf)); // .astro files are not in the graph
  const arrows = names
    .filter((name) => read.has(name))
    .flatMap((name) => (ROOMS[name]?.rooms ?? []).map((other) => `${name} → ${other}`));
  assert.deepEqual(
    arrows.filter((arrow) => !used.has(arrow)),
    [],
  );
});

test('no file imports itself by way of others, not even lazily', () => {
  const graph = importGraph(root);
  const above = new Set<string>();
  const settled = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string): void => {
    if (above.has(file)) circles.push([...above, file].join(' → '));
    if (above.has(file) || settled.has(file)) return;
    above.add(file);
    graph.get(file)?.forEach(visit);
    above.delete(file);
    settled.add(file);
  };
  for (const file of graph.keys()) if (/^(src|server)\//.test(file)) visit(file);
  assert.deepEqual(circles, []);
});

test('no file switches the rule off', () => {
  const files = globSync('{src,server}/**/*.{ts,js,astro}', { cwd: root });
  const off = files.filter((file) =>
    /lint-disable(-next-line|-line)?\s*(\*\/|$)|lint-disable.*guidepost/m.test(readFileSync(join(root, file), 'utf8')),
  );
  assert.deepEqual(off, []);
});

/** What a room imports; a part of a room and the room itself count as one. */
function outer(name: string): readonly string[] {
  const family = (a: string, b: string) => a.startsWith(`${b}/`) && ROOMS[b]?.rooms.includes(a) === true;
  return (ROOMS[name]?.rooms ?? []).filter((other) => !family(name, other));
}

/** The rooms that import none of those that are left. */
function bottom(left: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...left].filter(([, rooms]) => rooms.every((other) => !left.has(other))).map(([name]) => name);
}

function roomOf(file: string): string {
  return names.filter((name) => file.startsWith(`${name}/`)).toSorted((a, b) => b.length - a.length)[0] ?? '';
}

test('no two files of one name are in neighboring rooms, except index.ts', () => {
  const files = globSync('{src,server,lint,scripts}/**/*.{ts,js,astro}', { cwd: root });
  const named = Map.groupBy(files, (file) => basename(file).replace(/\.\w+$/, ''));
  const clashes = [...named].flatMap(([name, same]) =>
    name === 'index' ? [] : same.flatMap((a, at) => same.slice(at + 1).map((b) => [a, b] as const)),
  );
  const areNeighbors = (a: string, b: string) => [a, dirname(a)].includes(b) || [a, dirname(a)].includes(dirname(b));
  assert.deepEqual(
    clashes.filter(([a, b]) => areNeighbors(dirname(a), dirname(b))),
    [],
  );
});
