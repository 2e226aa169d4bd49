import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextAct } from '../../src/browser/state/plan.ts';
import type { Event } from '../../src/runbook/model.ts';
import { parse } from '../../src/runbook/reading/parse.ts';
import { fold } from '../../src/runbook/session/fold.ts';
import { emptyView, type View } from '../../src/runbook/session/view.ts';

const text = '```bash id=one\n```\n\n```bash id=two confirm="Sure?"\n```\n\n```bash id=three\n```\n';
const { blocks } = parse('guide', [{ slug: 'index', file: 'guide.md', text }]);
const [run, block, hash] = ['run-of-one', 'one', 'h'];
const by = { from: 'terminal' } as const;

function after(...events: Event[]): View {
  return events.reduce((view, event, index) => fold(view, { seq: index + 1, at: index, event }), emptyView);
}

const queued: Event = { type: 'queued', run, block, hash, by };
const ended = (code: number): Event => ({ type: 'ended', run, end: { how: 'exited', code } });
const act = (plan: Parameters<typeof nextAct>[0], view: View) => nextAct(plan, view, blocks).act;

test('a step is sent until the journal has its run, then waited for, and the next one follows only when it has passed', () => {
  const sent = { blocks: ['one', 'three'], run };
  assert.equal(act({ ...sent, run: null }, emptyView), 'send');
  assert.equal(act(sent, emptyView), 'send', 'it may have been lost on the way');
  assert.equal(act(sent, after(queued)), 'wait');
  assert.equal(act(sent, after(queued, { type: 'started', run, pid: 1 })), 'wait');
  assert.equal(act(sent, after(queued, ended(0))), 'advance');
});

test('it stops at a step that failed or was stopped', () => {
  assert.equal(act({ blocks: ['one', 'three'], run }, after(queued, ended(1))), 'stop');
  const cancelled: Event = { type: 'ended', run, end: { how: 'cancelled' } };
  assert.equal(act({ blocks: ['one', 'three'], run }, after(queued, cancelled)), 'stop');
});

test('a step that was started by hand is not started again; one that has ended is', () => {
  const plan = { blocks: ['one', 'three'], run: null };
  assert.deepEqual(nextAct(plan, after(queued), blocks), { act: 'adopt', run });
  assert.equal(act(plan, after(queued, { type: 'started', run, pid: 1 })), 'adopt');
  assert.equal(act(plan, after(queued, ended(0))), 'send');
});

test('a step that asks is never sent on its own', () => {
  assert.equal(act({ blocks: ['two'], run: null }, emptyView), 'ask');
});

test('a step that the guide no longer has ends the plan', () => {
  assert.equal(act({ blocks: ['gone'], run: null }, emptyView), 'done');
  assert.equal(act({ blocks: [], run: null }, emptyView), 'done');
});
