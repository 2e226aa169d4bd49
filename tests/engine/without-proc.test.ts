/** The tests of processes once more, as on a system without /proc: `ps` and `lsof` say who belongs to a run. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { startOf } from '../../server/engine/process/processes.ts';

const env = { ...process.env, GUIDEPOST_PROCESSES: 'ps', NODE_TEST_CONTEXT: undefined };

for (const name of ['processes', 'owner', 'recover']) {
  test(`${name}, by ps and lsof`, () => {
    const file = join(import.meta.dirname, `${name}.test.ts`);
    const { status, stdout } = spawnSync(process.execPath, ['--test', file], { env, encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
}

test('when a process started is told by both, and nothing of one that is gone', (t) => {
  process.env['GUIDEPOST_PROCESSES'] = 'ps';
  t.after(() => delete process.env['GUIDEPOST_PROCESSES']);
  const start = startOf(process.pid);
  assert.match(start ?? '', /\d\d:\d\d:\d\d \d{4}$/);
  assert.equal(startOf(process.pid), start);
  const { pid } = spawnSync('true');
  assert.equal(startOf(pid), null);
});
