import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { ServerMessage } from '../../src/protocol/wire.ts';
import type { RawSocket } from './raw.ts';
import { HELLO, OPEN, type Runner, nonceFor, runMessage, startRunner } from './runner.ts';

const FOLLOW = { type: 'follow', ref: 4, session: 'session-1', after: 0 };

test('the first answer proves that the server knows the secret, and says what would run', async (t) => {
  const runner = await startRunner(t);
  const visitor = runner.connect();
  visitor.send(HELLO);
  const secret = runner.served.keys.of(runner.served.url)?.secret ?? '';
  const signed = `${HELLO.nonce}\nhttp://127.0.0.1:${runner.port}\n127.0.0.1:${runner.port}`;
  const hello = await visitor.message();
  assert.equal(hello?.type, 'hello');
  assert.equal(hello.proof, createHmac('sha256', secret).update(signed).digest('base64url'));
  assert.deepEqual(hello.guides[0]?.hashes, Object.fromEntries(runner.guide.hashes));
});

test('a block runs by its id and the hash of what the reader saw, and its entries arrive in order, each once', async (t) => {
  const runner = await startRunner(t);
  const visitor = await runner.enter();
  const { session, entries } = await openAndFollow(visitor);
  visitor.send(runMessage(session, 'run-00001', 'canary'));
  assert.deepEqual(await entries(4), ['1 opened', '2 queued', '3 started', '4 ended']);
  assert.deepEqual(runner.engine.ran, ['canary']);
});

const REFUSED: readonly [code: string, of: string, message: (session: string) => unknown][] = [
  ['unknown_block', 'a block that is not in the guide', (session) => runMessage(session, 'run-00001', 'rm-rf')],
  ['stale_block', 'another hash', (session) => runMessage(session, 'run-00001', 'canary', { hash: 'f'.repeat(64) })],
  ['unknown_session', 'a session nobody opened', () => runMessage('session-77', 'run-00001', 'canary')],
  ['unknown_guide', 'a guide that is not served', () => ({ ...OPEN, ref: 3, guide: 'other' })],
  ['unknown_run', 'a run nobody started', (session) => ({ type: 'cancel', ref: 3, session, run: 'run-00009' })],
  ['unknown_run', 'the output of a run nobody started', (session) => watch(session, 'run-00009', 0)],
  [
    'failed',
    'accepting where no source can be written',
    (session) => ({ type: 'accept', ref: 3, session, run: 'run-00009', expectation: 0 }),
  ],
];

for (const [code, of, message] of REFUSED)
  test(`${code}: ${of} is refused by its ref, runs nothing, and the socket lives on`, async (t) => {
    const runner = await startRunner(t);
    const visitor = await runner.enter();
    const session = await open(visitor);
    visitor.send(message(session));
    const answer = await visitor.message();
    assert.ok(answer?.type === 'refused');
    assert.deepEqual([answer.ref, answer.code], [3, code]);
    assert.deepEqual(runner.engine.ran, []);
    visitor.send(runMessage(session, 'run-00002', 'canary'));
    assert.deepEqual(await visitor.message(), { type: 'done', ref: 3 });
    assert.deepEqual(runner.engine.ran, ['canary']);
  });

test('a run id counts once', async (t) => {
  const runner = await startRunner(t);
  const visitor = await runner.enter();
  const session = await open(visitor);
  visitor.send(runMessage(session, 'run-00001', 'canary'));
  visitor.send(runMessage(session, 'run-00001', 'canary'));
  assert.equal((await visitor.message())?.type, 'done');
  const second = await visitor.message();
  assert.equal(second?.type === 'refused' && second.code, 'duplicate_run');
  assert.deepEqual(runner.engine.ran, ['canary']);
});

test('a guide that changed on disk no longer runs by its old hash', async (t) => {
  let current: Runner['guide'] | null = null;
  const runner = await startRunner(t, { guides: () => (current ? [current] : []) });
  current = runner.guide;
  const visitor = await runner.enter();
  const session = await open(visitor);
  current = { ...runner.guide, hashes: new Map([['canary', 'e'.repeat(64)]]) };
  runner.served.changed(current);
  const news = await visitor.message();
  assert.equal(news?.type === 'guide' && news.guide.hashes['canary'], 'e'.repeat(64));
  visitor.send(runMessage(session, 'run-00001', 'canary'));
  const answer = await visitor.message();
  assert.equal(answer?.type === 'refused' && answer.code, 'stale_block');
  assert.deepEqual(runner.engine.ran, []);
});

test('a bug of ours is an answer to the page, a stack trace in the terminal, and not a crash', async (t) => {
  const runner = await startRunner(t);
  const visitor = await runner.enter();
  const session = await open(visitor);
  visitor.send({ type: 'resize', ref: 8, session, run: 'run-00001', columns: 80, rows: 24 });
  const answer = await visitor.message();
  assert.equal(answer?.type === 'refused' && answer.code, 'failed');
  assert.match(runner.log.join('\n'), /a mistake of ours[^]*fake-engine/);
  assert.equal(await open(visitor), 'session-2');
});

test('what a page sends reaches its session in the order it was sent', async (t) => {
  const runner = await startRunner(t, { hold: true });
  const visitor = await runner.enter();
  const session = await open(visitor);
  visitor.send({ type: 'input', ref: 11, session, name: 'NAME', value: '$(touch /tmp/x)' });
  visitor.send(runMessage(session, 'run-00001', 'canary', { ref: 12 }));
  visitor.send({ type: 'cancel', ref: 13, session, run: 'run-00001' });
  const refs: unknown[] = [];
  while (refs.length < 3) refs.push(refOf(await visitor.message()));
  assert.deepEqual(refs, [11, 12, 13]);
  const events = runner.engine.sessions
    .get(session)
    ?.journal.entries(0)
    .map(({ event }) => event.type);
  assert.deepEqual(events, ['opened', 'input', 'queued', 'started', 'ended']);
});

test('the terminal shows each run: origin, block, first line, and how it ended', async (t) => {
  const runner = await startRunner(t);
  const visitor = await runner.enter();
  const { session, entries } = await openAndFollow(visitor);
  visitor.send(runMessage(session, 'run-00001', 'canary'));
  await entries(4);
  const [run, end] = runner.log;
  assert.match(run ?? '', new RegExp(`run {2}http://127\\.0\\.0\\.1:${runner.port} {2}canary: echo canary$`));
  assert.match(end ?? '', /end {2}canary: exit code 0$/);
  assert.equal(runner.log.length, 2);
});

const SITE = 'https://docs.example.com';

test('a hosted page runs ordinary blocks; a dangerous one needs the terminal too', async (t) => {
  const asked: string[] = [];
  let consent = false;
  const runner = await startRunner(t, {
    sites: [SITE],
    confirm: async (wish, origin) => {
      asked.push(`${'block' in wish ? wish.block.id : wish.what} ${origin}`);
      return consent;
    },
  });
  const token = runner.served.keys.of(SITE)?.token ?? '';
  const visitor = await runner.enter({ origins: [SITE], token });
  const session = await open(visitor);
  const run = async (id: string, block: string, asked: boolean) => {
    const answer = asked ? await nonceFor(visitor, session, block) : null;
    visitor.send(runMessage(session, id, block, { answer }));
    const outcome = await visitor.message();
    return outcome?.type === 'refused' ? outcome.code : outcome?.type;
  };
  assert.equal(await run('run-00001', 'canary', false), 'done');
  assert.equal(await run('run-00002', 'danger', false), 'not_confirmed');
  assert.deepEqual(asked, []);
  assert.equal(await run('run-00003', 'danger', true), 'not_confirmed');
  consent = true;
  assert.equal(await run('run-00004', 'danger', true), 'done');
  assert.deepEqual(asked, [`danger ${SITE}`, `danger ${SITE}`]);
  assert.deepEqual(runner.engine.ran, ['canary', 'danger']);
});

test('the terminal is asked one question at a time', async (t) => {
  const answer = Promise.withResolvers<boolean>();
  const runner = await startRunner(t, { sites: [SITE], confirm: () => answer.promise });
  const visitor = await runner.enter({ origins: [SITE], token: runner.served.keys.of(SITE)?.token ?? '' });
  const session = await open(visitor);
  const [first, other] = [await nonceFor(visitor, session, 'danger'), await nonceFor(visitor, session, 'danger')];
  visitor.send(runMessage(session, 'run-00001', 'danger', { answer: first, ref: 11 }));
  visitor.send(runMessage(session, 'run-00002', 'danger', { answer: other, ref: 12 }));
  const second = await visitor.message();
  assert.deepEqual(second?.type === 'refused' && [second.ref, second.code], [12, 'busy']);
  answer.resolve(true);
  assert.equal(refOf(await visitor.message()), 11);
  assert.deepEqual(runner.engine.ran, ['danger']);
});

test('a local page may have the guide accept an output, a hosted one may not', async (t) => {
  const accepted: string[] = [];
  const runner = await startRunner(t, {
    sites: [SITE],
    accept: async (session, run, expectation) => void accepted.push(`${session.id} ${run} ${expectation}`),
  });
  const hosted = await runner.enter({ origins: [SITE], token: runner.served.keys.of(SITE)?.token ?? '' });
  const local = await runner.enter();
  const [session, theirs] = [await open(local), await open(hosted)];
  const request = { type: 'accept', ref: 3, session, run: 'run-00001', expectation: 2 };
  for (const type of ['propose', 'accept']) {
    hosted.send({ ...request, type, session: theirs });
    assert.equal((await hosted.message())?.type, 'refused');
  }
  local.send(request);
  assert.equal((await local.message())?.type, 'done');
  assert.deepEqual(accepted, ['session-1 run-00001 2']);
});

test('the terminal does not ask about a local page, whose reader is at this machine', async (t) => {
  const runner = await startRunner(t, { confirm: () => assert.fail('asked') });
  const visitor = await runner.enter();
  const session = await open(visitor);
  const answer = await nonceFor(visitor, session, 'danger');
  visitor.send(runMessage(session, 'run-00001', 'danger', { answer }));
  assert.equal((await visitor.message())?.type, 'done');
});

test('rotation says goodbye, closes every socket, and the old token opens nothing', async (t) => {
  const runner = await startRunner(t);
  const visitor = await runner.enter();
  runner.served.rotate();
  assert.deepEqual(await visitor.message(), { type: 'bye', why: 'rotated' });
  assert.equal((await runner.connect().answer).status, 401);
  const token = runner.served.keys.of(runner.served.url)?.token ?? '';
  const again = await runner.enter({ token });
  assert.equal(await open(again), 'session-1');
});

function refOf(message: ServerMessage | null): unknown {
  return message && 'ref' in message ? message.ref : message;
}

function watch(session: string, run: string, from: number) {
  return { type: 'watch', ref: 3, session, run, from, to: null };
}

async function open(visitor: RawSocket): Promise<string> {
  visitor.send(OPEN);
  const opened = await visitor.message();
  assert.equal(opened?.type, 'opened');
  return opened.session;
}

/** `entries(n)` resolves with `seq type` once entry n is there. */
async function openAndFollow(visitor: RawSocket) {
  const session = await open(visitor);
  visitor.send({ ...FOLLOW, session });
  const seen: string[] = [];
  const entries = async (count: number) => {
    while (seen.length < count) {
      const message = await visitor.message();
      assert.ok(message, 'the socket was closed');
      if (message.type === 'entries') seen.push(...message.entries.map(({ seq, event }) => `${seq} ${event.type}`));
    }
    return seen;
  };
  return { session, entries };
}
