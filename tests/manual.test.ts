/** Every command of the manual: each page is a guide, run headless like any other. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { readGuide } from '../server/guides/read-guides.ts';

const root = new URL('..', import.meta.url).pathname;
const pages = globSync('content/manual/**/*.{md,mdx}', { cwd: root }).toSorted();

test('the manual has its pages', () => assert.ok(pages.length > 8));

for (const page of pages) {
  const { runbook } = await readGuide(`${root}${page}`);
  if (runbook.blocks.length === 0) continue;
  test(`the ${runbook.blocks.length} commands of "${runbook.title}" do what the page says`, async (t) => {
    const scratch = await mkdtemp(join(tmpdir(), 'guidepost-manual-'));
    t.after(() => rm(scratch, { recursive: true, force: true }));
    const env = { ...process.env, TMPDIR: scratch, XDG_STATE_HOME: scratch };
    const run = promisify(execFile)(process.execPath, ['server/cli.ts', 'run', page, '--yes'], { cwd: root, env });
    await assert.doesNotReject(run, (error: Error & { stdout?: string; stderr?: string }) =>
      assert.fail(`${error.stdout}${error.stderr}`),
    );
  });
}
