import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openJournal } from '../../server/engine/journal/journal.ts';
import { folder } from './runbook.ts';

const noRoom = () => assert.fail('there is room');

test('a journal cut at any byte is read up to its last whole line, and goes on from there', (t) => {
  const path = folder(t);
  const first = openJournal('session', path, noRoom);
  for (const group of ['a', 'b', 'ü✓']) first.append({ type: 'option', group, option: 'x' });
  first.close();
  const file = join(path, 'events.jsonl');
  const whole = readFileSync(file);
  for (let size = whole.length; size >= 0; size -= 1) {
    writeFileSync(file, whole.subarray(0, size));
    const lines = whole.subarray(0, size).toString('latin1').split('\n').length - 1;
    const again = openJournal('session', path, noRoom);
    assert.equal(again.seq, lines);
    assert.equal(again.append({ type: 'closed' }).seq, lines + 1);
    again.close();
    const last = openJournal('session', path, noRoom);
    assert.deepEqual(
      last.entries(lines).map(({ event }) => event),
      [{ type: 'closed' }],
    );
    last.close();
  }
});

test('rubbish after the last entry is dropped, never fatal', (t) => {
  const path = folder(t);
  const first = openJournal('session', path, noRoom);
  first.append({ type: 'closed' });
  first.close();
  appendFileSync(join(path, 'events.jsonl'), '{"seq":7,"at":1,"event":{}}\n\0\0\0');
  assert.equal(openJournal('session', path, noRoom).seq, 1);
});

test('a follower hears each entry once, after it is on disk', (t) => {
  const path = folder(t);
  const journal = openJournal('session', path, noRoom);
  const seen: number[] = [];
  const stop = journal.follow(({ seq }) => {
    assert.equal(readFileSync(join(path, 'events.jsonl'), 'utf8').split('\n').length - 1, seq);
    seen.push(seq);
  });
  journal.append({ type: 'option', group: 'a', option: 'b' });
  journal.output('run-1', Buffer.from('xyz'));
  stop();
  journal.append({ type: 'closed' });
  assert.deepEqual(seen, [1, 2]);
  assert.deepEqual(
    journal.entries(1).map(({ seq }) => seq),
    [2, 3],
  );
  journal.close();
});

test('output is read by range, and never beyond what is there', async (t) => {
  const journal = openJournal('session', folder(t), noRoom);
  journal.output('run-1', Buffer.from('0123456789'));
  assert.equal((await journal.read('run-1', 2, 5)).toString(), '234');
  assert.equal((await journal.read('run-1', 8, 99)).toString(), '89');
  assert.equal((await journal.read('run-1', 50, 99)).toString(), '');
  assert.equal((await journal.read('run-2', 0, 99)).toString(), '');
  journal.close();
});

test('only the reader can read it, and a link in its place is not followed', (t) => {
  const path = folder(t);
  const journal = openJournal('session', path, noRoom);
  journal.output('run-1', Buffer.from('x'));
  journal.close();
  for (const name of ['events.jsonl', 'run-1.out']) assert.equal(statSync(join(path, name)).mode & 0o777, 0o600);
  const trap = join(path, 'trap');
  mkdirSync(trap);
  writeFileSync(join(path, 'target'), '');
  symlinkSync(join(path, 'target'), join(trap, 'events.jsonl'));
  assert.throws(() => openJournal('session', trap, noRoom), { code: 'ELOOP' });
});

test('numbers and times go on when the clock is set back', (t) => {
  const path = folder(t);
  t.mock.timers.enable({ apis: ['Date'], now: 2_000_000 });
  const journal = openJournal('session', path, noRoom);
  journal.append({ type: 'option', group: 'a', option: 'b' });
  t.mock.timers.setTime(1_000_000);
  journal.append({ type: 'closed' });
  journal.close();
  const again = openJournal('session', path, noRoom);
  again.append({ type: 'closed' });
  again.close();
  const entries = again.entries(0);
  assert.deepEqual(
    entries.map(({ seq }) => seq),
    [1, 2, 3],
  );
  // A minute is more than this test takes, and less than what the clock was set back by.
  assert.ok(entries.every(({ at }) => at >= 2_000_000 && at < 2_060_000));
});
