/**
 * The tests of processes once more, as on a system without /proc: `ps` and `lsof` say who belongs to a run, and who
 * listens.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startOf } from '../../server/engine/process/processes.ts';

const env = { ...process.env, GUIDEPOST_PROCESSES: 'ps', NODE_TEST_CONTEXT: undefined };

/** All of a file, or those that are about who listens. */
const TESTS = {
  processes: '.',
  owner: '.',
  paused: '.',
  recover: '.',
  readiness: 'port before|strangers|takes the port over',
};

for (const [name, which] of Object.entries(TESTS)) {
  test(`${name}, by ps and lsof`, () => {
    const file = join(import.meta.dirname, `${name}.test.ts`);
    const args = ['--test', '--test-name-pattern', which, file];
    const { status, stdout } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
}

test('both report when a process started, and nothing of one that is gone', (t) => {
  process.env['GUIDEPOST_PROCESSES'] = 'ps';
  t.after(() => delete process.env['GUIDEPOST_PROCESSES']);
  const start = startOf(process.pid);
  assert.match(start ?? '', /\d\d:\d\d:\d\d \d{4}$/);
  assert.equal(startOf(process.pid), start);
  const { pid } = spawnSync('true');
  assert.equal(startOf(pid), null);
});

test('one file of the runner looks into /proc, and one decides whether to', () => {
  const server = join(import.meta.dirname, '../../server');
  // What guides must not use, with examples, is in a list of the linter.
  const looks = globSync('**/*.{ts,sh}', { cwd: server, exclude: ['lint/**'] }).filter((file) =>
    /['"`]\/proc\b/.test(readFileSync(join(server, file), 'utf8')),
  );
  assert.deepEqual(looks.toSorted(), ['engine/process/by-proc.ts', 'engine/process/choose-table.ts']);
});
