import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { living } from './living.ts';
import { nextMark, ownLog } from './noisy.ts';
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
    const [disk, log, mark] = [folder(t), folder(t), nextMark()];
    const runner = [process.execPath, join(import.meta.dirname, 'full-runner.ts'), disk, log, mark];
    const { stdout, stderr } = spawnSync('unshare', [...SMALL_DISK, disk, ...runner], { encoding: 'utf8' });
    assert.notEqual(stdout, '', stderr);
    const { ends, first, output } = JSON.parse(stdout);
    assert.deepEqual(ends, [
      { how: 'interrupted', why: 'the disk is full' },
      { how: 'exited', code: 0 },
    ]);
    assert.ok(output.length > 100_000);
    assert.ok(ownLog(log, first).startsWith(output), "what is there is the beginning of the program's own log");
    assert.deepEqual(living([mark]), []);
  },
);
