/** What the background processes of a run still print after its script has exited belongs to it. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { status } from '../../src/runbook/session/view.ts';
import { noteWords } from '../../src/runbook/session/reason-words.ts';
import { patience } from '../../server/engine/process/output-end.ts';
import { openChecks } from '../../server/engine/run/checking.ts';
import { block, engine, entryOf, expectation, guide, outputOf, request, run } from './runbook.ts';

const LATE: Readonly<Record<string, [script: string, printed: string]>> = {
  'the filter of a redirected exec': [
    'exec > >(while read -r line; do sleep 0.4; echo "[log] $line"; done)\necho one\necho two\necho three',
    '[log] one\n[log] two\n[log] three\n',
  ],
  'a slow tee': ['exec > >(sleep 1; cat)\nseq 3', '1\n2\n3\n'],
  'a job in the background': ['(sleep 1; echo done) &\necho started', 'started\ndone\n'],
  'a job of a subshell that left': ['(setsid sh -c "sleep 1; echo done" &)\necho started', 'started\ndone\n'],
  'a job on standard error': ['(sleep 1; echo oops >&2) &\necho started', 'started\noops\n'],
};

for (const [what, [script, printed]] of Object.entries(LATE)) {
  test(`a run waits for what is printed by ${what}`, async (t) => {
    const { engine: made } = engine(t);
    const step = block('late', script, { expectations: [expectation(printed.trimEnd())] });
    const session = await made.open(guide([step]), 'mine');
    assert.equal(await outputOf(session, await run(session, 'late')), printed);
    assert.equal(status(session.view, step), 'passed');
  });
}

test('an error that a background job prints after the step breaks its never', async (t) => {
  const { engine: made } = engine(t);
  const never = expectation('[..]ERROR[..]', { never: true });
  const step = block('job', '(sleep 0.3; echo ERROR late) &\necho started', { expectations: [never] });
  const session = await made.open(guide([step]), 'mine');
  await run(session, 'job');
  assert.equal(status(session.view, step), 'failed');
});

test('a silent daemon does not hold its step up, and what it prints later is shown there', async (t) => {
  const { engine: made, root } = engine(t);
  const daemon = block('daemon', '(until [ -e go ]; do sleep 0.05; done; echo late) &\necho started');
  const session = await made.open(guide([daemon, block('go', 'touch go')]), 'mine');
  const first = await run(session, 'daemon');
  assert.equal(session.view.runs.get(first)?.background, true, root);
  assert.equal(await outputOf(session, first), 'started\n');
  await run(session, 'go');
  await entryOf(session, (event) => event.type === 'background' && !event.holds);
  assert.equal(await outputOf(session, first), 'started\nlate\n');
  assert.equal(status(session.view, daemon), 'passed');
  assert.equal(session.view.runs.get(first)?.background, false);
});

test('a check that lacks a line waits for it longer than silence lasts', async (t) => {
  const { engine: made } = engine(t);
  const step = block('slow', '(sleep 3; echo ready) &\necho started', {
    expectations: [expectation('started\nready')],
  });
  const session = await made.open(guide([step]), 'mine');
  await run(session, 'slow');
  assert.equal(status(session.view, step), 'passed');
});

test('a line that comes after the check has failed leaves it red, and the page says that it is too late', async (t) => {
  const { engine: made } = engine(t);
  const step = block('failing', '(until [ -e go ]; do sleep 0.05; done; echo ready) &\nexit 1', {
    expectations: [expectation('ready')],
  });
  const session = await made.open(guide([step, block('go', 'touch go')]), 'mine');
  const id = await run(session, 'failing');
  const view = session.view.runs.get(id);
  assert.match((view && noteWords(view, 0)) ?? '', /comes too late for the check that has failed\.$/);
  await run(session, 'go', { anyway: true });
  await entryOf(session, (event) => event.type === 'background' && !event.holds);
  assert.equal(await outputOf(session, id), 'ready\n');
  assert.equal(status(session.view, step), 'failed');
});

test('the page says what a run waits for', async (t) => {
  const { engine: made, root } = engine(t);
  const session = await made.open(guide([block('job', '(until [ -e go ]; do sleep 0.05; done) &')]), 'mine');
  const waits = entryOf(session, ({ type }) => type === 'background');
  const over = run(session, 'job');
  await waits;
  writeFileSync(join(root, 'go'), '');
  const id = await over;
  const told = session.journal.entries(0).flatMap(({ event }) => ('run' in event && event.run === id ? [event] : []));
  assert.deepEqual(
    told
      .filter(({ type }) => type === 'background' || type === 'ended')
      .map((event) => ('holds' in event ? event.holds : event.type)),
    [true, false, 'ended'],
  );
});

test('the time limit of a block is over with its script, not with its background processes', async (t) => {
  const { engine: made } = engine(t);
  const job = block('job', '(sleep 4; echo done) &', { timeout: 3000, expectations: [expectation('done')] });
  const session = await made.open(guide([job]), 'mine');
  const id = await run(session, 'job');
  assert.deepEqual(session.view.runs.get(id)?.end, { how: 'exited', code: 0 });
});

test('background processes of an attempt are reported again at the end of the last one, until they end', async (t) => {
  const { engine: made } = engine(t);
  const script =
    'if [ ! -e second ]; then (until [ -e go ]; do sleep 0.05; done; echo late) & touch second; exit 1; fi\necho again';
  const daemon = block('daemon', script, { retry: 1 });
  const session = await made.open(guide([daemon, block('go', 'touch go')]), 'mine');
  const id = await run(session, 'daemon');
  assert.equal(session.view.runs.get(id)?.background, true);
  const told = (): (boolean | string)[] =>
    session.journal.entries(0).flatMap<boolean | string>(({ event }) => {
      if (!('run' in event) || event.run !== id) return [];
      if (event.type === 'background') return [event.holds];
      return ['retried', 'ended'].includes(event.type) ? [event.type] : [];
    });
  assert.deepEqual(told(), [true, false, 'retried', true, 'ended']);
  await run(session, 'go');
  await entryOf(session, () => told().length === 6);
  assert.deepEqual(told().slice(-2), ['ended', false]);
  assert.equal(await outputOf(session, id), 'again\nlate\n');
});

test('an attempt that leaves processes is over only with those of the attempts before', async (t) => {
  const { engine: made } = engine(t);
  const script =
    'n=0; [ ! -e try0 ] || n=1; touch "try$n"; (until [ -e "go$n" ]; do sleep 0.05; done; echo "late $n") &\n[ "$n" = 1 ]';
  const session = await made.open(
    guide([block('daemon', script, { retry: 1 }), block('first', 'touch go0'), block('last', 'touch go1')]),
    'mine',
  );
  const id = await run(session, 'daemon');
  await run(session, 'last');
  while (!(await outputOf(session, id)).includes('late 1')) await new Promise((turn) => setImmediate(turn));
  assert.equal(session.view.runs.get(id)?.background, true);
  await run(session, 'first');
  await entryOf(session, (event) => event.type === 'background' && session.view.runs.get(id)?.background === false);
  assert.equal(await outputOf(session, id), 'late 1\nlate 0\n');
});

test('a session that is closed reads what is left, and its last entry is that it is closed', async (t) => {
  const { engine: made } = engine(t);
  const daemon = block('daemon', `(trap 'echo goodbye; exit' TERM; echo up; while :; do sleep 0.1; done) &`);
  const session = await made.open(guide([daemon]), 'mine');
  const asked = request('daemon');
  session.run(asked);
  await entryOf(session, (event) => event.type === 'ended');
  await session.close();
  assert.match(await outputOf(session, asked.run), /^up\n(.*\n)*goodbye\n/);
  assert.equal(session.journal.entries(0).at(-1)?.event.type, 'closed');
});

test('a never that has passed turns red when its line is printed later, once', () => {
  const told: string[] = [];
  const step = block('daemon', '', { expectations: [expectation('ERROR', { never: true })] });
  const checks = openChecks(step, {}, null, (_, verdict) => told.push(verdict.outcome));
  checks.push(Buffer.from('started\n'), 'stdout');
  assert.equal(checks.wantsMore(), true);
  checks.end(0, null);
  checks.push(Buffer.from('fine\n'), 'stderr');
  checks.push(Buffer.from('ERROR\nERROR'), 'stderr');
  checks.over();
  assert.deepEqual(told, ['passed', 'failed']);
  checks.close();
});

test('a never sees a late last line without an end', () => {
  const told: string[] = [];
  const step = block('daemon', '', { expectations: [expectation('ERROR', { never: true, exit: 3 })] });
  const checks = openChecks(step, {}, null, (_, verdict) => told.push(verdict.outcome));
  checks.end(3, null);
  checks.push(Buffer.from('ERROR'), 'stdout');
  checks.over();
  assert.deepEqual(told, ['passed', 'failed']);
  checks.close();
});

test('how long a run waits: two seconds of silence, ten where output is wanted or goes on', () => {
  assert.equal(patience(0, 0, false), 2000);
  assert.equal(patience(1999, 1999, false), 1);
  assert.equal(patience(2000, 2000, false), 0);
  assert.equal(patience(9000, 100, false), 1000);
  assert.equal(patience(5000, 5000, true), 5000);
  assert.equal(patience(10_000, 0, true), 0);
});
