/**
 * Every guide, headless in its practice workspace, from the first block to the last; then, where a guide has a table of
 * faults, each of them in the workspace that this run has left behind. Such a run takes many minutes and is made in the
 * nightly lane. The daily one tries the aged project, which takes the same guide through both options.
 *
 * The run is the CLI's, because its exit code is what CI lives by; `--keep` leaves session and workspace, and the
 * faults take them up again as a reader does the next day: with the installed gigabytes, without the services. So
 * nothing is installed twice, and starting PostgreSQL again is the first of the faults' own rows. Of the migration
 * guide it is Option B that runs here; Option A is clicked through in a real browser by e2e/migration.spec.ts, and the
 * rows of its checks choose it in the session taken up.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { createEngine } from '../server/engine/engine.ts';
import type { Guide, Session } from '../server/engine/session/types.ts';
import { findGuides } from '../server/guides/read-guides.ts';
import { dangers, dangerScripts, tryDanger } from './faults/dangers.ts';
import type { Fault } from './faults/fault.ts';
import { passes, tryFault, withFaults } from './faults/faults.ts';
import { table } from './faults/table.ts';
import { isNightly } from './lane.ts';

const root = resolve(import.meta.dirname, '..');

/** The choices that a guide is run with, where they are not the recommended ones. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'infrastructure-migration': ['database=existing', 'running=activate', 'start=write'],
};

const FAULTS: Readonly<Record<string, readonly Fault[]>> = { 'infrastructure-migration': table };

const guides = await findGuides(join(root, 'content', 'guides'));

for (const guide of guides) {
  const { runbook } = guide;
  const options = CHOICES[runbook.id] ?? [];
  const faults = FAULTS[runbook.id] ?? [];
  const how = options.length > 0 ? ` with ${options.join(' and ')}` : '';
  const also = faults.length > 0 ? ', and each fails where it should' : '';
  const skip = faults.length > 0 && !isNightly() ? 'in the nightly lane' : false;

  test(`every block and check of "${runbook.title}" passes${how}${also}`, { skip }, async (t) => {
    const state = await mkdtemp(join(tmpdir(), 'guidepost-guides-'));
    let kept: Session | null = null;
    t.after(async () => {
      await kept?.close(); // its end, and that of its gigabytes
      await rm(state, { recursive: true, force: true });
    });
    const where = [runbook.practice ? '--practice' : '--yes', ...(faults.length > 0 ? ['--keep'] : [])];
    const ended = await run(state, [
      'run',
      runbook.id,
      '--optional',
      ...where,
      ...options.flatMap((one) => ['--option', one]),
    ]);
    if (faults.length > 0) kept = await takeUp(state, withFaults(guide, faults), ended.out);
    assert.equal(ended.code, 0);
    const session = kept;
    if (session === null) return;
    for (const [index, fault] of faults.entries())
      await t.test(`${fault.block} fails: ${fault.fault}`, () => tryFault(session, fault, index));
  });
}

/** The session that the CLI has kept. */
async function takeUp(state: string, guide: Guide, said: string): Promise<Session> {
  const engine = createEngine({ stateDir: join(state, 'guidepost'), env: process.env, guide: () => guide });
  const session = await engine.find(/^session (\S+)$/m.exec(said)?.[1] ?? '');
  assert.ok(session, 'the run has kept no session');
  return session;
}

/** The CLI as a reader calls it; what it says is seen while it says it. */
function run(state: string, args: readonly string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [join(root, 'server', 'cli.ts'), ...args], {
    cwd: root,
    env: { ...process.env, XDG_STATE_HOME: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    process.stdout.write(text);
  });
  child.stderr.on('data', (bytes: Buffer) => process.stderr.write(bytes));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, out }));
  });
}

/** What the inspection finds in the aged project before anything is mended; all that comes after it is green. */
const AGED = [
  'inspect-settings',
  'inspect-dependencies',
  'inspect-revisions',
  'inspect-models',
  'inspect-template',
  'inspect-startup',
  'inspect-database',
  'inspect-rights',
];

/** Option A, in the session that Option B has left: with a database to lose, which is dropped, restored and dropped. */
const FRESH = [
  'practice-postgres',
  'fault-0-before',
  'no-history',
  'connection',
  'allow-pgvector',
  'practice-old-data',
  'target-inspected',
  'recreate-database',
  'restore-database',
  'fault-0-break',
  'recreate-database',
  'enable-pgvector',
  'initial-migration',
  'review-initial-migration',
  'apply-initial-migration',
  'current-is-head',
  'tables-exist',
  'models-agree',
  'backend',
  'backend-answers',
];

test('an aged project is brought from red to the banner by the guide alone, with both options', async (t) => {
  const guide = guides.find(({ runbook }) => runbook.id === 'infrastructure-migration');
  assert.ok(guide);
  const state = await mkdtemp(join(tmpdir(), 'guidepost-aged-'));
  let kept: Session | null = null;
  t.after(async () => {
    await kept?.close();
    await rm(state, { recursive: true, force: true });
  });
  const options = ['project=aged', 'revisions=squash', 'database=existing', 'schema=unchanged'].flatMap((one) => [
    '--option',
    one,
  ]);
  const report = join(state, 'report.json');
  const flags = ['--practice', '--keep', '--keep-going', '--report', `json=${report}`];
  const ended = await run(state, ['run', guide.runbook.id, ...flags, ...options]);
  kept = await takeUp(state, withFaults(guide, [BEFORE, ...dangerScripts]), ended.out);
  const { blocks } = JSON.parse(await readFile(report, 'utf8')) as { blocks: { id: string; outcome: string }[] };
  const red = blocks.filter(({ outcome }) => !['passed', 'warning'].includes(outcome));
  assert.deepEqual(
    red.map(({ id }) => id),
    AGED,
  );
  const session = kept;
  session.choose('database', 'fresh');
  for (const id of FRESH) await passes(session, id);
  for (const [index, danger] of dangers.entries())
    if (danger.aged) await t.test(danger.danger, () => tryDanger(session, danger, index + 1));
});

/** The project without revisions, as Option B found it; then whether a dropped database is there again. */
const BEFORE: Fault = {
  block: 'recreate-database',
  fault: 'as before Option B',
  before: 'rm -f alembic/versions/*.py',
  break: 'test "$(sql "SELECT note FROM old_notes")" = "written before the migration"',
  says: /./,
};
