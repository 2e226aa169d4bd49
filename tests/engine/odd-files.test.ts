/** Something odd stands where a file of the runner's state should be: no runner waits for it, fails, or follows it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { folder } from './runbook.ts';

for (const kind of ['pipe', 'socket', 'folder', 'link', 'link to nothing', 'huge file', 'text of others'])
  test(`a ${kind} instead of each file of a session's state stops neither it nor the others`, async (t) => {
    const visitor = spawn(process.execPath, [`${import.meta.dirname}/odd-files-visitor.ts`, kind, folder(t)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000, // only if it waits for a pipe
    });
    const [said, complained] = await Promise.all([text(visitor.stdout), text(visitor.stderr), once(visitor, 'close')]);
    assert.notEqual(said, '', complained);
    assert.deepEqual(JSON.parse(said), {
      files: ['changes/write.json', 'events.jsonl', 'run.out', 'run.out', 'state-1.json'],
      record: '0 listed, not found',
      others: '1 listed, found: exited, not-started', // without its record, the change cannot be undone
    });
  });
