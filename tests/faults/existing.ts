/** Faults of the page "Migrate", Option B: existing database. */
import type { Fault } from './fault.ts';

export const existing: readonly Fault[] = [
  {
    block: 'practice-legacy-tables',
    fault: 'the password is wrong',
    before: 'git checkout -q HEAD -- models; rm -f alembic/versions/*.py',
    break: 'cp -p "$PGPASSFILE" "$PGPASSFILE.saved"; echo "*:*:*:*:wrong" > "$PGPASSFILE"',
    mend: 'mv "$PGPASSFILE.saved" "$PGPASSFILE"',
    says: /password authentication failed/,
  },
  {
    block: 'no-drift',
    fault: 'a table is missing',
    break: 'sql "DROP TABLE chunks"',
    mend: 'python create_tables.py',
    says: /'add_table', Table\('chunks'/,
    green: ['connection'],
  },
  {
    block: 'baseline',
    fault: 'there is already a migration',
    break: 'migration earlier 0123456789ab None',
    mend: 'rm alembic/versions/earlier.py',
    says: /Target database is not up to date/,
    green: ['template-imports-pgvector'],
  },
  {
    block: 'stamp-baseline',
    fault: 'the database names a revision that nobody has',
    break: `sql "INSERT INTO alembic_version VALUES ('deadbeef0000')"`,
    mend: 'sql "DELETE FROM alembic_version"',
    says: /Can't locate revision identified by 'deadbeef0000'/,
  },
  {
    block: 'baseline-is-empty',
    fault: 'the baseline holds a difference that was never applied',
    break: `edit "$(newest)" "/^def upgrade/,/pass/s/    pass/    op.drop_table('chunks')/"`,
    mend: 'restore "$(ls alembic/versions/*.py)"',
    says: /\+ \d+: {4}op\.drop_table\('chunks'\)/,
    green: ['no-drift'],
  },
  {
    block: 'fill-baseline',
    fault: 'an earlier attempt left the scratch database behind',
    break: 'createdb "${DB_NAME}_scratch"',
    mend: 'dropdb "${DB_NAME}_scratch"',
    says: /database "\w+_scratch" already exists/,
    green: ['baseline-is-empty'],
  },
  {
    block: 'data-survived',
    fault: 'the rows are gone',
    break: 'sql "DELETE FROM users"',
    mend: `sql "INSERT INTO users (email) VALUES ('ada@example.org')"`,
    says: /0 is a NUMBER, but not >=1/,
    green: ['current-is-head', 'tables-exist'],
  },
];
