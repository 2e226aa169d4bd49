/** Blocks that need a terminal, on a real one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startOf } from '../../server/engine/process/processes.ts';
import type { Session } from '../../server/engine/session/types.ts';
import { block, engine, entryOf, expectation, guide, outputOf, request, run } from './runbook.ts';

test('a tty block has a terminal, reads what is typed, and its check sees what it printed', async (t) => {
  const { engine: made } = engine(t);
  const ask = block('ask', 'test -t 0 && test -t 1 && test -t 2\nprintf "Name? "\nread -r name\necho "Hello, $name."', {
    tty: true,
    expectations: [expectation('Name? Ada\nHello, Ada.')],
  });
  const session = await made.open(guide([ask]), 'mine');
  const id = await start(session, 'ask');
  await printed(session, id, /Name\? $/);
  session.type(id, 'Ada\r');
  await over(session, id);
  assert.deepEqual(session.view.runs.get(id)?.end, { how: 'exited', code: 0 });
  assert.equal(await outputOf(session, id), 'Name? Ada\r\nHello, Ada.\r\n');
  assert.equal(session.view.runs.get(id)?.verdicts.get(0)?.outcome, 'passed');
});

test('a terminal has the size of the page, also when that changes', async (t) => {
  const { engine: made } = engine(t);
  const script = 'stty size\nuntil [ "$(stty size)" = "43 132" ]; do sleep 0.02; done\nstty size';
  const session = await made.open(guide([block('size', script, { tty: true })]), 'mine');
  const asked = request('size', { typed: true });
  session.run(asked);
  session.resize(asked.run, 100, 30);
  await printed(session, asked.run, /^30 100\r\n/);
  session.resize(asked.run, 132, 43);
  await over(session, asked.run);
  assert.equal(await outputOf(session, asked.run), '30 100\r\n43 132\r\n');
});

test('a terminal block finds the state of the blocks before it and leaves its own, but not its terminal', async (t) => {
  const { engine: made } = engine(t, { env: { ...process.env, TERM: 'dumb' } });
  const blocks = [
    block('before', 'cd /; x=1; f() { echo "f $x"; }'),
    block('tty', 'echo "$TERM $PWD"; f; x=2; /bin/true; export LINES COLUMNS=9', { tty: true }),
    block('after', 'echo "$TERM $PWD ${COLUMNS-none}"; f; [ -t 0 ] || echo no terminal'),
  ];
  const session = await made.open(guide(blocks), 'mine');
  await run(session, 'before');
  assert.equal(await outputOf(session, await run(session, 'tty', { typed: true })), 'xterm-256color /\r\nf 1\r\n');
  assert.equal(await outputOf(session, await run(session, 'after')), 'dumb / none\nf 2\nno terminal\n');
});

test('Ctrl-C interrupts what runs in the terminal', async (t) => {
  const { engine: made } = engine(t);
  // The program itself says that it runs: while bash is still starting it, bash alone would hear the key, and wait for
  // it.
  const script = 'trap "echo interrupted; exit 7" INT\nsh -c "echo ready; exec sleep 1000"';
  const session = await made.open(guide([block('wait', script, { tty: true })]), 'mine');
  const id = await start(session, 'wait');
  await printed(session, id, /ready/);
  session.type(id, '\u0003');
  await over(session, id);
  assert.deepEqual(session.view.runs.get(id)?.end, { how: 'exited', code: 7 });
  assert.match(await outputOf(session, id), /interrupted/);
});

test('a full-screen program works: a key at a time, no echo, the cursor addressed', async (t) => {
  const { engine: made } = engine(t);
  const script = `python3 -c '
import curses
def main(screen):
    screen.addstr(3, 5, "press a key")
    screen.refresh()
    key = screen.getch()
    screen.addstr(4, 5, "key %d of %dx%d" % ((key,) + tuple(reversed(screen.getmaxyx()))))
    screen.refresh()
    screen.getch()
curses.wrapper(main)'`;
  const session = await made.open(guide([block('screen', script, { tty: true })]), 'mine');
  const id = await start(session, 'screen');
  await printed(session, id, /press a key/);
  session.type(id, 'x');
  await printed(session, id, /key 120 of 80x24/);
  session.type(id, 'q');
  await over(session, id);
  assert.deepEqual(session.view.runs.get(id)?.end, { how: 'exited', code: 0 });
});

test('Stop ends the tree of a terminal block, also what ignores signals and left its session', async (t) => {
  const { engine: made } = engine(t);
  const script = `trap "" HUP
setsid sh -c 'trap "" TERM HUP; echo "pid $$"; while :; do sleep 1; done' &
sleep 1000`;
  const session = await made.open(guide([block('stay', script, { tty: true })]), 'mine');
  const id = await start(session, 'stay');
  const pid = Number(/pid (\d+)/.exec(await printed(session, id, /pid \d+\r/))?.[1]);
  await session.cancel(id);
  assert.deepEqual(session.view.runs.get(id)?.end, { how: 'cancelled' });
  assert.equal(startOf(pid), null);
});

for (const tty of [true, false]) {
  test(`no byte of a ${tty ? 'terminal' : 'pipe'} is lost at the end of its program, however busy the runner is`, async (t) => {
    const { engine: made } = engine(t);
    const session = await made.open(guide([block('loud', 'seq 1 8000', { tty })]), 'mine');
    const busy = setInterval(() => {
      for (const until = Date.now() + 600; Date.now() < until;);
    }, 1);
    t.after(() => clearInterval(busy));
    const id = await run(session, 'loud', { typed: true });
    clearInterval(busy);
    const expected = Array.from({ length: 8000 }, (_, index) => `${index + 1}${tty ? '\r' : ''}\n`).join('');
    assert.ok((await outputOf(session, id)) === expected);
  });
}

test('if nobody can type, a tty block is not started and says why; other runs take no input', async (t) => {
  const { engine: made } = engine(t);
  const session = await made.open(guide([block('tty', 'true', { tty: true }), block('plain', 'true')]), 'mine');
  const id = await run(session, 'tty');
  const end = session.view.runs.get(id)?.end;
  assert.match(end?.how === 'not-started' ? end.why : '', /--input-file/);
  const plain = await run(session, 'plain');
  for (const one of [id, plain, 'run-nothing']) {
    assert.throws(() => session.type(one, 'x'), { code: 'unknown_run' });
    assert.throws(() => session.resize(one, 80, 24), { code: 'unknown_run' });
  }
});

test('a service in a terminal runs where nobody can type: it has a terminal of its own', async (t) => {
  const { engine: made } = engine(t);
  const script = 'test -t 0 && test -t 1 && echo "a terminal of $(stty size)"; sleep 600';
  const service = block('serve', script, { kind: 'service', tty: true, ready: { by: 'output' } });
  const session = await made.open(guide([service]), 'mine');
  const asked = request('serve');
  session.run(asked);
  await entryOf(session, (event) => event.type === 'ready');
  assert.match(await printed(session, asked.run, /\n/), /^a terminal of 24 80\r\n/);
  await session.cancel(asked.run);
});

async function start(session: Session, id: string): Promise<string> {
  const asked = request(id, { typed: true });
  session.run(asked);
  await entryOf(session, (event) => event.type === 'started' && event.run === asked.run);
  return asked.run;
}

async function over(session: Session, run: string): Promise<void> {
  await entryOf(session, (event) => event.type === 'ended' && event.run === run);
}

/** Resolves with the output once it holds this. */
function printed(session: Session, run: string, what: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = async () => {
      const text = await outputOf(session, run);
      if (!what.test(text)) return;
      stop();
      resolve(text);
    };
    const stop = session.journal.follow(({ event }) => {
      if (!('run' in event) || event.run !== run) return;
      if (event.type === 'output') look().catch(reject);
      if (event.type === 'ended') outputOf(session, run).then((text) => reject(new Error(`ended: ${text}`)), reject);
    });
    look().catch(reject);
  });
}
