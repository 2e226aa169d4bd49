import assert from 'node:assert/strict';
import { test } from 'node:test';
import { status } from '../../src/runbook/view.ts';
import { block, engine, entryOf, expectation, guide, outputOf, request, run } from './runbook.ts';

test('a step runs, its output and its end stand in the journal', async (t) => {
  const { engine: made } = engine(t);
  const step = block('hello', 'echo one\necho two >&2');
  const session = await made.open(guide([step]), 'mine');
  const id = await run(session, 'hello');
  assert.equal(await outputOf(session, id), 'one\ntwo\n');
  assert.deepEqual(session.view.runs.get(id)?.end, { how: 'exited', code: 0 });
  assert.equal(status(session.view, step), 'passed');
  assert.deepEqual(
    session.view.runs.get(id)?.commands.map(({ line, code }) => [line, code]),
    [
      [1, 0],
      [2, 0],
    ],
  );
});

test('a check passes while its service runs on, and Stop ends the service', async (t) => {
  const { engine: made } = engine(t);
  const service = block('serve', 'echo listening on 8000\nsleep 1000', {
    kind: 'service',
    ready: { by: 'output' },
    expectations: [expectation('listening on [port=NUMBER]\n...')],
  });
  const session = await made.open(guide([service, block('use', 'echo port $port')]), 'mine');
  const asked = request('serve');
  session.run(asked);
  await entryOf(session, (event) => event.type === 'verdict' && event.verdict.outcome === 'passed');
  assert.equal(status(session.view, service), 'ready');
  const use = await run(session, 'use');
  assert.equal(await outputOf(session, use), 'port 8000\n');
  await session.cancel(asked.run);
  assert.equal(status(session.view, service), 'passed');
});
