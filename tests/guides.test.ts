/** Every guide, headless in its practice workspace, from the first block to the last. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { findGuides } from '../server/guides.ts';

const root = resolve(import.meta.dirname, '..');

/** A guide with exclusive choices is run once for each of these, the others as recommended; without a row, once. */
const CHOICES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'infrastructure-migration': [['database=fresh'], ['database=existing', 'running=activate']],
};

for (const { runbook } of await findGuides(join(root, 'content', 'guides'))) {
  for (const options of CHOICES[runbook.id] ?? [[]]) {
    const how = options.length > 0 ? ` with ${options.join(' and ')}` : '';
    test(`every block and check of "${runbook.title}" passes${how}`, async (t) => {
      const state = await mkdtemp(join(tmpdir(), 'guidepost-guides-'));
      t.after(() => rm(state, { recursive: true, force: true }));
      const practice = runbook.practice ? ['--practice'] : ['--yes'];
      const chosen = options.flatMap((option) => ['--option', option]);
      assert.equal(await run(state, ['run', runbook.id, ...practice, ...chosen]), 0);
    });
  }
}

/** The CLI as a reader calls it; what it says is seen while it says it. */
function run(state: string, args: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, [join(root, 'server', 'cli.ts'), ...args], {
    cwd: root,
    env: { ...process.env, XDG_STATE_HOME: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (bytes: Buffer) => process.stdout.write(bytes));
  child.stderr.on('data', (bytes: Buffer) => process.stderr.write(bytes));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
}
