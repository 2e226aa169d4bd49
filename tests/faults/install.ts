/** Faults of steps 1 to 3 of the page "Migrate", up to the choice of a database. */
import type { Fault } from './fault.ts';

export const install: readonly Fault[] = [
  {
    block: 'poetry-version',
    fault: 'an old Poetry comes first on the PATH',
    break: `shim poetry <<'END'\necho 'Poetry (version 1.8.3)'\nEND`,
    mend: 'unshim',
    says: /1\.8\.3 is a VERSION, but not >=2\.0/,
  },
  {
    block: 'old-venv-gone',
    fault: 'the old environment came back',
    before: 'rm -rf venv',
    break: 'mkdir venv',
    mend: 'rmdir venv',
    says: /failed with 1.*test ! -e .*backend\/venv/,
    green: ['lock-is-current'],
  },
  {
    block: 'lock-is-current',
    fault: 'somebody edited pyproject.toml and did not lock',
    break: `edit pyproject.toml 's/"uvicorn (>=0.30/"uvicorn (>=0.31/'`,
    mend: 'restore pyproject.toml',
    says: /failed with 1.*poetry check --lock/,
    green: ['old-venv-gone'],
  },
  {
    block: 'activate',
    fault: 'an older environment is still active',
    break: 'python3 -m venv --without-pip "$PROJECT_DIR/older"; . "$PROJECT_DIR/older/bin/activate"',
    mend: 'deactivate; rm -r "$PROJECT_DIR/older"',
    says: /\+ .*\/older/,
    green: ['lock-is-current'],
  },
  {
    block: 'verify-imports',
    fault: 'the package asyncpg is missing',
    break: 'away "$packages/asyncpg"',
    mend: 'back "$packages/asyncpg"',
    says: /No module named 'asyncpg'/,
    green: ['alembic-version', 'lock-is-current'],
  },
  {
    block: 'alembic-version',
    fault: 'the package alembic is missing',
    break: 'away "$packages/alembic"',
    mend: 'back "$packages/alembic"',
    says: /No module named 'alembic'/,
    // what the guide warns of: in backend/ the folder alembic/ passes for the package
    green: ['verify-imports'],
  },
  {
    block: 'measure',
    fault: "Poetry's cache was deleted",
    break: 'export POETRY_CACHE_DIR="$PROJECT_DIR/gone"',
    mend: 'unset POETRY_CACHE_DIR',
    says: /gone.*No such file/,
  },
  {
    block: 'template-imports-pgvector',
    fault: 'the template lacks the import',
    break: `edit alembic/script.py.mako '/^import pgvector/d'`,
    mend: 'restore alembic/script.py.mako',
    says: /- \[NUMBER\]:import pgvector\.sqlalchemy/,
    green: ['alembic-version'],
  },
];
