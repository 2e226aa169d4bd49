/** A program that a signal has paused does not look like one that only takes long. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { noteWords } from '../../src/runbook/session/reason-words.ts';
import { findProcesses } from '../../server/engine/process/find-processes.ts';
import { watchPaused } from '../../server/engine/process/watch-paused.ts';
import type { Session } from '../../server/engine/session/types.ts';
import { block, engine, entryOf, folder, guide, request } from './runbook.ts';

const PAUSED = {
  'the script itself': ['kill -STOP $$', 'bash'],
  'a program that it waits for': ["sh -c 'kill -STOP $$; :'", 'sh'],
  'a program in the background': ['sleep 600 &\nkill -STOP $!\nwait $! || :', 'sleep'],
  'a program of a pipe': ["echo | sh -c 'kill -STOP $$; cat'", 'sh'],
} as const;

for (const [what, [script, name]] of Object.entries(PAUSED)) {
  test(`the page says that a signal has paused ${what}, and when it continues`, async (t) => {
    const { engine: made } = engine(t);
    const session = await made.open(guide([block('pause', `echo up\n${script}`)]), 'mine');
    const asked = request('pause');
    session.run(asked);
    const program = await paused(session);
    assert.match(program.name, new RegExp(`^(${name}|dash|bash)$`));
    const run = session.view.runs.get(asked.run);
    assert.match((run && noteWords(run, 0)) ?? '', new RegExp(`^Paused: .*process ${program.pid}`));
    process.kill(program.pid, name === 'sleep' ? 'SIGKILL' : 'SIGCONT');
    await entryOf(session, ({ type }) => type === 'ended');
    assert.deepEqual(session.view.runs.get(asked.run)?.end, { how: 'exited', code: 0 });
    assert.equal(session.view.runs.get(asked.run)?.paused, null);
  });
}

test('one that is continued while it prints nothing is reported as continued', async (t) => {
  const { engine: made } = engine(t);
  const session = await made.open(guide([block('pause', 'kill -STOP $$\nsleep 600')]), 'mine');
  session.run(request('pause'));
  process.kill((await paused(session)).pid, 'SIGCONT');
  await entryOf(session, (event) => event.type === 'paused' && event.program === null);
});

test('Stop ends what is paused', async (t) => {
  const { engine: made } = engine(t);
  const session = await made.open(guide([block('pause', 'kill -STOP $$')]), 'mine');
  const asked = request('pause');
  session.run(asked);
  await paused(session);
  await session.cancel(asked.run);
  assert.deepEqual(session.view.runs.get(asked.run)?.end, { how: 'cancelled' });
});

test('once a run is over, what it still prints in the background starts no search', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const child = spawn('sleep', ['600'], { stdio: 'ignore', detached: true });
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'spawn');
  const mark = { session: 'watched', run: 'run-00001', leader: child.pid ?? null, pipes: [] };
  const told: unknown[] = [];
  const watch = watchPaused(mark, false, (program) => told.push(program));
  t.mock.timers.tick(1000); // it has been looked for once
  watch.stop();
  child.kill('SIGSTOP');
  while (!findProcesses(mark).some((one) => one.paused)) await new Promise((turn) => setImmediate(turn));
  watch.heard();
  t.mock.timers.tick(60_000);
  assert.deepEqual(told, []);
});

test('where there is no /proc, looking for paused programs does not ask slow lsof', async (t) => {
  const lsof = join(folder(t), 'lsof');
  writeFileSync(lsof, '#!/bin/sh\n: > "$0.asked"\n', { mode: 0o755 });
  const { PATH } = process.env;
  process.env['GUIDEPOST_PROCESSES'] = 'ps';
  process.env['PATH'] = join(lsof, '..') + delimiter + PATH;
  t.after(() => {
    delete process.env['GUIDEPOST_PROCESSES'];
    process.env['PATH'] = PATH;
  });
  const child = spawn('sleep', ['600'], { stdio: 'ignore', detached: true });
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'spawn');
  child.kill('SIGSTOP');
  const mark = { session: 'unmarked', run: 'run-00001', leader: child.pid ?? null, pipes: ['/no/such/pipe'] };
  await new Promise<void>((resolve) => {
    const watch = watchPaused(mark, false, (program) => {
      assert.equal(program?.pid, child.pid);
      resolve();
      setImmediate(() => watch.stop());
    });
  });
  assert.equal(existsSync(`${lsof}.asked`), false);
});

async function paused(session: Session) {
  const { event } = await entryOf(session, (each) => each.type === 'paused');
  assert.ok(event.type === 'paused' && event.program);
  return event.program;
}
