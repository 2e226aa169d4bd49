/** Sessions that a runner has left, with its goodbye or without. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createEngine } from '../../server/engine/engine.ts';
import { fold } from '../../src/runbook/session/fold.ts';
import { emptyView } from '../../src/runbook/session/view.ts';
import { living } from './living.ts';
import { block, engine, folder, guide, outputOf, run } from './runbook.ts';

test('a session left open goes on with the next runner: values, options, directory and variables are there', async (t) => {
  const { engine: first, root } = engine(t);
  const made = guide([block('one', 'mkdir -p sub; cd sub; x=kept'), block('two', 'echo "$x ${PWD##*/}"')]);
  const session = await first.open(made, 'mine');
  await run(session, 'one');
  await first.shutdown();
  const second = createEngine({ stateDir: join(root, 'state'), env: process.env, guide: () => made });
  t.after(() => second.shutdown());
  const again = await second.find(session.id);
  assert.ok(again);
  assert.equal(again.view.seq, session.view.seq);
  assert.equal(await outputOf(again, await run(again, 'two')), 'kept sub\n');
  assert.deepEqual(again.journal.entries(0).reduce(fold, emptyView), again.view);
});

test('two runners do not touch each other’s sessions', async (t) => {
  const { engine: first, root } = engine(t);
  const session = await first.open(guide([block('a', 'echo a')]), 'mine');
  const second = createEngine({ stateDir: join(root, 'state'), env: process.env, guide: () => session.guide });
  const seen = await second.find(session.id);
  assert.ok(seen);
  assert.throws(() => seen.setInput('A', 'b'), { code: 'closed' });
  await second.shutdown();
  const id = await run(session, 'a');
  assert.deepEqual(session.view.runs.get(id)?.end, { how: 'exited', code: 0 });
});

for (const [doing, rest] of [
  ['waits', 'sleep 600'],
  ['prints', 'while :; do echo more; done'],
  ['prints by other programs', 'while :; do env printf "more\\n"; done'],
  ['is between two lines', 'until [ ! -e "/proc/$PPID" ]; do :; done 2>/dev/null\n:\n:'],
] as const)
  test(`the EXIT trap of a block that ${doing} when its runner is killed runs to its end`, async (t) => {
    const root = folder(t);
    const [stateDir, mark] = [join(root, 'state'), join(root, 'cleaned-up')];
    const script = `trap 'echo bye && echo bye >&2; env echo bye; echo "$?" >"${mark}"' EXIT\necho up\n${rest}`;
    const watcher = watch(root);
    t.after(() => watcher.close());
    const cleaned = new Promise<void>((done) => watcher.on('change', () => existsSync(mark) && done()));
    const runner = spawn(process.execPath, [join(import.meta.dirname, 'script-runner.ts'), stateDir, script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(runner.stdout, 'data');
    runner.kill('SIGKILL');
    await once(runner, 'exit');
    // Who prints notices by itself; who waits is ended by the next runner.
    if (doing !== 'waits') await cleaned;
    const next = createEngine({ stateDir, env: process.env });
    await next.list();
    await cleaned;
    assert.deepEqual(living([root]), []);
  });

test('a session that its runner died over while it copied the practice folder leaves nothing behind', async (t) => {
  const root = folder(t);
  const [stateDir, practiceDir, files] = ['state', 'practice', 'guide'].map((name) => join(root, name));
  assert.ok(stateDir && practiceDir && files);
  mkdirSync(join(files, 'template'), { recursive: true });
  for (let at = 0; at < 3000; at += 1) writeFileSync(join(files, 'template', `file-${at}`), 'text');
  mkdirSync(practiceDir);
  const watcher = watch(practiceDir);
  t.after(() => watcher.close());
  const copying = once(watcher, 'change');
  const runner = spawn(process.execPath, [
    join(import.meta.dirname, 'practice-runner.ts'),
    stateDir,
    practiceDir,
    files,
  ]);
  await copying;
  runner.kill('SIGKILL');
  await once(runner, 'exit');
  const left = [join(stateDir, 'sessions'), practiceDir].map((path) => readdirSync(path).length);
  assert.deepEqual(left, [1, 1]);
  const next = createEngine({ stateDir, practiceDir, env: process.env });
  t.after(() => next.shutdown());
  assert.deepEqual(await next.list(), []);
  assert.deepEqual([...readdirSync(join(stateDir, 'sessions')), ...readdirSync(practiceDir)], []);
});

test('a finished session stays readable, and refuses to run', async (t) => {
  const { engine: made } = engine(t);
  const session = await made.open(guide([block('a', 'echo a')]), 'mine');
  const id = await run(session, 'a');
  await session.close();
  const found = await made.find(session.id);
  assert.ok(found);
  assert.equal(await outputOf(found, id), 'a\n');
  assert.equal(found.view.closed, true);
  assert.throws(() => found.choose('a', 'b'), { code: 'closed' });
  assert.deepEqual(
    (await made.list('test')).map(({ session, closed }) => [session, closed]),
    [[session.id, true]],
  );
  assert.deepEqual(await made.list('other'), []);
  assert.equal(await made.find('no-such-session'), undefined);
  assert.equal(await made.find('../../../etc'), undefined);
});

test('foreign files among the sessions are not sessions, and affect none', async (t) => {
  const { engine: first, root } = engine(t);
  const session = await first.open(guide([block('a', 'echo a')]), 'mine');
  await session.close();
  const sessions = join(root, 'state', 'sessions');
  writeFileSync(join(sessions, 'a-file-of-mine'), '');
  mkdirSync(join(sessions, 'a-folder-of-mine', 'events.jsonl'), { recursive: true });
  const second = createEngine({ stateDir: join(root, 'state'), env: process.env });
  t.after(() => second.shutdown());
  assert.deepEqual(
    (await second.list()).map(({ session: id }) => id),
    [session.id],
  );
});
