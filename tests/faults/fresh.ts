/** Faults of the page "Migrate", Option A: fresh database. */
import type { Fault } from './fault.ts';

export const fresh: readonly Fault[] = [
  {
    block: 'no-history',
    fault: 'a revision is left over',
    before: 'rm -f alembic/versions/*.py',
    break: 'migration earlier 0123456789ab None',
    mend: 'rm alembic/versions/earlier.py',
    says: /earlier\.py/,
    green: ['connection'],
  },
  {
    block: 'practice-old-data',
    fault: 'the old table is empty',
    break: 'sql "CREATE TABLE old_notes (note text)"',
    mend: 'sql "DROP TABLE old_notes"',
    says: /written before the migration/,
    green: ['connection'],
  },
  {
    block: 'recreate-database',
    fault: 'somebody is connected to it',
    break: `psql -X -d "$DB_NAME" -c "SELECT pg_sleep(600)" > /dev/null 2>&1 &
until [ "$(psql -X -d postgres -Atc "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'")" = 1 ]; do kill -0 $!; done`,
    mend: `psql -X -q -d postgres -Atc "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'"`,
    says: /is being accessed by other users/,
    green: ['connection'],
  },
  {
    block: 'enable-pgvector',
    fault: 'pgvector is not installed on the server',
    break: `control=$(sql "SELECT setting FROM pg_config WHERE name = 'SHAREDIR'")/extension/vector.control; away "$control"`,
    mend: 'back "$control"; unset control',
    says: /extension "vector" is not available/,
    green: ['connection'],
  },
  {
    block: 'initial-migration',
    fault: 'a migration is left over from an earlier attempt',
    break: 'migration earlier 0123456789ab None',
    mend: 'rm alembic/versions/earlier.py',
    says: /Target database is not up to date/,
    green: ['template-imports-pgvector'],
  },
  {
    block: 'review-initial-migration',
    fault: 'a table is absent from the migration',
    break: `edit "$(newest)" "/op.create_table('chunks'/d"`,
    mend: 'restore "$(ls alembic/versions/*.py)"',
    says: /not created: chunks/,
  },
  {
    block: 'apply-initial-migration',
    fault: 'the extension is not enabled in this database',
    break: 'sql "DROP EXTENSION vector"',
    mend: 'sql "CREATE EXTENSION vector"',
    says: /type "vector" does not exist/,
    green: ['review-initial-migration'],
  },
];
