/** Faults of the page "Migrate", from the checks behind both options to its end. */
import type { Fault } from './fault.ts';

export const startup: readonly Fault[] = [
  {
    block: 'extension-enabled',
    fault: 'pgvector is too old',
    break: `sql "UPDATE pg_extension SET extversion = '0.4.4' WHERE extname = 'vector' "`,
    mend: `sql "UPDATE pg_extension SET extversion = default_version FROM pg_available_extensions WHERE name = 'vector' AND extname = 'vector'"`,
    says: /0\.4\.4 is a VERSION, but not >=0\.5/,
    green: ['current-is-head', 'tables-exist', 'models-agree'],
  },
  {
    block: 'current-is-head',
    fault: 'the database has a wrong revision',
    break: `sql "ALTER TABLE alembic_version ADD saved text; UPDATE alembic_version SET saved = version_num, version_num = 'deadbeef0000'"`,
    mend: 'sql "UPDATE alembic_version SET version_num = saved; ALTER TABLE alembic_version DROP saved"',
    says: /Can't locate revision identified by 'deadbeef0000'/,
    green: ['extension-enabled', 'tables-exist'],
  },
  {
    block: 'tables-exist',
    fault: 'a table is absent',
    break: 'sql "ALTER TABLE chunks RENAME TO chunks_old"',
    mend: 'sql "ALTER TABLE chunks_old RENAME TO chunks"',
    says: /missing: chunks/,
    green: ['extension-enabled', 'current-is-head'],
  },
  {
    block: 'models-agree',
    fault: 'the database has a column that no model knows',
    break: 'sql "ALTER TABLE users ADD nickname text"',
    mend: 'sql "ALTER TABLE users DROP nickname"',
    says: /nickname/,
    green: ['extension-enabled', 'current-is-head', 'tables-exist'],
  },
  {
    block: 'validates-first',
    fault: 'main.py imports the application before it validates',
    break: `edit main.py '/^validate_dependencies()/d'; echo 'validate_dependencies()' >> main.py`,
    mend: 'restore main.py',
    says: /main\.py:\d+: imports \w+ before it validates/,
  },
  {
    block: 'backend',
    fault: 'a dependency is missing',
    break: 'away "$packages/asyncpg"',
    mend: 'back "$packages/asyncpg"',
    says: /✗ asyncpg \(PostgreSQL driver\): FAILED/,
    green: ['validates-first'],
  },
  {
    block: 'backend-answers',
    fault: 'the database takes no connections',
    break: `psql -X -q -d postgres -c "ALTER DATABASE $DB_NAME ALLOW_CONNECTIONS false" -c "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '$DB_NAME'"`,
    mend: 'psql -X -q -d postgres -c "ALTER DATABASE $DB_NAME ALLOW_CONNECTIONS true"',
    says: /HTTP Error 503/,
    green: ['connection', 'validates-first'],
  },
  {
    block: 'fail-fast',
    fault: 'a broken dependency no longer makes the exit code 1',
    break: `edit core_dependencies.py 's/sys.exit(1)/sys.exit(0)/'`,
    mend: 'restore core_dependencies.py',
    says: /ended with exit code 0, not 1/,
    green: ['backend-answers'],
  },
];
