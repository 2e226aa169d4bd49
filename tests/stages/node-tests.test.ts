import assert from 'node:assert/strict';
import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Counts } from './stage.ts';

/** Passes when it runs again, as a test does that waited in vain on a busy machine. */
const UNSTEADY = `
import { existsSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
test('passes', () => {});
test('fails the first time', () => {
  if (existsSync('tried')) return;
  writeFileSync('tried', '');
  throw new Error('too early');
});
`;
const BROKEN = `
import { test } from 'node:test';
test('outer', (t) => t.test('never holds', () => { throw new Error('no'); }));
`;
const CRASHES = `throw new Error('at import');`;

test('on CI, what failed runs once more: what passes then is told by name, and what fails again is a failure', async () => {
  assert.deepEqual(await stage({ CI: 'true' }), {
    passed: 2,
    failed: 3,
    skipped: 0,
    failures: ['broken.test.mjs › never holds', 'broken.test.mjs › outer', 'crashes.test.mjs'],
    flaky: ['unsteady.test.mjs › fails the first time'],
  });
});

test('elsewhere, and in the nightly lane, each test has one try', async () => {
  for (const env of [{ CI: '' }, { CI: 'true', GUIDEPOST_LANE: 'nightly' }]) {
    const { passed, failed, flaky } = await stage(env);
    assert.deepEqual({ passed, failed, flaky }, { passed: 1, failed: 4, flaky: [] });
  }
});

/** In a process of its own: node:test refuses to run files from inside a test. */
async function stage(env: Record<string, string>): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'guidepost-stage-'));
  try {
    await writeFile(join(folder, 'unsteady.test.mjs'), UNSTEADY);
    await writeFile(join(folder, 'broken.test.mjs'), BROKEN);
    await writeFile(join(folder, 'crashes.test.mjs'), CRASHES);
    const code = `
      const { nodeTests } = await import(${JSON.stringify(join(import.meta.dirname, 'node-tests.ts'))});
      const counts = await nodeTests(${JSON.stringify(folder)}, ['*.test.mjs'], [], () => {});
      console.log(JSON.stringify({ ...counts, failures: counts.failures.toSorted() }));`;
    await writeFile(join(folder, 'run.mjs'), code);
    const { stdout } = await execa(process.execPath, ['run.mjs'], {
      cwd: folder,
      env: { ...env, NODE_TEST_CONTEXT: undefined },
      stdin: 'ignore',
    });
    return JSON.parse(stdout) as Counts;
  } finally {
    await rm(folder, { recursive: true });
  }
}
