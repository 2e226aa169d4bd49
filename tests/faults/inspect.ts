/** Faults of the pages "Inspect" and "Repair", and of the look at the database that is really used. */
import type { Fault } from './fault.ts';

export const inspect: readonly Fault[] = [
  {
    block: 'inspect-layout',
    fault: 'a part of the project is missing',
    break: 'away ../start.sh',
    mend: 'back ../start.sh',
    says: /✗ start\.sh: is not there/,
  },
  {
    block: 'inspect-git',
    fault: 'the project is in no repository',
    break: 'away ../.git',
    mend: 'back ../.git',
    says: /is no git repository/,
    green: ['inspect-layout'],
  },
  {
    block: 'inspect-settings',
    fault: 'a setting has neither default nor value',
    break: `edit config.py 's/db_password: str | None = None/db_password: str/'`,
    mend: 'restore config.py',
    says: /backend\/config\.py:\d+: DB_PASSWORD has no value/,
  },
  {
    block: 'inspect-ports',
    fault: 'another program has a port',
    break: 'occupy "$DAILY_PORT"',
    mend: 'vacate',
    says: /port \d+ \(DAILY_PORT\) is taken/,
  },
  {
    block: 'inspect-dependencies',
    fault: 'package mode is on',
    break: `edit pyproject.toml '/^package-mode/d'`,
    mend: 'restore pyproject.toml',
    says: /backend\/pyproject\.toml:\d+: package-mode is not off/,
  },
  {
    block: 'inspect-revisions',
    fault: 'the parent of a revision is gone',
    break: `migration orphan 0123456789ab "'deadbeef0000'"`,
    mend: 'rm alembic/versions/orphan.py',
    says: /orphan\.py:2: 0123456789ab follows deadbeef0000, which is not there/,
    green: ['inspect-models'],
  },
  {
    block: 'inspect-models',
    fault: 'a model is imported by nobody',
    break: `printf 'from models.base import Base\\n\\n\\nclass Tag(Base):\\n    __tablename__ = "tags"\\n' > models/tag.py`,
    mend: 'rm models/tag.py',
    says: /backend\/models\/tag\.py:4: the table tags is not imported/,
    green: ['inspect-revisions'],
  },
  {
    block: 'inspect-template',
    fault: 'the template lacks the import',
    break: `edit alembic/script.py.mako '/^import pgvector/d'`,
    mend: 'restore alembic/script.py.mako',
    says: /script\.py\.mako:\d+: does not import pgvector\.sqlalchemy/,
  },
  {
    block: 'inspect-startup',
    fault: 'main.py does not validate',
    break: `edit main.py '/^validate_dependencies()/d'`,
    mend: 'restore main.py',
    says: /backend\/main\.py:1: does not call validate_dependencies\(\)/,
  },
  {
    block: 'adopt-facts',
    fault: 'the settings name no port',
    break: `edit config.py 's/backend_port/listen_on/'`,
    mend: 'restore config.py',
    says: /names no port in its settings/,
  },
  {
    block: 'inspection-passed',
    fault: 'the application makes its tables when it starts',
    break: `cp -p app.py app.py.saved; printf '\\n\\ndef tables():\\n    Base.metadata.create_all()\\n\\n\\ntables()\\n' >> app.py`,
    mend: 'restore app.py',
    says: /backend\/app\.py:\d+: create_all\(\) is called at the start/,
    green: ['inspect-models'],
  },
];

export const target: readonly Fault[] = [
  {
    block: 'target-inspected',
    fault: 'Alembic and the application use another database than the fields say',
    break: `edit config.py "s/database=self.db_name/database='elsewhere'/"`,
    mend: 'restore config.py',
    says: /this is not the database that the fields of this guide name/,
    green: ['connection'],
  },
  {
    block: 'target-inspected',
    fault: 'Alembic has an address of its own',
    break: `edit alembic/env.py 's#create_async_engine(settings.database_url#create_async_engine("postgresql+asyncpg://me@localhost/elsewhere"#'`,
    mend: 'restore alembic/env.py',
    says: /Alembic and the application use two databases/,
    green: ['connection'],
  },
];
