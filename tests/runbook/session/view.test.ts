import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { End, Event, Runbook, Verdict } from '../../../src/runbook/model.ts';
import { fold } from '../../../src/runbook/session/fold.ts';
import { resultOf } from '../../../src/runbook/session/past-runs.ts';
import { chosenOption, emptyView, isActive, isStale, status, type View } from '../../../src/runbook/session/view.ts';
import { guide } from '../guide.ts';

const book = guide(`---
title: T
inputs: [{ name: NAME, default: a }]
---

'''bash id=one
echo "$NAME"
'''

'''text check
a
'''

'''bash probe id=look needs=one
test -e x
'''

'''bash service id=server ready=port:1
serve
'''

<Options name="db">
<Option name="new">

'''bash id=fresh
x
'''

</Option>
<Option name="old" recommended>

'''bash id=kept
x
'''

</Option>
</Options>
`);

function after(...events: readonly Event[]): View {
  return events.reduce((view, event, index) => fold(view, { seq: index + 1, at: index * 1000, event }), emptyView);
}

function block(id: string, from: Runbook = book) {
  const found = from.blocks.find((each) => each.id === id);
  assert.ok(found);
  return found;
}

const queued = (of: string, run = `run-of-${of}`): Event => ({
  type: 'queued',
  run,
  block: of,
  hash: 'h',
  by: { from: 'terminal' },
});
const started = (of: string): Event => ({ type: 'started', run: `run-of-${of}`, pid: 1 });
const ended = (of: string, code = 0): Event => ({ type: 'ended', run: `run-of-${of}`, end: { how: 'exited', code } });
const verdict = (of: string, what: Verdict): Event => ({
  type: 'verdict',
  run: `run-of-${of}`,
  expectation: 0,
  verdict: what,
});
const passed: Verdict = { outcome: 'passed', captured: {} };
const failed: Verdict = { outcome: 'failed', explanation: { sentence: 'no', nearest: null, diff: [], hint: null } };

test('a step with a check is green only when it ended and its check passed', () => {
  const of = (...events: readonly Event[]) => status(after(queued('one'), ...events), block('one'));
  assert.equal(of(), 'queued');
  assert.equal(of(started('one')), 'running');
  assert.equal(of(started('one'), verdict('one', passed)), 'running');
  assert.equal(of(started('one'), verdict('one', passed), ended('one')), 'passed');
  assert.equal(of(started('one'), verdict('one', passed), ended('one', 1)), 'failed');
  assert.equal(of(started('one'), ended('one')), 'failed');
  assert.equal(of(started('one'), verdict('one', failed)), 'failed');
  assert.equal(of(started('one'), verdict('one', failed), ended('one')), 'failed');
});

test('a run whose block is not known is judged by what it tells', () => {
  const of = (...events: readonly Event[]) => {
    const view = after(queued('one'), started('one'), ...events);
    const [word] = Object.entries(resultOf(view, [])).find(([, count]) => count > 0) ?? [];
    return word;
  };
  const end = (how: End): Event => ({ type: 'ended', run: 'run-of-one', end: how });
  const ready: Event = { type: 'ready', run: 'run-of-one' };
  assert.equal(of(ended('one')), 'passed');
  assert.equal(of(ended('one', 1)), 'failed');
  assert.equal(of(verdict('one', passed), ended('one')), 'passed');
  assert.equal(of(verdict('one', passed), ended('one', 3)), 'passed');
  assert.equal(of(verdict('one', failed), ended('one')), 'failed');
  assert.equal(of(end({ how: 'signalled', signal: 'SIGSEGV' })), 'failed');
  assert.equal(of(end({ how: 'timed-out', after: 1 })), 'failed');
  assert.equal(of(end({ how: 'not-started', why: 'x' })), 'failed');
  assert.equal(of(end({ how: 'cancelled' })), 'other');
  assert.equal(of(end({ how: 'interrupted' })), 'other');
  assert.equal(of(ready), 'passed');
  assert.equal(of(ready, ended('one')), 'failed');
});

test('a probe is judged by its exit code: 0 passed, 2 warning, anything else failed', () => {
  for (const [code, expected] of [
    [0, 'passed'],
    [2, 'warning'],
    [1, 'failed'],
    [3, 'failed'],
  ] as const) {
    assert.equal(status(after(queued('look'), started('look'), ended('look', code)), block('look')), expected);
  }
});

test('a service is ready while it runs, failed when it ends by itself, and never passed once it has ended', () => {
  const up: Event[] = [queued('server'), started('server'), { type: 'ready', run: 'run-of-server' }];
  assert.equal(status(after(...up), block('server')), 'ready');
  assert.equal(status(after(...up, ended('server')), block('server')), 'failed');
  for (const how of ['cancelled', 'interrupted'] as const) {
    const gone = after(...up, { type: 'ended', run: 'run-of-server', end: { how } });
    assert.equal(status(gone, block('server')), how);
  }
});

test('a service that is started again leaves what was done with it as it is', () => {
  const used = guide("'''bash service id=server ready=port:1\nserve\n'''\n\n'''bash id=use needs=server\nx\n'''");
  const done = [queued('server'), started('server'), queued('use'), started('use'), ended('use')];
  const again = after(...done, ended('server'), queued('server', 'again'));
  assert.equal(isStale(again, used, block('use', used), 'h'), false);
});

test('a service that dies after its check passed has failed', () => {
  const checked = guide("'''bash service id=server\nserve\n'''\n\n'''text check\nup\n...\n'''");
  const up = after(
    queued('server'),
    started('server'),
    { type: 'ready', run: 'run-of-server' },
    verdict('server', passed),
  );
  assert.equal(status(up, block('server', checked)), 'ready');
  const dead = fold(up, { seq: 5, at: 0, event: ended('server') });
  assert.equal(status(dead, block('server', checked)), 'failed');
});

test('an exit code that a check asks for is no failure', () => {
  const wanted = guide("'''bash id=one\nx\n'''\n\n'''text check exit=3\na\n...\n'''");
  const end = (code: number) => after(queued('one'), started('one'), verdict('one', passed), ended('one', code));
  assert.equal(status(end(3), block('one', wanted)), 'passed');
  assert.equal(status(end(0), block('one', wanted)), 'failed');
});

test('how a run was ended from outside shows in its status', () => {
  const end = (how: 'cancelled' | 'interrupted'): Event => ({ type: 'ended', run: 'run-of-one', end: { how } });
  assert.equal(status(after(queued('one'), end('cancelled')), block('one')), 'cancelled');
  assert.equal(status(after(queued('one'), started('one'), end('interrupted')), block('one')), 'interrupted');
});

test('the recommended option is chosen until the reader chooses; the others are not active', () => {
  const active = (view: View) => book.blocks.filter((each) => isActive(view, book, each, 'linux')).map(({ id }) => id);
  assert.equal(chosenOption(emptyView, book, 'db'), 'old');
  assert.deepEqual(active(emptyView), ['one', 'look', 'server', 'kept']);
  assert.deepEqual(active(after({ type: 'option', group: 'db', option: 'new' })), ['one', 'look', 'server', 'fresh']);
});

test('an option that the guide no longer has is not chosen', () => {
  const view = after({ type: 'option', group: 'db', option: 'gone' });
  assert.equal(chosenOption(view, book, 'db'), 'old');
});

test('a finished step is stale once its text, an input it mentions, its choice or a step it needs has changed', () => {
  const run = [queued('one'), started('one'), verdict('one', passed), ended('one')];
  const look = [queued('look'), started('look'), ended('look')];
  const stale = (id: string, hash: string, ...events: readonly Event[]) =>
    isStale(after(...events), book, block(id), hash);
  assert.equal(stale('one', 'h', ...run), false);
  assert.equal(stale('one', 'other', ...run), true);
  assert.equal(stale('one', 'h', ...run, { type: 'input', name: 'NAME', value: 'b' }), true);
  assert.equal(stale('one', 'h', ...run, { type: 'input', name: 'OTHER', value: 'b' }), false);
  assert.equal(stale('look', 'h', ...run, ...look), false);
  assert.equal(stale('look', 'h', ...run, ...look, queued('one', 'again')), true);
  assert.equal(
    stale('kept', 'h', queued('kept'), started('kept'), ended('kept'), { type: 'option', group: 'db', option: 'old' }),
    true,
  );
});

test('a retried run forgets what its earlier attempt showed', () => {
  const run = 'run-of-one';
  const first = after(queued('one'), started('one'));
  const view = after(
    queued('one'),
    started('one'),
    { type: 'command', run, line: 3, previous: { line: 2, code: 1, ms: 5 } },
    { type: 'paused', run, program: { pid: 7, name: 'sleep' } },
    { type: 'forgotten', run, why: 'bash was ended by SIGKILL' },
    verdict('one', failed),
    { type: 'retried', run, attempt: 2, size: 7 },
  );
  assert.equal(status(view, block('one')), 'running');
  assert.deepEqual(view.runs.get(run), { ...first.runs.get(run), attempt: 2, from: 7 });
});

test('a fold changes nothing of the view it was given', () => {
  const before = after(queued('one'), started('one'));
  const copy = structuredClone(before);
  fold(before, { seq: 3, at: 0, event: ended('one') });
  assert.deepEqual(before, copy);
});

test('entries of runs that a view does not know are no error', () => {
  assert.deepEqual(after(ended('one')).runs, new Map());
});
