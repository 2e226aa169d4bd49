import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openQuestions } from '../../server/socket/questions.ts';
import { hashOf } from './fake-engine.ts';
import type { RawSocket } from './raw.ts';
import { OPEN, nonceFor, runMessage, startRunner } from './runner.ts';

async function outcome(visitor: RawSocket, message: object): Promise<string | undefined> {
  visitor.send(message);
  const answer = await visitor.message();
  return answer?.type === 'refused' ? answer.code : answer?.type;
}

async function open(visitor: RawSocket): Promise<string> {
  visitor.send(OPEN);
  const opened = await visitor.message();
  assert.equal(opened?.type, 'opened');
  return opened.session;
}

test('the runner asks what a block with confirm asks, and lets each answer run it once', async (t) => {
  const runner = await startRunner(t);
  const visitor = await runner.enter();
  const session = await open(visitor);
  visitor.send({ type: 'ask', ref: 4, session, block: 'danger', hash: hashOf('danger') });
  const question = await visitor.message();
  assert.equal(question?.type === 'question' && question.text, 'It is dangerous.');
  const answer = await nonceFor(visitor, session, 'danger');
  assert.equal(await outcome(visitor, runMessage(session, 'run-00001', 'danger', { answer })), 'done');
  assert.equal(await outcome(visitor, runMessage(session, 'run-00002', 'danger', { answer })), 'not_confirmed');
  assert.deepEqual(runner.engine.ran, ['danger']);
});

test('an answer counts for its socket, its session, its block and its text only', async (t) => {
  const runner = await startRunner(t);
  const [visitor, other] = [await runner.enter(), await runner.enter()];
  const [session, another] = [await open(visitor), await open(visitor)];
  const run = async (who: RawSocket, where: string, answer: string | null) =>
    outcome(who, runMessage(where, `run-${Math.random().toString(36).slice(2)}`, 'danger', { answer }));
  assert.equal(await run(visitor, session, null), 'not_confirmed');
  assert.equal(await run(visitor, session, 'A'.repeat(22)), 'not_confirmed');
  assert.equal(await run(other, session, await nonceFor(visitor, session, 'danger')), 'not_confirmed');
  assert.equal(await run(visitor, another, await nonceFor(visitor, session, 'danger')), 'not_confirmed');
  assert.deepEqual(runner.engine.ran, []);
});

test('there is no question about a block without confirm, nor about one that differs', async (t) => {
  const visitor = await (await startRunner(t)).enter();
  const session = await open(visitor);
  const ask = { type: 'ask', ref: 4, session, block: 'canary', hash: hashOf('canary') };
  assert.equal(await outcome(visitor, ask), 'failed');
  assert.equal(await outcome(visitor, { ...ask, block: 'danger' }), 'stale_block');
  assert.equal(await outcome(visitor, { ...ask, block: 'nothing' }), 'unknown_block');
});

test('a question is withdrawn after ten minutes, and the oldest where there are many', () => {
  let now = 0;
  const questions = openQuestions(() => now);
  const about = { session: 's', block: 'b', hash: 'h' };
  const first = questions.ask(about);
  now += 10 * 60_000 + 1;
  assert.equal(questions.take(about, first), false);
  const oldest = questions.ask(about);
  const latest = Array.from({ length: 32 }, () => questions.ask(about)).at(-1) ?? '';
  assert.equal(questions.take(about, oldest), false);
  assert.equal(questions.take(about, latest), true);
});
