import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Ask, type Facts, admit, turnOf, unmet } from '../../../src/runbook/session/admission.ts';
import type { Event } from '../../../src/runbook/model.ts';
import { fold } from '../../../src/runbook/session/fold.ts';
import { type View, emptyView } from '../../../src/runbook/session/view.ts';
import { guide } from '../guide.ts';

const book = guide(`---
title: T
inputs: [{ name: NAME, label: Your name, required: true }, { name: PORT, type: int }]
---

'''bash id=make title="Make it" undo=unmake
'''

'''bash id=unmake
'''

'''bash service id=server title="Start the server" ready=port:1
serve
'''

'''bash id=use title="Use it" needs=server,make confirm="Sure?"
echo "$NAME $PORT"
'''

'''bash id=mac os=macos
'''

<Only in="mine">

'''bash id=own
'''

</Only>

<Options name="db">
<Option name="new" recommended>

'''bash id=fresh
'''

</Option>
<Option name="old">

'''bash id=kept
'''

</Option>
</Options>
`);

let count = 0;
function run(block: string, ...rest: ('started' | 'ready' | 'cancelled' | 'interrupted' | number)[]): Event[] {
  const id = `run-${(count += 1)}`;
  return [
    { type: 'queued', run: id, block, hash: 'h', by: { from: 'terminal' } },
    ...rest.map((what): Event => {
      if (what === 'started') return { type: 'started', run: id, pid: 1 };
      if (what === 'ready') return { type: 'ready', run: id };
      if (typeof what === 'number') return { type: 'ended', run: id, end: { how: 'exited', code: what } };
      return { type: 'ended', run: id, end: { how: what } };
    }),
  ];
}
const made = run('make', 'started', 0);
const up = run('server', 'started', 'ready');
const named: Event = { type: 'input', name: 'NAME', value: 'a' };
const practice: Event = { type: 'opened', guide: 'guide', workspace: { kind: 'practice', path: '/' } };

function facts(...events: Event[]): Facts {
  const view = events.reduce<View>((view, event, at) => fold(view, { seq: at + 1, at, event }), emptyView);
  return {
    runbook: book,
    view,
    os: 'linux',
    hashOf: () => 'h',
    valueOf: (name) => view.inputs.get(name)?.value ?? undefined,
  };
}

function asked(block: string, more: Partial<Ask> = {}, ...events: Event[]) {
  const answer = admit({ block, hash: 'h', confirmed: true, anyway: false, ...more }, facts(practice, ...events));
  return answer.admitted ? 'admitted' : `${answer.code}: ${answer.why}`;
}

test('a block may run when the guide has it, the reader saw it as it is, and it belongs to the choices made', () => {
  assert.equal(asked('make'), 'admitted');
  assert.equal(asked('gone'), 'unknown_block: There is no block gone in this guide.');
  assert.equal(
    asked('make', { hash: 'x' }),
    'stale_block: The guide on this machine differs from this page. Reload the page.',
  );
  assert.equal(asked('make', {}, { type: 'closed' }), 'closed: This session is closed.');
  assert.equal(
    asked('make', { run: made[0]?.type === 'queued' ? made[0].run : '' }, ...made).split(':')[0],
    'duplicate_run',
  );
  assert.equal(asked('mac'), 'inactive: This step is for macOS.');
  assert.equal(asked('own'), 'inactive: This step belongs to your own folder.');
  assert.equal(asked('kept'), 'inactive: This step belongs to the option old of db, which is not chosen.');
});

test('what is refused for its needs is named with what became of it', () => {
  const needs = (...events: Event[]) => asked('use', {}, named, ...events);
  const sentence = (make: string, server: string) =>
    `needs: It needs “Make it”, which ${make}, and “Start the server”, which ${server}.`;
  assert.equal(needs(), sentence('has not run', 'has not run'));
  assert.equal(
    needs(...run('make', 'started', 1), ...run('server', 'started', 'ready', 'cancelled')),
    sentence('failed', 'was stopped'),
  );
  assert.equal(
    needs(...made, ...run('unmake', 'started', 0), ...run('server', 'started', 'ready', 'interrupted')),
    sentence('was undone', 'was interrupted'),
  );
  assert.equal(
    needs(...made, ...run('server', 'started', 'ready', 1)),
    'needs: It needs “Start the server”, which failed.',
  );
  assert.equal(needs(...made, ...up), 'admitted');
  assert.equal(needs(...run('make'), ...run('server', 'started')), 'admitted', 'both are on their way');
  assert.equal(asked('use', { anyway: true }, named), 'admitted');
});

test('nobody is asked to confirm what cannot run for another reason', () => {
  const unconfirmed = { confirmed: false };
  assert.match(asked('use', unconfirmed, ...made, ...up), /^bad_value: Your name needs a value first\.$/);
  assert.match(asked('use', unconfirmed, named), /^needs: /);
  assert.equal(asked('use', unconfirmed, named, ...made, ...up), 'not_confirmed: Sure?');
});

test('a value that the guide no longer takes is refused', () => {
  const port: Event = { type: 'input', name: 'PORT', value: 'many' };
  assert.match(asked('use', {}, named, port, ...made, ...up), /^bad_value: PORT /);
});

test('a queued run waits for a service on its way, and never starts after a need that does not stand', () => {
  const [use] = book.blocks.filter(({ id }) => id === 'use');
  assert.ok(use);
  const turn = (...events: Event[]) => turnOf(use, false, facts(practice, named, ...events), () => false);
  assert.deepEqual(turn(...made, ...up), { go: 'now' });
  assert.deepEqual(turn(...made, ...run('server', 'started')), { go: 'later' });
  assert.deepEqual(turn(...run('make', 'started', 2), ...run('server', 'started')), {
    go: 'never',
    why: 'it needs “Make it”, which failed',
  });
  assert.deepEqual(turn(...made, ...run('server', 'started', 'ready', 'cancelled')), {
    go: 'never',
    why: 'it needs “Start the server”, which was stopped',
  });
  assert.deepEqual(
    turnOf(use, true, facts(practice), () => false),
    { go: 'now' },
  );
  assert.deepEqual(
    turnOf(use, false, facts(practice), () => true),
    { go: 'now' },
  );
  assert.deepEqual(
    unmet(use, facts(practice, ...up)).map(({ id }) => id),
    ['make'],
  );
});
