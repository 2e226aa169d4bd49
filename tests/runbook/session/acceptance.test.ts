import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyNotAccepted } from '../../../src/runbook/session/acceptance.ts';
import type { End, Event, Verdict } from '../../../src/runbook/model.ts';
import { fold } from '../../../src/runbook/session/fold.ts';
import { type View, emptyView, latestRun } from '../../../src/runbook/session/view.ts';
import { guide } from '../guide.ts';

const book = guide(`'''bash id=step
x
'''

'''text check
a
'''

'''text check exit=3
b
'''

'''text check exit=any
c
'''

'''text check never
d
'''

'''bash service id=server
serve
'''

'''text check
up
...
'''
`);

const explanation = { sentence: 'no', nearest: null, diff: [], hint: null };
const failed: Verdict = { outcome: 'failed', explanation };

function why(id: string, check: number, verdict: Verdict | null, end: End | null): string | null {
  const events: Event[] = [
    { type: 'queued', run: 'run', block: id, hash: 'h', by: { from: 'terminal' } },
    { type: 'started', run: 'run', pid: 1 },
    ...(verdict ? [{ type: 'verdict', run: 'run', expectation: check, verdict } as const] : []),
    ...(end ? [{ type: 'ended', run: 'run', end } as const] : []),
  ];
  return whyAfter(events, id, check);
}

function whyAfter(events: readonly Event[], id: string, check: number): string | null {
  const block = book.blocks.find((one) => one.id === id);
  assert.ok(block);
  const view = events.reduce<View>((view, event, at) => fold(view, { seq: at + 1, at, event }), emptyView);
  return whyNotAccepted(latestRun(view, id), block, check);
}

const exited = (code: number): End => ({ how: 'exited', code });

test('an output is accepted where its lines are all that is wrong', () => {
  assert.equal(why('step', 0, failed, exited(0)), null);
  assert.equal(why('step', 1, failed, exited(3)), null);
  assert.equal(why('step', 2, failed, exited(7)), null);
  assert.equal(why('server', 0, failed, null), null);
  assert.equal(why('server', 0, failed, { how: 'cancelled' }), null);
});

test('a failure never becomes a promise', () => {
  const otherwise = 'it did not end as the check expects';
  assert.equal(why('step', 0, failed, exited(2)), otherwise);
  assert.equal(why('step', 1, failed, exited(0)), otherwise);
  const ends: readonly End[] = [
    { how: 'signalled', signal: 'SIGKILL' },
    { how: 'timed-out', after: 1000 },
    { how: 'cancelled' },
    { how: 'interrupted' },
  ];
  for (const end of ends) for (const check of [0, 1, 2]) assert.equal(why('step', check, failed, end), otherwise);
  assert.equal(why('server', 0, failed, exited(0)), otherwise);
});

test('of a step that is tried again only the last attempt is accepted', () => {
  const start: readonly Event[] = [
    { type: 'queued', run: 'run', block: 'step', hash: 'h', by: { from: 'terminal' } },
    { type: 'started', run: 'run', pid: 1 },
    { type: 'verdict', run: 'run', expectation: 0, verdict: failed },
    { type: 'retried', run: 'run', attempt: 2, size: 10 },
  ];
  assert.equal(whyAfter(start, 'step', 0), 'the check was not decided');
  const second: Event = { type: 'verdict', run: 'run', expectation: 0, verdict: failed };
  const ended = (end: End): Event => ({ type: 'ended', run: 'run', end });
  assert.equal(whyAfter([...start, ended(exited(0))], 'step', 0), 'the check was not decided');
  assert.equal(whyAfter([...start, second, ended(exited(0))], 'step', 0), null);
  assert.equal(whyAfter([...start, second, ended(exited(1))], 'step', 0), 'it did not end as the check expects');
});

test('what is not decided yet, or not about lines, is not accepted', () => {
  assert.equal(why('step', 0, failed, null), 'the block has not ended yet');
  assert.equal(why('step', 0, null, exited(0)), 'the check was not decided');
  assert.equal(why('step', 0, { outcome: 'passed', captured: {} }, exited(0)), 'the check passed');
  assert.equal(why('step', 0, failed, { how: 'not-started', why: 'no room' }), 'it did not run');
  assert.match(why('step', 3, failed, exited(0)) ?? '', /never check forbids/);
});
