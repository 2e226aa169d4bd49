import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder } from './runbook.ts';

/** A disk of 1 MiB that only the command sees. */
const SMALL_DISK = [
  '--user',
  '--map-root-user',
  '--mount',
  'sh',
  '-c',
  'mount -t tmpfs -o size=1m tmpfs "$1" && shift && exec "$@"',
  'sh',
];

const possible = spawnSync('unshare', [...SMALL_DISK, '/mnt', 'true']).status === 0;

test(
  'a full disk ends the run and says so; the journal stays whole, and goes on when there is room',
  { skip: !possible && 'no small disk can be made here' },
  (t) => {
    const disk = folder(t);
    const runner = join(import.meta.dirname, 'full-runner.ts');
    const { stdout, stderr } = spawnSync('unshare', [...SMALL_DISK, disk, process.execPath, runner, disk], {
      encoding: 'utf8',
    });
    assert.notEqual(stdout, '', stderr);
    const { first, second, size, whole } = JSON.parse(stdout);
    assert.deepEqual(first, { how: 'interrupted', why: 'there is no room left on the disk' });
    assert.deepEqual(second, { how: 'exited', code: 0 });
    assert.equal(whole, true);
    assert.ok(size > 100_000);
  },
);
