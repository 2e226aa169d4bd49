/** Whatever a block does to get away, nobody of it is left after Stop. Each script names its processes by a number. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { helpersAmong, startOf } from '../../server/engine/process/processes.ts';
import { unlessMarkedByLimit } from './marks-by-limit.ts';
import { block, engine, entryOf, guide, outputOf, request, run } from './runbook.ts';

/** macOS has no program of this name. */
const SETSID = process.platform === 'darwin' ? "perl -MPOSIX -e 'setsid; exec @ARGV'" : 'setsid';

const ESCAPES: Readonly<Record<string, string>> = {
  'a plain child': 'sleep NUMBER',
  'a child in the background': 'sleep NUMBER &\nwait',
  'a session of its own': `${SETSID} sleep NUMBER &\nwait`,
  'a double fork': `(${SETSID} bash -c "sleep NUMBER & exec sleep NUMBER" &)\nsleep NUMBER`,
  'job control': 'set -m\nsleep NUMBER &\nbash -c "set -m; sleep NUMBER & wait" &\nwait',
  'ignoring TERM': "trap '' TERM\nsleep NUMBER &\nwhile true; do sleep NUMBER; done",
  'a cleared environment': `env -i ${SETSID} sleep NUMBER &\nenv -i bash -c "(${SETSID} sleep NUMBER &)"\nsleep NUMBER`,
  'a stopped process': 'sleep NUMBER &\nuntil ps -p $! -o command= | grep -q ^sleep; do :; done\nkill -STOP $!\nwait',
};

// Other runs of these tests may be under way, or may have failed.
let number = 1_000_000_000 + process.pid * 100;

for (const [name, script] of Object.entries(ESCAPES)) {
  test(`Stop ends ${name}`, async (t) => {
    const { engine: made } = engine(t);
    number += 1;
    const text = `echo up\n${script.replaceAll('NUMBER', String(number))}`;
    const session = await made.open(guide([block('away', text)]), 'mine');
    const asked = request('away');
    session.run(asked);
    await appeared(String(number));
    await session.cancel(asked.run);
    assert.deepEqual(alive(String(number)), []);
    assert.deepEqual(session.view.runs.get(asked.run)?.end, { how: 'cancelled' });
  });
}

test('a daemon that holds the output open does not hang its step, lives on, and ends with the session', async (t) => {
  const { engine: made } = engine(t);
  number += 1;
  const script = `${SETSID} bash -c 'while sleep 0.05; do echo noise; done; sleep ${number}' &\n${SETSID} sleep ${number} &\necho done`;
  const session = await made.open(guide([block('daemon', script), block('next', 'echo next')]), 'mine');
  const first = await run(session, 'daemon');
  assert.match(await outputOf(session, first), /^done\n/);
  assert.equal(await outputOf(session, await run(session, 'next')), 'next\n');
  assert.equal(alive(`sleep ${number}`).length > 0, true);
  await session.close();
  assert.deepEqual(alive(String(number)), []);
});

test('Stop spares the run of another runner that has the same id', async (t) => {
  const asked = request('wait');
  const open = () => engine(t).engine.open(guide([block('wait', 'echo up\nsleep 600')]), 'mine');
  const [mine, other] = [await open(), await open()];
  for (const session of [mine, other]) {
    session.run(asked);
    await entryOf(session, ({ type }) => type === 'output');
  }
  const { event } = await entryOf(other, ({ type }) => type === 'started');
  await mine.cancel(asked.run);
  assert.ok(event.type === 'started' && startOf(event.pid) !== null);
  await other.cancel(asked.run);
  assert.deepEqual(other.view.runs.get(asked.run)?.end, { how: 'cancelled' });
});

test('Stop of a run that has ended ends the daemons that it left', async (t) => {
  const { engine: made } = engine(t);
  number += 1;
  const session = await made.open(guide([block('daemon', `${SETSID} sleep ${number} >/dev/null 2>&1 &`)]), 'mine');
  const first = await run(session, 'daemon');
  await session.cancel(first);
  assert.deepEqual(alive(String(number)), []);
});

const LOST = `env -i bash -c "(${SETSID} sleep NUMBER >/dev/null 2>&1 &)" >/dev/null 2>&1`;

test(
  'a daemon with a cleared environment, no parent and no output lives on, and ends with its run or its session',
  unlessMarkedByLimit,
  async (t) => {
    const { engine: made } = engine(t);
    const [first, second] = [(number += 1), (number += 1)];
    const blocks = [first, second].map((one) => block(`lost-${one}`, LOST.replace('NUMBER', String(one))));
    const session = await made.open(guide(blocks), 'mine');
    const stopped = await run(session, `lost-${first}`);
    await run(session, `lost-${second}`);
    await appeared(String(first));
    await appeared(String(second));
    await session.cancel(stopped);
    assert.deepEqual([alive(`sleep ${first}`).length, alive(`sleep ${second}`).length], [0, 1]);
    await session.close();
    assert.deepEqual(alive(String(second)), []);
  },
);

test('a block that takes longer than its time is ended and says so', async (t) => {
  const { engine: made } = engine(t);
  number += 1;
  const session = await made.open(guide([block('slow', `sleep ${number}`, { timeout: 200 })]), 'mine');
  const id = await run(session, 'slow');
  assert.deepEqual(session.view.runs.get(id)?.end, { how: 'timed-out', after: 200 });
  assert.deepEqual(alive(String(number)), []);
});

test('shutdown ends what runs and what waits, and the journals stay open for the next runner', async (t) => {
  const { engine: made } = engine(t);
  number += 1;
  const session = await made.open(guide([block('long', `echo up; sleep ${number}`)]), 'mine');
  const [one, two] = [request('long'), request('long')];
  session.run(one);
  session.run(two);
  await entryOf(session, ({ type }) => type === 'output');
  await made.shutdown();
  assert.deepEqual(alive(String(number)), []);
  const ends = [...session.view.runs.values()].map(({ end }) => end?.how);
  assert.deepEqual(ends, ['cancelled', 'cancelled']);
  assert.equal(session.view.closed, false);
});

/** Commands of living processes that mention `text`, other than this test's own. */
function alive(text: string): string[] {
  const list = execFileSync('ps', ['-A', '-ww', '-o', 'stat=,command='], { encoding: 'utf8' });
  return list.split('\n').filter((line) => line.includes(text) && !line.startsWith('Z'));
}

/** Polls: a process of somebody else tells nobody that it began. */
async function appeared(text: string): Promise<void> {
  while (!alive(`sleep ${text}`).length) await new Promise((resolve) => setTimeout(resolve, 5));
}

const SLOW = `trap 'echo saving; sleep 1; (sleep 0.2; echo saved); exit 0' TERM
echo up
while :; do sleep 0.05; done`;

for (const [kind, more] of Object.entries({ service: { kind: 'service' }, step: {} } as const)) {
  test(`a ${kind} that needs a while to stop has it, with the programs that it starts for that, and the wait is told`, async (t) => {
    const { engine: made } = engine(t);
    const slow = block('slow', SLOW, { ...more, ready: { by: 'output' }, stop: 20_000 });
    const session = await made.open(guide([slow]), 'mine');
    const asked = request('slow');
    session.run(asked);
    await entryOf(session, ({ type }) => type === 'output');
    await session.cancel(asked.run);
    assert.match(await outputOf(session, asked.run), /\nsaving\nsaved\n$/);
    const told = session.journal.entries(0).find(({ event }) => event.type === 'stopping');
    assert.deepEqual(told?.event, { type: 'stopping', run: asked.run, within: 20_000 });
  });
}

test('what has not ended in its time is killed', async (t) => {
  const { engine: made } = engine(t);
  const stubborn = block('stubborn', `trap '' TERM\necho up\nwhile :; do sleep 0.1; done`, { stop: 300 });
  const session = await made.open(guide([stubborn]), 'mine');
  const asked = request('stubborn');
  session.run(asked);
  await entryOf(session, ({ type }) => type === 'output');
  await session.cancel(asked.run);
  assert.deepEqual(session.view.runs.get(asked.run)?.end, { how: 'cancelled' });
});

test('what a process starts after TERM is left to it, and no longer once it is gone', () => {
  const told = new Map([[10, 'bash']]);
  const tree = [
    { pid: 12, parent: 11 },
    { pid: 11, parent: 10 },
    { pid: 10, parent: 1 },
    { pid: 13, parent: 9 },
  ];
  assert.deepEqual([...helpersAmong(tree, told)], [11, 12]);
  assert.deepEqual([...helpersAmong(tree.slice(0, 2), told)], []);
});
