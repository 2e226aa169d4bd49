import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import type { Counts, Write } from './stage.ts';

const PROCESSES = availableParallelism() + 1; // most files wait for half of their time
const HANGS = 90 * 60_000; // ms; a file that takes longer, also the one with every fault of the migration guide on a busy machine, will never end

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
  const events = run({ files, cwd: root, concurrency: PROCESSES, timeout: HANGS });
  const counts = new Promise<Counts>((resolve) => {
    events.on('test:summary', ({ file, counts }) => {
      if (file !== undefined) return;
      const { tests, passed, skipped, todo } = counts;
      resolve({ passed, failed: tests - passed - skipped - todo, skipped: skipped + todo });
    });
  });
  for await (const text of events.compose(spec)) write(String(text));
  return counts;
}
