/** Every message, about sessions and runs in every state: each is answered, and none makes the runner fail. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ClientMessage } from '../../src/protocol/wire.ts';
import { createEngine } from '../../server/engine/engine.ts';
import type { Session } from '../../server/engine/session/types.ts';
import { block, entryOf, guide, request } from '../engine/runbook.ts';
import { everyMessage } from './every-message.ts';
import { startRunner } from './runner.ts';

const BLOCKS = [
  block('silent', ':'),
  block('printed', 'echo printed'),
  block('hold', 'echo up\nsleep 600'),
  block('gone', ':', { cwd: '/no/such/folder' }),
];
const OWN = guide(BLOCKS);

test('no message about a session or run in whatever state makes the runner fail', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'states-'));
  const engine = createEngine({
    stateDir: join(folder, 'state'),
    runtimeDir: join(folder, 'runtime'),
    env: process.env,
    cwd: folder,
    guide: () => OWN,
  });
  t.after(async () => {
    await engine.shutdown();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const runner = await startRunner(t, { engine, guides: () => [OWN], limits: { rate: 10_000 } });
  const open = async () => engine.open(OWN, 'mine', { owner: null });
  const [live, closed] = [await open(), await open()];
  const foreign = await engine.open(OWN, 'mine', { owner: 'https://docs.example.com' });
  const runs = await inEveryState(live);
  const ended = (await inEveryState(closed))[0] ?? '';
  await closed.close();
  const places = [
    ...runs.map((run) => ({ session: live.id, run })),
    { session: closed.id, run: ended },
    { session: foreign.id, run: 'run-00001' },
    { session: 'session-of-nobody', run: 'run-00001' },
  ];

  const visitor = await runner.enter();
  const tried = new Set<string>(['hello']); // a second one ends its socket
  for (const { session, run } of places) {
    const place = { guide: OWN.runbook.id, session, run, block: 'silent', hash: OWN.hashes.get('silent') ?? '' };
    for (const [type, message] of everyMessage(place)) {
      if (type === 'hello' || (type === 'close' && run !== places.at(-1)?.run)) continue;
      tried.add(type);
      visitor.send(message);
      if (type === 'ack') continue;
      const answer = await answerTo(visitor);
      assert.doesNotMatch(JSON.stringify(answer), /because of a bug/, JSON.stringify(message));
    }
  }
  visitor.send({ type: 'close', ref: 3, session: live.id });
  assert.equal((await answerTo(visitor)).type, 'done');
  assert.deepEqual(
    runner.log.filter((line) => line.startsWith('error')),
    [],
  );
  visitor.end();
  await runner.served.close();
  // Nobody watches the journals of sessions that were only read.
  assert.equal(process.getActiveResourcesInfo().includes('FSEventWrap'), false);
  assert.deepEqual([...tried].toSorted(), ClientMessage.options.map(({ shape }) => shape.type.value).toSorted());
});

/** Runs that ended with and without output, that never started, that go on, that wait; and one that nobody knows. */
async function inEveryState(session: Session): Promise<string[]> {
  const asked = ['silent', 'printed', 'gone', 'hold', 'silent'].map((id) => request(id, { anyway: true }));
  for (const one of asked) session.run(one);
  await entryOf(session, (event) => event.type === 'output' && event.run === asked[3]?.run);
  return [...asked.map(({ run }) => run), 'run-of-nobody'];
}

async function answerTo(visitor: Awaited<ReturnType<Awaited<ReturnType<typeof startRunner>>['enter']>>) {
  for (let answer = await visitor.message(); answer; answer = await visitor.message())
    if ('ref' in answer && answer.ref === 3) return answer;
  return assert.fail('the socket was closed');
}
