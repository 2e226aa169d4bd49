import assert from 'node:assert/strict';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Entry } from '../../src/runbook/model.ts';
import { openTail } from '../../server/engine/journal/journal-tail.ts';
import { folder } from './runbook.ts';

const entry = (seq: number): Entry => ({ seq, at: seq, event: { type: 'option', group: 'ünïcode', option: '✓' } });
const line = (seq: number) => Buffer.from(`${JSON.stringify(entry(seq))}\n`);

test('what another runner appends is reported once, however it was cut on its way', async (t) => {
  const path = join(folder(t), 'events.jsonl');
  writeFileSync(path, line(1));
  const tail = openTail(path);
  const told: Entry[] = [];
  const bytes = Buffer.concat([2, 3, 4, 5].map(line));
  const all = new Promise<void>((resolve) => {
    const stop = tail.follow((one) => {
      told.push(one);
      if (one.seq < 5) return;
      stop();
      resolve();
    });
  });
  for (const byte of bytes) appendFileSync(path, Buffer.from([byte]));
  await all;
  assert.deepEqual(told, [2, 3, 4, 5].map(entry));
  assert.deepEqual(tail.entries, [1, 2, 3, 4, 5].map(entry));
});

test('a journal that is pruned while it is read ends nothing but its news', (t) => {
  const path = join(folder(t), 'events.jsonl');
  writeFileSync(path, line(1));
  const tail = openTail(path);
  const stop = tail.follow(() => assert.fail('there is nothing to tell'));
  rmSync(path);
  const again = tail.follow(() => undefined);
  assert.deepEqual(tail.entries, [entry(1)]);
  stop();
  again();
});
