/**
 * `npm run check`: what a change needs before it is committed, in less than a minute. Style, mistakes, unused code and
 * types of the whole project; then the tests that a changed file reaches, the nearest first, for as long as time is
 * left. The browser tests and the guides are left to `npm test`.
 */
import { execa } from 'execa';
import { basename, join, resolve } from 'node:path';
import { changedFiles } from './check/changed-files.ts';
import { importGraph, reach } from './check/import-graph.ts';

const BUDGET = 45; // seconds after which no further test file is started
const LANES = 2; // side by side, as many as a small machine has cores

const root = resolve(import.meta.dirname, '..');
const started = performance.now();
const seconds = () => (performance.now() - started) / 1000;

const statics = await inLanes([
  () => passes('format', 'oxfmt', ['--check']),
  () => passes('lint', 'oxlint', ['--type-aware']),
  () => passes('types', 'tsc', ['--noEmit']),
  () => passes('unused', 'knip', []),
]);
const files = await testsOfChange();
const left: string[] = [];
const tests = await inLanes(
  files.map((file) => async () => {
    if (seconds() < BUDGET) return passes(file, 'node', ['--test', file]);
    left.push(file);
    return true;
  }),
);

if (left.length > 0) console.log(`\nNo time was left for:\n  ${left.join('\n  ')}`);
const failed = [...statics, ...tests].filter((passed) => !passed).length;
console.log(
  `\n${statics.length + files.length - left.length - failed} passed, ${failed} failed in ${seconds().toFixed(0)} s`,
);
process.exit(failed > 0 ? 1 : 0);

async function testsOfChange(): Promise<readonly string[]> {
  const far = reach(importGraph(root), await changedFiles(root));
  return [...far]
    .filter(([file]) => file.endsWith('.test.ts') && basename(file) !== 'guides.test.ts')
    .toSorted(([a, near], [b, far]) => near - far || a.localeCompare(b))
    .map(([file]) => file);
}

/** Says how a program ended; what it printed only where it failed. */
async function passes(what: string, program: string, args: readonly string[]): Promise<boolean> {
  const bin = join(root, 'node_modules', '.bin');
  const begun = seconds();
  const path = program === 'node' ? process.execPath : join(bin, program);
  const env = { PATH: [join(process.execPath, '..'), bin, process.env['PATH']].join(':') };
  const { exitCode, all } = await execa(path, args, { cwd: root, env, all: true, reject: false, stdin: 'ignore' });
  console.log(`${exitCode === 0 ? '✓' : '✗'} ${what} (${(seconds() - begun).toFixed(1)} s)`);
  if (exitCode !== 0) console.log(all);
  return exitCode === 0;
}

/** The results of all tasks, a few of them running at any time. */
async function inLanes(tasks: readonly (() => Promise<boolean>)[]): Promise<readonly boolean[]> {
  const waiting = tasks.values();
  const results: boolean[] = [];
  const lane = async () => {
    for (const task of waiting) results.push(await task());
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}
