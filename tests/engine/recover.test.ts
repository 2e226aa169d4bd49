/** Runners that are killed at random moments: nothing of the journal is lost, nobody is left running. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createEngine } from '../../server/engine/engine.ts';
import { fold, emptyView } from '../../src/runbook/view.ts';
import { block, engine, folder, guide, outputOf, run } from './runbook.ts';

const MOMENTS = Number(process.env['GUIDEPOST_FAULTS'] ?? 20);

test(`a runner killed at ${MOMENTS} random moments loses no byte and leaves nobody`, async (t) => {
  const root = folder(t);
  const seconds = String(1_000_000_000 + process.pid);
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    const log = join(root, `log-${moment}`);
    const stateDir = join(root, `state-${moment}`);
    const runner = spawn(process.execPath, [join(import.meta.dirname, 'noisy-runner.ts'), stateDir, log, seconds], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR: root },
    });
    const [line] = await once(runner.stdout, 'data');
    const id = String(line).trim();
    // The one place where time is the matter: the moment is random.
    await delay(Math.random() * 150);
    runner.kill('SIGKILL');
    await once(runner, 'exit');

    const next = createEngine({ stateDir, env: process.env });
    const session = await next.find(id);
    assert.ok(session);
    const [one] = session.view.runs.values();
    assert.ok(one);
    assert.deepEqual(one.end, { how: 'interrupted' });
    const output = await outputOf(session, one.id);
    assert.ok(output.length >= one.size, 'the journal says no more than is there');
    assert.ok(readFileSync(log, 'utf8').startsWith(output), "what is there is the beginning of the program's own log");
    assert.deepEqual(
      session.journal.entries(0).map(({ seq }) => seq),
      session.journal.entries(0).map((_, index) => index + 1),
    );
    assert.deepEqual(living(log, seconds), []);
    await next.shutdown();
  }
  assert.deepEqual(
    readdirSync(root).filter((name) => name.startsWith('guidepost-')),
    [],
  );
});

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

test('two runners side by side leave each other alone', async (t) => {
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

function living(...marks: string[]): string[] {
  const list = execFileSync(
    'ps',
    ['-A', '-E', '-ww', '-o', 'stat=,command='].filter((word) => process.platform === 'darwin' || word !== '-E'),
    { encoding: 'utf8' },
  );
  return list.split('\n').filter((line) => marks.some((mark) => line.includes(mark)) && !line.startsWith('Z'));
}
