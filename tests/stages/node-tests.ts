import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { triesAgain } from '../lane.ts';
import type { Counts, Write } from './stage.ts';

const PROCESSES = availableParallelism() + 1; // most files wait for half of their time
const HANGS = 90 * 60_000; // ms; a file that takes longer, also the one with every fault of the migration guide on a busy machine, will never end

/** Of the files that took longest, this many are told. */
const LONGEST = 20;

/** These take a minute and more, so they begin first: nothing then waits for the last of them alone. */
function isLong(file: string): boolean {
  return /^tests\/(package|security)\//.test(file);
}

/** The node:test files that match, a process each. */
export async function nodeTests(
  root: string,
  patterns: readonly string[],
  except: readonly string[],
  write: Write,
): Promise<Counts> {
  const files = [...new Set(globSync([...patterns], { cwd: root }))]
    .filter((file) => !except.includes(basename(file)))
    .toSorted((a, b) => Number(isLong(b)) - Number(isLong(a)) || (a < b ? -1 : 1))
    .map((file) => join(root, file));
  if (files.length === 0) throw new Error(`no test file matches ${patterns.join(', ')}`);
  const first = await once(root, files, PROCESSES, write);
  if (first.failed.length === 0 || !triesAgain()) return countsOf(first, first.failed, root);
  write(`\n${first.failed.length} failed; their files run once more, one after the other\n`);
  const again = await once(root, [...new Set(first.failed.map(({ file }) => file))], 1, write);
  return countsOf(first, again.failed, root);
}

interface Failure {
  readonly file: string; // absolute
  readonly name: string;
}

interface Outcome {
  readonly passed: number;
  readonly skipped: number;
  readonly failed: readonly Failure[];
}

async function once(root: string, files: readonly string[], processes: number, write: Write): Promise<Outcome> {
  const events = run({ files, cwd: root, concurrency: processes, timeout: HANGS });
  const failed: Failure[] = [];
  events.on('test:fail', ({ file, name, todo }) => {
    if (todo === undefined) failed.push({ file: file ?? name, name });
  });
  const took: { readonly file: string; readonly ms: number }[] = [];
  const counts = new Promise<Outcome>((resolve) => {
    events.on('test:summary', ({ file, duration_ms: ms, counts: { passed, skipped, todo } }) => {
      if (file === undefined) resolve({ passed, skipped: skipped + todo, failed });
      else took.push({ file: relative(root, file), ms });
    });
  });
  for await (const text of events.compose(spec)) write(String(text));
  write(longest(took));
  return counts;
}

/** Where the time went, for those who want the tests to be quicker. */
function longest(took: readonly { readonly file: string; readonly ms: number }[]): string {
  const files = took.toSorted((a, b) => b.ms - a.ms).slice(0, LONGEST);
  return `the files that took longest, in seconds:\n${files.map(({ file, ms }) => `${(ms / 1000).toFixed(1).padStart(7)}  ${file}\n`).join('')}`;
}

/** `failed`: what failed in the end. */
function countsOf(first: Outcome, failed: readonly Failure[], root: string): Counts {
  // A file that fails as a whole has its path for a name.
  const title = ({ file, name }: Failure) =>
    name === file ? relative(root, file) : `${relative(root, file)} › ${name}`;
  const failures = failed.map(title);
  const flaky = first.failed.map(title).filter((name) => !failures.includes(name));
  return { passed: first.passed + flaky.length, failed: failed.length, skipped: first.skipped, failures, flaky };
}
