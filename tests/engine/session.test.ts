import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Event } from '../../src/runbook/model.ts';
import { isStale, status } from '../../src/runbook/session/view.ts';
import type { OwnJournal } from '../../server/engine/journal/journal.ts';
import { freePort } from '../free-port.ts';
import { block, engine, entryOf, expectation, guide, input, outputOf, request, run } from './runbook.ts';

test('a step runs, and its output and its end are in the journal', async (t) => {
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

test('how long a block took is known to later sessions of its owner', async (t) => {
  const { engine: made } = engine(t);
  const guided = guide([block('nap', 'sleep 0.1'), block('fail', 'exit 1')]);
  const session = await made.open(guided, 'mine');
  for (const id of ['nap', 'fail']) await run(session, id);
  await session.close();
  const { nap, ...others } = await made.times(guided, null);
  assert.equal(typeof nap, 'number'); // how many ms, a loaded machine decides
  assert.deepEqual(others, {});
  assert.deepEqual(await made.times(guided, 'https://docs.example.com'), {});
});

test('the first output is reported at once, however long the program runs', async (t) => {
  const { engine: made } = engine(t);
  const session = await made.open(guide([block('long', 'echo first\nread -r never < <(sleep 600)')]), 'mine');
  const asked = request('long');
  session.run(asked);
  await entryOf(session, (event) => event.type === 'output' && event.size === 6);
  await session.cancel(asked.run);
});

test('a check passes while its service runs on, its capture reaches later blocks, and Stop ends the service', async (t) => {
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
  assert.equal(status(session.view, service), 'cancelled');
});

test('steps run one after the other, in the order asked; a waiting one can be taken back', async (t) => {
  const { engine: made, root } = engine(t);
  const blocks = ['a', 'b', 'c'].map((id) => block(id, `echo ${id} >>order`));
  const session = await made.open(guide(blocks), 'mine');
  const [a, b, c] = ['a', 'b', 'c'].map((id) => request(id));
  assert.ok(a && b && c);
  for (const one of [a, b, c]) session.run(one);
  await session.cancel(b.run);
  await session.idle();
  assert.equal(readFileSync(join(root, 'order'), 'utf8'), 'a\nc\n');
  assert.deepEqual(session.view.runs.get(b.run)?.end, { how: 'cancelled' });
  assert.throws(() => session.run(a), { code: 'duplicate_run' });
});

test('a step waits for the service that it needs, and the service for its port', async (t) => {
  const { engine: made, root } = engine(t);
  const port = await freePort();
  const script = `python3 -c '
import socket, time
time.sleep(0.3)
s = socket.create_server(("127.0.0.1", ${port}))
open("up", "w").close()
time.sleep(1000)'`;
  const service = block('serve', script, { kind: 'service', ready: { by: 'port', target: '$PORT' } });
  const user = block('use', 'test -e up', { needs: ['serve'] });
  const session = await made.open(guide([service, user], { env: { PORT: String(port) } }), 'mine');
  session.run(request('serve'));
  await run(session, 'use');
  assert.equal(status(session.view, user), 'passed');
  assert.equal(status(session.view, service), 'ready');
  assert.equal(existsSync(join(root, 'up')), true);
});

test('a service that is not ready in its time is stopped, and says what it waited for', async (t) => {
  const { engine: made } = engine(t);
  const service = block('serve', 'sleep 1000', {
    kind: 'service',
    ready: { by: 'file', target: 'never' },
    timeout: 200,
  });
  const user = block('use', 'true', { needs: ['serve'] });
  const session = await made.open(guide([service, user]), 'mine');
  const asked = request('serve');
  session.run(asked);
  const after = await run(session, 'use');
  assert.deepEqual(session.view.runs.get(asked.run)?.end, { how: 'timed-out', after: 200, waiting: 'the file never' });
  assert.deepEqual(session.view.runs.get(after)?.end, { how: 'not-started', why: 'it needs “serve”, which failed' });
});

test('a service that is ready by its output is so once its checks have passed, and dependents wait for that', async (t) => {
  const { engine: made, root } = engine(t);
  const service = block('serve', 'echo starting\nuntil [ -e go ]; do sleep 0.02; done\necho up\nsleep 1000', {
    kind: 'service',
    ready: { by: 'output' },
    expectations: [expectation('...\nup\n...'), expectation('starting\n...')],
  });
  const user = block('use', 'true', { needs: ['serve'] });
  const session = await made.open(guide([service, user]), 'mine');
  const asked = request('serve');
  session.run(asked);
  const used = run(session, 'use');
  await entryOf(session, ({ type }) => type === 'verdict');
  assert.equal(session.view.runs.get(asked.run)?.phase, 'running');
  writeFileSync(join(root, 'go'), '');
  await used;
  assert.equal(session.view.runs.get(asked.run)?.phase, 'ready');
  assert.equal(status(session.view, user), 'passed');
  const order = session.journal.entries(0).map(({ event }) => event.type);
  assert.ok(order.indexOf('ready') > order.lastIndexOf('verdict'));
});

test('a forbidden line does not delay readiness, and turns the service red at any time', async (t) => {
  const { engine: made, root } = engine(t);
  const service = block('serve', 'echo up\nuntil [ -e go ]; do sleep 0.02; done\necho ERROR\nsleep 1000', {
    kind: 'service',
    ready: { by: 'output' },
    expectations: [expectation('ERROR', { never: true }), expectation('up\n...')],
  });
  const session = await made.open(guide([service]), 'mine');
  const asked = request('serve');
  session.run(asked);
  await entryOf(session, ({ type }) => type === 'ready');
  assert.equal(status(session.view, service), 'ready');
  writeFileSync(join(root, 'go'), '');
  await entryOf(session, (event) => event.type === 'verdict' && event.verdict.outcome === 'failed');
  assert.equal(status(session.view, service), 'failed');
  await session.cancel(asked.run);
});

test('a service without a check is ready at its first output', async (t) => {
  const { engine: made } = engine(t);
  const service = block('serve', 'echo x\nsleep 1000', { kind: 'service', ready: { by: 'output' } });
  const session = await made.open(guide([service]), 'mine');
  session.run(request('serve'));
  await entryOf(session, ({ type }) => type === 'ready');
});

test('a service whose checks do not pass in its time is stopped, and says which line it waited for or why one failed', async (t) => {
  const { engine: made } = engine(t);
  const more = { kind: 'service', ready: { by: 'output' }, timeout: 300 } as const;
  const blocks = [
    block('silent', 'echo other\nsleep 1000', { ...more, expectations: [expectation('...\nup\n...')] }),
    block('wrong', 'echo down\nsleep 1000', { ...more, expectations: [expectation('up\n...')] }),
  ];
  const session = await made.open(guide(blocks), 'mine');
  const runs = await Promise.all(['silent', 'wrong'].map((id) => run(session, id)));
  const waited = runs.map((id) => {
    const end = session.view.runs.get(id)?.end;
    return end?.how === 'timed-out' ? end.waiting : end?.how;
  });
  assert.match(waited[0] ?? '', /up/);
  assert.match(waited[1] ?? '', /^its check \(.*line 1/);
  assert.ok(!session.journal.entries(0).some(({ event }) => event.type === 'ready'));
});

test('a service that dies turns its step red; started again it is the only one', async (t) => {
  const { engine: made, root } = engine(t);
  const service = block('serve', 'echo $$ >>pids\nwhile [ ! -e die ]; do sleep 0.05; done\nrm die\nexit 3', {
    kind: 'service',
    ready: { by: 'file', target: 'pids' },
  });
  const session = await made.open(guide([service, block('kill', 'touch die')]), 'mine');
  const [first, second] = [request('serve'), request('serve')];
  session.run(first);
  await entryOf(session, (event) => event.type === 'ready' && event.run === first.run);
  session.run(second);
  await entryOf(session, (event) => event.type === 'ready' && event.run === second.run);
  assert.deepEqual(session.view.runs.get(first.run)?.end, { how: 'cancelled' });
  assert.equal(status(session.view, service), 'ready');
  await run(session, 'kill');
  await entryOf(session, (event) => event.type === 'ended' && event.run === second.run);
  assert.equal(status(session.view, service), 'failed');
  assert.equal(readFileSync(join(root, 'pids'), 'utf8').trim().split('\n').length, 2);
});

test('what a step needs must have passed, unless the reader runs it anyway', async (t) => {
  const { engine: made } = engine(t);
  const blocks = [block('first', 'false'), block('second', 'true', { needs: ['first'] })];
  const session = await made.open(guide(blocks), 'mine');
  assert.throws(() => session.run(request('second')), { code: 'needs' });
  session.run(request('first'));
  const behind = await run(session, 'second');
  assert.deepEqual(session.view.runs.get(behind)?.end, { how: 'not-started', why: 'it needs “first”, which failed' });
  const anyway = await run(session, 'second', { anyway: true });
  assert.deepEqual(session.view.runs.get(anyway)?.end, { how: 'exited', code: 0 });
});

test('what a step needs must not have been taken back since; a stale one is good enough', async (t) => {
  const { engine: made } = engine(t);
  const make = block('make', 'true', { undo: 'unmake', uses: ['NAME'] });
  const blocks = [make, block('unmake', 'true'), block('use', 'true', { needs: ['make'] })];
  const session = await made.open(guide(blocks, { inputs: [input('NAME')] }), 'mine');
  await run(session, 'make');
  session.setInput('NAME', 'another');
  assert.equal(isStale(session.view, session.guide.runbook, make, request('make').hash), true);
  await run(session, 'use');
  session.run(request('unmake'));
  const behind = await run(session, 'use');
  assert.deepEqual(session.view.runs.get(behind)?.end, {
    how: 'not-started',
    why: 'it needs “make”, which was undone',
  });
  assert.throws(() => session.run(request('use')), { code: 'needs', message: 'It needs “make”, which was undone.' });
  await run(session, 'make');
  await run(session, 'use');
});

test('what is unknown, stale, not chosen, not for this system or not confirmed is refused', async (t) => {
  const { engine: made } = engine(t, { os: 'linux' });
  const blocks = [
    block('a', 'true', { options: [{ group: 'db', option: 'old' }] }),
    block('mac', 'true', { os: 'macos' }),
    block('drop', 'true', { confirm: 'It drops the database.' }),
    block('needs-value', 'true', { uses: ['NAME'] }),
  ];
  const options = ['new', 'old'].map((name) => ({ name, label: name, recommended: false }));
  const made_ = guide(blocks, {
    groups: [{ name: 'db', label: 'db', options }],
    inputs: [input('NAME', { required: true })],
  });
  const session = await made.open(made_, 'mine');
  const before = session.journal.seq;
  assert.throws(() => session.run(request('none')), { code: 'unknown_block' });
  assert.throws(() => session.run(request('a', { hash: '0'.repeat(64) })), { code: 'stale_block' });
  assert.throws(() => session.run(request('a')), { code: 'inactive' });
  assert.throws(() => session.run(request('mac')), { code: 'inactive' });
  assert.throws(() => session.run(request('drop')), { code: 'not_confirmed' });
  assert.throws(() => session.run(request('needs-value')), { code: 'bad_value' });
  assert.throws(() => session.choose('db', 'none'), { code: 'bad_value' });
  assert.throws(() => session.setInput('OTHER', 'x'), { code: 'bad_value' });
  await assert.rejects(session.cancel('run-nothing'), { code: 'unknown_run' });
  assert.equal(session.journal.seq, before);
  session.choose('db', 'old');
  session.setInput('NAME', 'x');
  for (const id of ['a', 'needs-value']) await run(session, id);
  await run(session, 'drop', { confirmed: true });
});

test('a failing step is tried again as often as it says', async (t) => {
  const { engine: made } = engine(t);
  const step = block('flaky', 'echo x >>tries; [ "$(wc -l <tries)" -ge 2 ]', { retry: 3 });
  const session = await made.open(guide([step]), 'mine');
  const id = await run(session, 'flaky');
  assert.equal(session.view.runs.get(id)?.attempt, 2);
  assert.equal(status(session.view, step), 'passed');
});

test('a check with every= runs its block until it passes, and shows no failure before', async (t) => {
  const { engine: made } = engine(t);
  const step = block('poll', 'echo x >>tries; wc -l <tries | tr -d " "', {
    expectations: [expectation('3', { every: 20, within: 20_000 })],
  });
  const session = await made.open(guide([step]), 'mine');
  const id = await run(session, 'poll');
  assert.equal(session.view.runs.get(id)?.attempt, 3);
  assert.equal(status(session.view, step), 'passed');
  const failures = session.journal
    .entries(0)
    .filter(({ event }) => event.type === 'verdict' && event.verdict.outcome === 'failed');
  assert.deepEqual(failures, []);
});

test('a check that failed early is explained again at the end, with the whole output', async (t) => {
  const { engine: made } = engine(t);
  const step = block('banner', 'mkfifo go; echo a; echo x; cat go; echo c', {
    expectations: [expectation('a\nb\nc')],
  });
  const session = await made.open(guide([step]), 'mine');
  const asked = request('banner');
  session.run(asked);
  await entryOf(session, (event) => event.type === 'verdict' && event.verdict.outcome === 'failed');
  await writeFile(join(session.workspace.path, 'go'), '');
  await session.idle();
  const told = session.journal
    .entries(0)
    .flatMap(({ event }) => (event.type === 'verdict' && event.verdict.outcome !== 'undecided' ? [event.verdict] : []))
    .map((verdict) => (verdict.outcome === 'failed' ? verdict.explanation.sentence : verdict.outcome));
  assert.equal(told.length, 2);
  assert.match(told[0] ?? '', /^1 of 3 lines matched so far; expected “b”, but line 2/);
  assert.match(told[1] ?? '', /^2 of 3 lines matched; expected “b”, but line 2/);
});

test('a check with every= that never passes fails at the end of its window', async (t) => {
  const { engine: made } = engine(t);
  const step = block('poll', 'echo no', { expectations: [expectation('yes', { every: 50, within: 200 })] });
  const session = await made.open(guide([step]), 'mine');
  await run(session, 'poll');
  assert.equal(status(session.view, step), 'failed');
});

test('a window that closes during an attempt decides: what is open is undecided, what failed has failed', async (t) => {
  const { engine: made } = engine(t);
  const window = { every: 20, within: 2000 }; // long enough for a busy machine to start bash
  const step = block('poll', 'echo ERROR; read -r never < <(sleep 600)', {
    expectations: [expectation('ERROR\nready\n...', window), expectation('ERROR', { ...window, never: true })],
  });
  const session = await made.open(guide([step]), 'mine');
  const asked = request('poll');
  session.run(asked);
  const decided = (index: number, outcome: string) =>
    entryOf(
      session,
      (event) =>
        event.type === 'verdict' &&
        event.expectation === index &&
        event.verdict.outcome === outcome &&
        (event.verdict.outcome === 'passed' || event.verdict.explanation !== null),
    );
  await Promise.all([decided(0, 'undecided'), decided(1, 'failed')]);
  assert.equal(session.view.runs.get(asked.run)?.end, null);
  await session.cancel(asked.run);
});

test('a check whose window is over is undecided, and says what it waits for', async (t) => {
  const { engine: made } = engine(t);
  const step = block('slow', 'echo a\nsleep 1000', { expectations: [expectation('a\nb\n...', { within: 200 })] });
  const session = await made.open(guide([step]), 'mine');
  const asked = request('slow');
  session.run(asked);
  const { event } = await entryOf(session, (one) => one.type === 'verdict');
  assert.equal(event.type === 'verdict' && event.verdict.outcome === 'undecided' && event.verdict.waiting !== '', true);
  await session.cancel(asked.run);
});

test('a secret reaches its block, and neither output, journal nor state', async (t) => {
  const { engine: made, root } = engine(t);
  const session = await made.open(
    guide([block('use', 'echo "$TOKEN"; printf %s "$TOKEN" | base64; test "$TOKEN" = s3cr3t-value')], {
      inputs: [input('TOKEN', { type: 'secret' })],
    }),
    'mine',
  );
  session.setInput('TOKEN', 's3cr3t-value');
  const id = await run(session, 'use');
  assert.equal(await outputOf(session, id), '***\n***\n');
  assert.deepEqual(session.view.runs.get(id)?.end, { how: 'exited', code: 0 });
  const folder = join(root, 'state', 'sessions', session.id);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isFile()) assert.equal(readFileSync(join(folder, entry.name), 'utf8').includes('s3cr3t'), false);
});

test('output beyond the cap is cut once, and stays on disk up to its own limit', async (t) => {
  const { engine: made } = engine(t, { limits: { shown: 1000, kept: 5000 } });
  const session = await made.open(
    guide([block('loud', 'for ((i = 0; i < 1000; i++)); do echo 123456789; done')]),
    'mine',
  );
  const id = await run(session, 'loud');
  const { size, cut } = session.view.runs.get(id) ?? {};
  assert.deepEqual([size, cut], [1000, { size: 1000, why: 'kept' }]);
  assert.equal((await outputOf(session, id)).length, 5000);
  const cuts = session.journal.entries(0).flatMap(({ event }) => (event.type === 'cut' ? [event.why] : []));
  assert.equal(new Set(cuts).size, cuts.length);
  assert.deepEqual(session.view.runs.get(id)?.end, { how: 'exited', code: 0 });
});

test('sessions run side by side', async (t) => {
  const { engine: made } = engine(t);
  const meet = block('meet', 'touch "$ME"; until [ -e "$OTHER" ]; do sleep 0.02; done');
  const [one, two] = await Promise.all([
    made.open(guide([meet], { env: { ME: 'one', OTHER: 'two' } }), 'mine'),
    made.open(guide([meet], { env: { ME: 'two', OTHER: 'one' } }), 'mine'),
  ]);
  await Promise.all([run(one, 'meet'), run(two, 'meet')]);
});

test('a session runs its guide as it stands now; what is under way or queued keeps its block', async (t) => {
  const db = (name: string) => ({ name, label: name, recommended: false });
  const first = guide([block('wait', 'until [ -e go ]; do sleep 0.02; done; echo old'), block('say', 'echo old $A')], {
    env: { A: 'a' },
    groups: [{ name: 'db', label: 'db', options: [db('one'), db('two')] }],
  });
  let now = first;
  const { engine: made, root } = engine(t, { guide: () => now });
  const session = await made.open(first, 'mine');
  session.choose('db', 'two');
  const [wait, say] = [request('wait'), request('say')];
  session.run(wait);
  session.run(say);
  now = guide(
    [
      block('say', 'echo new $A $NAME', {
        uses: ['NAME', 'COUNT'],
        options: [{ group: 'db', option: 'one' }],
        expectations: [expectation('new b value')],
      }),
    ],
    {
      env: { A: 'b' },
      inputs: [input('NAME', { default: 'value' }), input('COUNT', { default: '1' })],
      groups: [{ name: 'db', label: 'db', options: [db('one')] }],
    },
  );
  now = { ...now, hashes: new Map([['say', 'f'.repeat(64)]]) };
  writeFileSync(join(root, 'go'), '');
  await session.idle();
  assert.equal(await outputOf(session, wait.run), 'old\n');
  assert.equal(await outputOf(session, say.run), 'old a\n');
  assert.throws(() => session.run(request('say')), { code: 'stale_block' });
  assert.throws(() => session.run(request('wait')), { code: 'unknown_block' });
  const again = await run(session, 'say', { hash: 'f'.repeat(64) });
  assert.equal(await outputOf(session, again), 'new b value\n');
  assert.equal(session.view.runs.get(again)?.verdicts.get(0)?.outcome, 'passed');
});

test('a value that no longer fits its input is refused before anything runs', async (t) => {
  const step = block('use', 'echo "$N"', { uses: ['N'] });
  let now = guide([step], { inputs: [input('N')] });
  const { engine: made } = engine(t, { guide: () => now });
  const session = await made.open(now, 'mine');
  session.setInput('N', 'three');
  now = guide([step], { inputs: [input('N', { type: 'int' })] });
  assert.throws(() => session.run(request('use')), { code: 'bad_value', message: 'N should be a whole number.' });
  session.setInput('N', '3');
  await run(session, 'use');
});

test('what an EXIT trap starts to clean up has its time when its run is stopped', async (t) => {
  const { engine: made } = engine(t);
  const session = await made.open(
    guide([block('long', "trap 'sleep 0.2 && echo cleaned up' EXIT; echo up; sleep 600")]),
    'mine',
  );
  const asked = request('long');
  session.run(asked);
  await entryOf(session, (event) => event.type === 'output');
  await session.cancel(asked.run);
  assert.match(await outputOf(session, asked.run), /^cleaned up$/m);
});

test('a closed session has ended everything and refuses more', async (t) => {
  const { engine: made } = engine(t);
  const session = await made.open(guide([block('long', 'sleep 1000')]), 'mine');
  const asked = request('long');
  session.run(asked);
  await Promise.all([session.close(), session.close()]);
  assert.deepEqual(session.view.runs.get(asked.run)?.end, { how: 'cancelled' });
  assert.equal(session.view.closed, true);
  assert.throws(() => session.run(request('long')), { code: 'closed' });
});

test('two readers of one session see the same entries, whenever they join', async (t) => {
  const { engine: made } = engine(t);
  const session = await made.open(guide([block('count', 'for i in 1 2 3 4 5; do echo $i; sleep 0.03; done')]), 'mine');
  const early: number[] = [];
  session.journal.follow(({ seq }) => early.push(seq));
  const asked = request('count');
  session.run(asked);
  await entryOf(session, ({ type }) => type === 'output');
  const late = session.journal.entries(0).map(({ seq }) => seq);
  session.journal.follow(({ seq }) => late.push(seq));
  await session.idle();
  assert.deepEqual(
    late,
    Array.from({ length: session.journal.seq }, (_, index) => index + 1),
  );
  assert.deepEqual(early, late.slice(-early.length));
});

test('a block whose environment is more than the system takes is not started, says why, and the session goes on', async (t) => {
  const { engine: made } = engine(t);
  const long = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`long${at}`, 'x'.repeat(100_000)]));
  const inputs = Object.keys(long).map((name) => input(name));
  const session = await made.open(guide([block('a', 'echo a')], { inputs }), 'mine');
  for (const [name, value] of Object.entries(long)) session.journal.append({ type: 'input', name, value });
  const first = await run(session, 'a');
  const end = session.view.runs.get(first)?.end;
  assert.match(end?.how === 'not-started' ? end.why : '', /E2BIG/);
  for (const name of Object.keys(long)) session.setInput(name, 'short');
  const second = await run(session, 'a');
  assert.deepEqual(session.view.runs.get(second)?.end, { how: 'exited', code: 0 });
});

test('a step that deletes the runner’s temporary files ends normally, and the next ones run', async (t) => {
  const { engine: made } = engine(t);
  const blocks = [
    block('own', 'rm "$0"'),
    block('all', 'rm -r "$(dirname "$0")"\ntrap "echo left with \\$?" EXIT\nfalse'),
    block('next', 'echo fine'),
  ];
  const session = await made.open(guide(blocks), 'mine');
  for (const [id, code, output] of [
    ['own', 0, ''],
    ['next', 0, 'fine\n'],
    ['all', 1, 'left with 1\n'],
    ['all', 1, 'left with 1\n'],
    ['next', 0, 'fine\n'],
  ] as const) {
    const done = await run(session, id);
    assert.deepEqual(session.view.runs.get(done)?.end, { how: 'exited', code });
    assert.equal(await outputOf(session, done), output);
  }
});

test('a step becomes stale if a step that it needs is undone after it, not if it ran in spite of that', async (t) => {
  const { engine: made } = engine(t);
  const use = block('use', 'true', { needs: ['make'] });
  const blocks = [block('make', 'true', { undo: 'unmake' }), block('unmake', 'true'), use];
  const session = await made.open(guide(blocks), 'mine');
  const stale = () => isStale(session.view, session.guide.runbook, use, request('use').hash);
  for (const id of ['make', 'use']) await run(session, id);
  assert.equal(stale(), false);
  await run(session, 'unmake');
  assert.equal(stale(), true);
  await run(session, 'use', { anyway: true });
  assert.equal(stale(), false);
});

test('a file in the place of the temporary folder is never taken for it', async (t) => {
  const { engine: made } = engine(t);
  const swap = block('swap', 'own=$(dirname "$0")\nrm -r "$own"\ntouch "$own"');
  const session = await made.open(guide([swap, block('next', 'echo fine')]), 'mine');
  await run(session, 'swap');
  const next = await run(session, 'next');
  const end = session.view.runs.get(next)?.end;
  assert.match(end?.how === 'not-started' ? end.why : '', /belongs to another user$/);
});

test('what cannot be recorded is not started and says so, and other sessions go on', async (t) => {
  const { engine: made, root } = engine(t);
  const session = await made.open(guide([block('a', 'echo one')]), 'mine');
  const other = await made.open(guide([block('a', 'echo one')]), 'mine');
  rmSync(join(root, 'state', 'sessions', session.id), { recursive: true });
  const lost = await run(session, 'a');
  const end = session.view.runs.get(lost)?.end;
  assert.match(end?.how === 'not-started' ? end.why : '', /^ENOENT: /);
  const done = await run(other, 'a');
  assert.equal(await outputOf(other, done), 'one\n');
});

test('a bug of the runner in one run ends that run and its program, not the runner', async (t) => {
  const { engine: made } = engine(t);
  const session = await made.open(guide([block('a', 'echo one\nsleep 600', { timeout: 600_000 })]), 'mine');
  t.mock.method(process, 'emitWarning', () => {});
  const journal = session.journal as OwnJournal;
  const append = journal.append.bind(journal);
  t.mock.method(journal, 'append', (event: Event) =>
    event.type === 'started' ? assert.fail(`a mistake at ${event.pid}`) : append(event),
  );
  const broken = await run(session, 'a');
  const end = session.view.runs.get(broken)?.end;
  const [, pid] =
    /^the runner failed: .*a mistake at (\d+)/.exec(end?.how === 'interrupted' ? (end.why ?? '') : '') ?? [];
  assert.throws(() => process.kill(Number(pid), 0), { code: 'ESRCH' });
});
