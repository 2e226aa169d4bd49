import assert from 'node:assert/strict';
import { test } from 'node:test';
import { footText } from '../../src/browser/output/frame.ts';
import type { End, Event } from '../../src/runbook/model.ts';
import { fold } from '../../src/runbook/session/fold.ts';
import { emptyView, latestRun } from '../../src/runbook/session/view.ts';
import { REASONS } from '../../src/runbook/session/reason-words.ts';
import { formats } from '../../server/report/index.ts';
import { report } from '../../server/report/report.ts';
import { blockLines } from '../../server/report/text.ts';
import { entries, runbook } from './example.ts';

type Reason = readonly [why: string, said: string, end: End, cut?: 'cap' | 'kept' | 'disk'];

const exited: End = { how: 'exited', code: 1 };

/** What each end of a run is called, wherever it is told. */
const TABLE: readonly Reason[] = [
  ['a full disk', 'the disk is full', exited, 'disk'],
  ['more output than is shown', 'that is the limit of one run; the rest is in the file of its output', exited, 'cap'],
  ['more than 1 GiB of output', 'output beyond the limit of its file was dropped', exited, 'kept'],
  ['a time limit', 'timed out after 2.0 s', { how: 'timed-out', after: 2000 }],
  [
    'a service that is not ready in time',
    'not ready within 2.0 s: waiting for port 8000',
    { how: 'timed-out', after: 2000, waiting: 'port 8000' },
  ],
  ['a signal', 'ended by SIGKILL', { how: 'signalled', signal: 'SIGKILL' }],
  ['a stop by hand', 'stopped', { how: 'cancelled' }],
  ['a runner that is gone', 'interrupted: the runner stopped', { how: 'interrupted' }],
  ['a bug of the runner', 'interrupted: the runner failed: x', { how: 'interrupted', why: 'the runner failed: x' }],
  [
    'a disk that is full before the start',
    'not started: the disk is full',
    { how: 'not-started', why: REASONS.diskFull },
  ],
  [
    'a block that it needs',
    'not started: it needs Start the server',
    { how: 'not-started', why: REASONS.needs('Start the server') },
  ],
  ['an exit code', 'exit code 3', { how: 'exited', code: 3 }],
];

for (const [why, said, end, cut] of TABLE) {
  test(`page, terminal and every report say the same reason for ${why}`, () => {
    const all = ended(end, cut);
    const run = latestRun(all.reduce(fold, emptyView), 'bad');
    assert.ok(run);
    const result = report(runbook, all, { session: 'session-1', os: 'linux', outputs: new Map([['run-bad', '']]) });
    const block = result.blocks.find((one) => one.block.id === 'bad');
    assert.ok(block);
    const foot = footText({ ...run, endedAt: null }); // the time of day is told in the language of the page
    assert.ok(foot.toLowerCase().includes(said.toLowerCase()), `the page: ${foot}`);
    const terminal = blockLines(block, '1/1', false);
    assert.ok(terminal.includes(said), `the terminal: ${terminal}`);
    for (const [name, write] of formats) assert.ok(write(result).includes(said), `${name}: ${write(result)}`);
  });
}

/** The journal of the example, in which the block `bad` ends in this way. */
function ended(end: End, why: 'cap' | 'kept' | 'disk' | undefined) {
  const cut: readonly Event[] = why === undefined ? [] : [{ type: 'cut', run: 'run-bad', size: 1 << 20, why }];
  const events: readonly Event[] = [...cut, { type: 'ended', run: 'run-bad', end }];
  const before = entries.slice(0, entries.findIndex(({ event }) => event.type === 'output') + 1);
  const at = before.at(-1)?.at ?? 0;
  return [...before, ...events.map((event) => ({ seq: 0, at: at + 100, event }))].map((entry, index) => ({
    ...entry,
    seq: index + 1,
  }));
}
