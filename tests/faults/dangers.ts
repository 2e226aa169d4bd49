/**
 * What destroyed something, or was green without reason, before the guide looked first. Each row makes the danger in
 * the session that the faults have left, asks for the step as a reader would, and says what must still be there.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { waitForBlock } from '../../server/commands/run/wait-for-block.ts';
import type { Session } from '../../server/engine/session/types.ts';
import type { Block } from '../../src/runbook/model.ts';
import { latestRun, status } from '../../src/runbook/session/view.ts';
import type { Fault } from './fault.ts';

export interface Danger {
  /** As the sentence of a test. */
  readonly danger: string;
  readonly options?: Readonly<Record<string, string>>;
  /** Scripts as of a fault; `kept` ends with 0 where nothing was lost. */
  readonly break: string;
  readonly kept: string;
  readonly mend: string;
  /** Blocks that are run in between, whatever comes of them. */
  readonly before: readonly string[];
  /** A field that has another value while the step runs. */
  readonly field?: { readonly name: string; readonly value: string };
  /** The step that would do the damage, and whether it is refused, or runs and turns red, or runs and is harmless. */
  readonly block: string;
  readonly ends: 'refused' | 'red' | 'green';
  /** Whether it is also tried in the aged project, in the daily lane. */
  readonly aged?: true;
  /** What it prints, where it runs; one that is refused names the last of `before`. */
  readonly says?: RegExp;
}

const PRECIOUS = `test "$(sql "SELECT word FROM precious")" = kept`;

/** The database holds one word, which must still be there when the step that drops the database has been asked for. */
const kept = (row: Pick<Danger, 'aged' | 'danger' | 'break' | 'before' | 'ends' | 'says' | 'mend'>): Danger => ({
  ...row,
  options: { database: 'fresh' },
  break: `sql "CREATE TABLE precious AS SELECT 'kept' AS word"; ${row.break}`,
  block: 'recreate-database',
  kept: PRECIOUS,
  mend: `${row.mend}; sql "DROP TABLE precious"`,
});
/** Alembic gets its address from this expression. */
const alembicUses = (address: string) =>
  `edit alembic/env.py 's#create_async_engine(settings.database_url#create_async_engine(${address}#'`;
const ORPHAN = `migration orphan 0123456789ab "'deadbeef0000'"`;

export const dangers: readonly Danger[] = [
  kept({
    danger: 'Alembic has an address of its own: no database is dropped',
    break: alembicUses('"postgresql+asyncpg://me@localhost/elsewhere"'),
    before: ['target-inspected'],
    ends: 'refused',
    mend: 'restore alembic/env.py',
  }),
  {
    ...kept({
      danger: 'a field names another database than the one that was inspected: both stay',
      aged: true,
      break: 'createdb elsewhere',
      before: [],
      ends: 'red',
      says: /Inspected was .*, and now it is another database|this is not the database that the fields/,
      mend: 'dropdb elsewhere',
    }),
    field: { name: 'DB_NAME', value: 'elsewhere' },
    kept: `${PRECIOUS} && psql -X -q -d elsewhere -c "SELECT 1"`,
  },
  kept({
    danger: 'the chain of revisions is broken: no database is dropped',
    break: ORPHAN,
    before: ['inspection-passed'],
    ends: 'refused',
    mend: 'rm alembic/versions/orphan.py',
  }),
  kept({
    danger: 'the application gets another address after the inspection: no database is dropped',
    break: `edit config.py "s/database=self.db_name/database='elsewhere'/"`,
    before: [],
    ends: 'red',
    says: /this is not the database that the fields of this guide name/,
    mend: 'restore config.py',
  }),
  kept({
    danger: 'the chain of revisions breaks after the inspection: no database is dropped',
    aged: true,
    break: ORPHAN,
    before: [],
    ends: 'red',
    says: /0123456789ab follows deadbeef0000, which is not there/,
    mend: 'rm alembic/versions/orphan.py',
  }),
  kept({
    danger: 'a revision imports a module that is gone: no database is dropped',
    break: `migration broken 0123456789ab None; echo 'import gone' >> alembic/versions/broken.py`,
    before: ['target-inspected'],
    ends: 'refused',
    mend: 'rm alembic/versions/broken.py',
  }),
  kept({
    danger: 'there is a history, which the next step could not follow: no database is dropped',
    break: `migration earlier 0123456789ab None`,
    before: ['no-history'],
    ends: 'refused',
    mend: 'rm alembic/versions/earlier.py',
  }),
  kept({
    danger: 'the application uses a second database: nothing is dropped',
    break: `cp -p app.py app.py.saved; printf 'from sqlalchemy.ext.asyncio import create_async_engine\nurl = "postgresql+asyncpg://me@localhost/second"\nother = create_async_engine(url)\n' >> app.py`,
    before: ['target-inspected'],
    ends: 'refused',
    mend: 'restore app.py',
  }),
  kept({
    danger: "a variable that Alembic's address needs is not set: nothing is dropped",
    break: alembicUses('__import__("os").environ["NOT_SET"]'),
    before: ['target-inspected'],
    ends: 'refused',
    mend: 'restore alembic/env.py',
  }),
  kept({
    danger: 'the new database cannot be made: the old one gets its name back, with all it has',
    break: `psql -X -d template1 -c "SELECT pg_sleep(600)" > /dev/null 2>&1 &
until [ "$(psql -X -d postgres -Atc "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'")" = 1 ]; do kill -0 $!; done`,
    before: ['target-inspected'],
    ends: 'red',
    says: /source database "template1" is being accessed by other users/,
    mend: `psql -X -q -d postgres -Atc "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'"`,
  }),
  {
    danger: 'somebody else has a database of the name that the step needs: that one stays',
    options: { database: 'fresh' },
    break: `psql -X -q -d postgres -c "ALTER DATABASE $DB_NAME RENAME TO saved"; createdb "\${DB_NAME}_before"`,
    before: [],
    block: 'recreate-database',
    ends: 'green',
    kept: 'psql -X -d "${DB_NAME}_before" -c "SELECT 1"',
    mend: `dropdb "\${DB_NAME}_before"; dropdb "$DB_NAME"; psql -X -q -d postgres -c "ALTER DATABASE saved RENAME TO $DB_NAME"`,
  },
  {
    danger: 'the database was dropped: its undo brings every row back',
    options: { database: 'fresh' },
    break: `sql "CREATE TABLE precious AS SELECT 'kept' AS word"`,
    before: ['target-inspected', 'recreate-database'],
    block: 'restore-database',
    ends: 'green',
    kept: PRECIOUS,
    mend: 'sql "DROP TABLE precious"',
  },
  {
    danger: 'the dump cannot be read: what is there stays, and no half database is left behind',
    options: { database: 'fresh' },
    break: `sql "CREATE TABLE precious AS SELECT 'kept' AS word"; DUMP="$PROJECT_DIR/README.md" DUMPED="$TARGET" DUMPED_NAME="$DB_NAME"`,
    before: [],
    block: 'restore-database',
    ends: 'red',
    says: /input file does not appear to be a valid archive/,
    kept: `${PRECIOUS} && ! psql -X -d postgres -Atc "SELECT datname FROM pg_database" | grep restored`,
    mend: 'DUMP=; sql "DROP TABLE precious"',
  },
  {
    danger: 'Alembic does not follow to an empty database: the only baseline stays, and no database is left behind',
    options: { database: 'existing' },
    break: `rm -rf away; mkdir away; touch alembic/versions/kept.py; mv alembic/versions/*.py away
printf "revision: str = '0123456789ab'\\ndown_revision = None\\ndef upgrade(): pass\\ndef downgrade(): pass\\n" > alembic/versions/x_baseline_from_existing_schema.py
edit alembic/env.py "s#create_async_engine(settings.database_url#create_async_engine('$(echo "$TARGET" | sed 's/postgresql/postgresql+asyncpg/')'#"`,
    before: [],
    block: 'fill-baseline',
    ends: 'red',
    says: /two databases/,
    kept: `grep -q 0123456789ab alembic/versions/x_baseline_from_existing_schema.py && ! psql -X -d postgres -Atc "SELECT datname FROM pg_database" | grep scratch`,
    mend: 'restore alembic/env.py; rm alembic/versions/*.py; mv away/*.py alembic/versions; rm -f alembic/versions/kept.py; rmdir away',
  },
  {
    danger: 'start.sh looks up a key: that stays, and only the old environment goes',
    options: { start: 'merge' },
    break: `cp -p ../start.sh ../start.saved; printf '#!/bin/bash\\nKEY=$(security find-generic-password -w)\\ncd backend\\nsource venv/bin/activate\\npython main.py &\\nwait\\n' > ../start.sh`,
    before: ['propose-start-script'],
    block: 'merge-start-script',
    ends: 'green',
    kept: `grep -q 'KEY=$(security find-generic-password -w)' ../start.sh && grep -q 'poetry run python main.py' ../start.sh && ! grep -q venv ../start.sh`,
    mend: 'mv ../start.saved ../start.sh',
  },
  {
    danger: 'alembic check is green although a model is imported by nobody: the guide is not',
    break: `printf 'from models.base import Base\\n\\n\\nclass Tag(Base):\\n    __tablename__ = "tags"\\n' > models/tag.py
sql "CREATE EXTENSION IF NOT EXISTS vector"; python create_tables.py; alembic check`,
    before: ['inspection-passed'],
    block: 'models-agree',
    ends: 'refused',
    kept: ':',
    mend: 'rm models/tag.py',
  },
];

/** As faults, so that their scripts are blocks of the session. */
export const dangerScripts: readonly Fault[] = dangers.map((one) => ({
  block: one.block,
  fault: one.danger,
  break: one.break,
  before: one.kept,
  mend: one.mend,
  says: /./,
}));

/** `first` is where their scripts stand among those of the faults. */
export async function tryDanger(session: Session, danger: Danger, first: number): Promise<void> {
  for (const [group, option] of Object.entries(danger.options ?? {})) session.choose(group, option);
  // An application that is still running would be connected to the database
  for (const { id, kind } of session.guide.runbook.blocks) {
    const last = kind === 'service' && id !== 'practice-postgres' ? latestRun(session.view, id) : undefined;
    if (last !== undefined && last.end === null) await session.cancel(last.id);
  }
  await mustPass(session, `fault-${first}-break`);
  try {
    for (const id of danger.before) await run(session, id, true);
    const inspected = danger.field && valueOf(session, danger.field.name);
    if (danger.field !== undefined) session.setInput(danger.field.name, danger.field.value);
    if (danger.ends === 'refused') {
      const needs = blockOf(session, danger.before.at(-1) ?? '').title;
      await assert.rejects(run(session, danger.block, false), ({ code, message }: Error & { code: string }) => {
        assert.equal(code, 'needs');
        assert.ok(message.includes(needs), message);
        return true;
      });
    } else {
      const asked = await run(session, danger.block, true);
      const said = await outputOf(session, asked);
      assert.equal(
        status(session.view, blockOf(session, danger.block)),
        danger.ends === 'red' ? 'failed' : 'passed',
        said,
      );
      assert.match(said, danger.says ?? /^/);
    }
    if (danger.field !== undefined) session.setInput(danger.field.name, inspected ?? '');
    await mustPass(session, `fault-${first}-before`);
  } catch (error) {
    // What is mended may not be there; the reader of the test needs the first reason
    await run(session, `fault-${first}-mend`, true);
    throw error;
  }
  await mustPass(session, `fault-${first}-mend`);
}

function valueOf({ view, guide }: Session, field: string): string {
  const input = guide.runbook.inputs.find(({ name }) => name === field);
  return view.inputs.get(field)?.value ?? input?.default ?? '';
}

async function mustPass(session: Session, id: string): Promise<void> {
  const asked = await run(session, id, true);
  const end = latestRun(session.view, id)?.end;
  assert.deepEqual(end, { how: 'exited', code: 0 }, `${id}: ${await outputOf(session, asked)}`);
}

async function outputOf(session: Session, run: string): Promise<string> {
  return String(await session.journal.read(run, 0, session.view.runs.get(run)?.size ?? 0));
}

function blockOf({ guide }: Session, id: string): Block {
  const block = guide.runbook.blocks.find((each) => each.id === id);
  assert.ok(block, `the guide has no block ${id}`);
  return block;
}

async function run(session: Session, id: string, anyway: boolean): Promise<string> {
  const block = blockOf(session, id);
  const asked = randomUUID();
  const hash = session.guide.hashes.get(id) ?? '';
  session.run({ run: asked, block: id, hash, by: { from: 'terminal' }, confirmed: true, anyway });
  await waitForBlock(session, asked, block);
  return asked;
}
