/**
 * Runners that are killed at random moments and started again: nothing of a journal is lost, nobody is left running.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createEngine } from '../../server/engine/engine.ts';
import type { Session } from '../../server/engine/session/types.ts';
import { living } from './living.ts';
import { nextMark, ownLog } from './noisy.ts';
import { sample } from '../lane.ts';
import { folder, outputOf } from './runbook.ts';

const MOMENTS = sample({ daily: 40, nightly: 200 });
const LANES = 4; // that are killed side by side: a runner waits for most of its life
const STAGES = 12; // what a runner says until it has cleaned up, run a block to its end, and stopped one
const PAUSE = 20; // ms; about what lies between two of them

const NAME = `runners killed at ${MOMENTS} random moments and restarted lose no byte and leave nobody`;

test(NAME, { timeout: 600_000 }, async (t) => {
  const root = folder(t);
  const lanes = await Promise.all(Array.from({ length: LANES }, (_, lane) => livesOf(join(root, `${lane}`), lane)));
  // Whatever a runner does, some were killed before it, some after it.
  assert.deepEqual([...new Set(lanes.flat())].toSorted(), ['cancelled', 'exited', 'interrupted']);
});

/** Runners one after another in one state folder. How the runs of all of them ended. */
async function livesOf(root: string, lane: number): Promise<string[]> {
  const [log, temporary, stateDir] = [join(root, 'log'), join(root, 'tmp'), join(root, 'state')];
  for (const made of [root, log, temporary]) mkdirSync(made);
  const marks: string[] = [];
  const survivors: string[] = [];
  for (let moment = 0; moment < MOMENTS / LANES; moment += 1) {
    const mark = nextMark();
    const args = [join(import.meta.dirname, 'noisy-runner.ts'), stateDir, log, mark];
    const runner = spawn(process.execPath, moment % 5 === 0 ? args : [...args, 'again'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR: temporary, NODE_COMPILE_CACHE: join(root, '..', 'cache') },
    });
    let stages = (moment * LANES + lane) % STAGES; // each in its turn: chance leaves none out
    const over = once(runner, 'exit');
    for await (const said of createInterface(runner.stdout)) {
      if (said === 'clean') survivors.push(...living(marks));
      if ((stages -= 1) < 0) break;
    }
    // The one place where time is the matter: the moment is random.
    await delay(Math.random() * PAUSE);
    runner.kill('SIGKILL');
    await over;
    marks.push(mark);
  }
  assert.deepEqual(survivors, [], 'what the runner before has left is gone once the next one has begun');
  const last = createEngine({ stateDir, env: process.env });
  const ends: string[] = [];
  for (const { session } of await last.list()) ends.push(...(await endsOf(await last.find(session), log)));
  assert.deepEqual(living([...marks, temporary]), []);
  assert.deepEqual(readdirSync(temporary), []);
  return ends;
}

/** How the runs of a session ended, each of them compared with what its program wrote. */
async function endsOf(session: Session | undefined, log: string): Promise<string[]> {
  assert.ok(session);
  const entries = session.journal.entries(0);
  assert.deepEqual(
    entries.map(({ seq }) => seq),
    entries.map((_, index) => index + 1),
  );
  const ends: string[] = [];
  for (const { id, end, size } of session.view.runs.values()) {
    const written = ownLog(log, id);
    const output = await outputOf(session, id);
    assert.ok(Buffer.byteLength(output) >= size, 'the journal says no more than is there');
    assert.ok(written.startsWith(output), "what is there is the beginning of the program's own log");
    if (end?.how === 'exited') assert.equal(output, written);
    // What was in the pipe, and in the hands of the runner, when it died.
    else assert.ok(written.length - output.length <= 2 * 65_536, `${written.length - output.length} bytes are missing`);
    ends.push(end?.how ?? 'none');
  }
  return ends;
}
