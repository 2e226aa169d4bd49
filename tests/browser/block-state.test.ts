import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activeBlocks, isDone, nextStep } from '../../src/browser/state/block-state.ts';
import { admission } from '../../src/browser/state/may-run.ts';
import { remaining } from '../../src/browser/state/forecast.ts';
import { nowOf } from '../../src/browser/state/now.ts';
import type { PageState } from '../../src/browser/state/store.ts';
import type { Block, Event } from '../../src/runbook/model.ts';
import { parse } from '../../src/runbook/reading/parse.ts';
import { fold } from '../../src/runbook/session/fold.ts';
import { emptyView } from '../../src/runbook/session/view.ts';

const text = `---
inputs:
  - name: NAME
    type: string
---

\`\`\`bash id=make undo=unmake
echo "$NAME"
\`\`\`

\`\`\`bash id=unmake
\`\`\`

\`\`\`bash id=use needs=make
\`\`\`
`;
const runbook = parse('guide', [{ slug: 'index', file: 'guide.md', text }]);
const hashes = Object.fromEntries(runbook.blocks.map(({ id }) => [id, 'h']));
const data = { runbook, hashes, addresses: {}, base: '/' };
const ids = (blocks: readonly Block[]) => blocks.map(({ id }) => id);

/** What the bar counts, where it goes on, and what *Run all* runs, after these events. */
function page(...events: Event[]) {
  const view = events.reduce((view, event, index) => fold(view, { seq: index + 1, at: index, event }), emptyView);
  const state = { view, guide: null, session: 'session' } as PageState;
  const use = runbook.blocks.find(({ id }) => id === 'use');
  assert.ok(use);
  return {
    done: ids(activeBlocks(state, data).filter((block) => isDone(view, data, block))),
    next: nextStep(state, data)?.id,
    remaining: ids(remaining(state, data)),
    missing: ids(missingOf(admission(state, data, use))),
  };
}

const missingOf = (answer: ReturnType<typeof admission>) => (answer.admitted ? [] : answer.needs);

let count = 0;
function ran(block: string): Event[] {
  const run = `run-${(count += 1)}`;
  return [
    { type: 'queued', run, block, hash: 'h', by: { from: 'terminal' } },
    { type: 'started', run, pid: 1 },
    { type: 'ended', run, end: { how: 'exited', code: 0 } },
  ];
}

test('a step that passed is done, and the next one is the current step', () => {
  assert.deepEqual(page(...ran('make')), { done: ['make'], next: 'use', remaining: ['use'], missing: [] });
});

test('a stale step should run again and is not counted, but other steps may rely on it', () => {
  const changed: Event = { type: 'input', name: 'NAME', value: 'another' };
  assert.deepEqual(page(...ran('make'), changed), { done: [], next: 'make', remaining: ['make', 'use'], missing: [] });
});

test('no step may rely on a step that was undone', () => {
  const undone = { done: [], next: 'make', remaining: ['make', 'use'], missing: ['make'] };
  assert.deepEqual(page(...ran('make'), ...ran('unmake')), undone);
});

test('where no step needs to run, no step is called done', () => {
  const view = emptyView;
  const state = { view, guide: null, session: 'session', link: 'connected' } as PageState;
  const none = { ...data, runbook: { ...runbook, blocks: [] } };
  assert.deepEqual(nowOf(state, none, null), { at: 'nothing' });
  assert.equal(nowOf({ ...state }, data, null).at, 'next');
});
