/**
 * `npm run check`: what a change needs before it is committed, in less than a minute. Style, mistakes, unused code and
 * types of the whole project; then the tests that a changed file reaches, the nearest first, for as long as time is
 * left. The browser tests and the guides are left to `npm test`.
 */
import { execa } from 'execa';
import { basename, join, resolve } from 'node:path';
import { changedFiles } from './check/changed-files.ts';
import { importGraph, reach } from './check/import-graph.ts';

const START = 40; // seconds after which no further test file is started
const END = 57; // seconds after which one that still runs is stopped
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
const tests = await inLanes(
  files.map((file) => async () => (seconds() < START ? passes(file, 'node', ['--test', file], END) : 'no time')),
);

const results = [...statics, ...tests];
const count = (result: Result) => results.filter((each) => each === result).length;
console.log(`\n${count('passed')} passed, ${count('failed')} failed in ${seconds().toFixed(0)} s`);
if (count('no time') > 0)
  console.log(`${count('no time')} more test files import what changed; \`npm test\` runs them.`);
process.exit(count('failed') > 0 ? 1 : 0);

type Result = 'passed' | 'failed' | 'no time';

async function testsOfChange(): Promise<readonly string[]> {
  const far = reach(importGraph(root), await changedFiles(root));
  return [...far]
    .filter(([file]) => file.endsWith('.test.ts') && basename(file) !== 'guides.test.ts')
    .toSorted(([a, near], [b, far]) => near - far || a.localeCompare(b))
    .map(([file]) => file);
}

/**
 * Says how a program ended; what it printed only where it failed. `end`: seconds after which it is stopped; without,
 * never.
 */
async function passes(what: string, program: string, args: readonly string[], end?: number): Promise<Result> {
  const bin = join(root, 'node_modules', '.bin');
  const begun = seconds();
  const path = program === 'node' ? process.execPath : join(bin, program);
  const env = { PATH: [join(process.execPath, '..'), bin, process.env['PATH']].join(':') };
  const options = {
    cwd: root,
    env,
    all: true,
    reject: false,
    stdin: 'ignore',
    timeout: end === undefined ? 0 : Math.max(1, Math.round((end - begun) * 1000)),
  } as const;
  const { exitCode, timedOut, all } = await execa(path, args, options);
  const result = timedOut ? 'no time' : exitCode === 0 ? 'passed' : 'failed';
  console.log(`${{ passed: '✓', failed: '✗', 'no time': '…' }[result]} ${what} (${(seconds() - begun).toFixed(1)} s)`);
  if (result === 'failed') console.log(all);
  return result;
}

/** The results of all tasks, a few of them running at any time. */
async function inLanes(tasks: readonly (() => Promise<Result>)[]): Promise<readonly Result[]> {
  const waiting = tasks.values();
  const results: Result[] = [];
  const lane = async () => {
    for (const task of waiting) results.push(await task());
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}
