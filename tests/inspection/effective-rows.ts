/** Ways in which a project says where its database is, and what the guide says of it before it destroys anything. */
export interface Row {
  /** As the sentence of a test. */
  readonly when: string;
  /** Script in backend/ that makes it so. */
  readonly change: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly says: RegExp;
  /** One database is meant, and the steps that follow may begin. */
  readonly passes?: true;
}

/** An env.py that ends with these lines. */
const environment = (lines: string) => `cat > alembic/env.py <<'PYTHON'
import os
from alembic import context
from sqlalchemy import create_engine, engine_from_config, pool
from models import Base
config = context.config

def migrate(engine):
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata)
        with context.begin_transaction():
            context.run_migrations()

${lines}
PYTHON`;
const fromIni = environment('migrate(engine_from_config(config.get_section(config.config_ini_section)))');
/** alembic.ini, or another file of that kind, with these lines in its first section. */
const ini = (lines: string, file = 'alembic.ini') =>
  `sed 's#^prepend_sys_path.*#&\\\n${lines.replaceAll('\n', '\\\n')}#' alembic.ini > edited && mv edited ${file}`;
const url = (text: string) =>
  `sed 's#return URL.create(#return "${text}"; URL.create(#' config.py > edited && mv edited config.py`;
const ASYNC = 'postgresql+asyncpg://humanizer:swordfish@localhost/humanizer';
const settings = (lines: string) =>
  `printf 'from pydantic_settings import BaseSettings\\n${lines}settings = Settings()\\n' > config.py`;
const revision = (file: string, text: string) => `cat > alembic/versions/${file}.py <<'PYTHON'\n${text}\nPYTHON`;
const app = (lines: string) => `printf '${lines}' > database.py`;

const RIGHT = 'postgresql+psycopg2://humanizer:swordfish@localhost/humanizer';
const NOT_CERTAIN = /^✗ backend\/alembic\/env\.py: to which database Alembic connects is not certain/m;
const SEVERAL = /^✗ backend\/alembic\/env\.py:\d+: Alembic may connect to more than one database/m;
const TWO = /^✗ backend\/alembic\/env\.py: Alembic and the application use two databases/m;
const ONE = /^one database: postgresql:\/\/humanizer@localhost:5432\/humanizer$/m;

export const rows: readonly Row[] = [
  { when: 'env.py is async and takes the address of the settings', change: ':', says: ONE, passes: true },
  {
    when: 'env.py is not async, and alembic.ini has the address',
    change: `${fromIni}\n${ini(`sqlalchemy.url = ${RIGHT}`)}`,
    says: ONE,
    passes: true,
  },
  {
    when: 'alembic.ini puts the address together',
    change: `${fromIni}\n${ini('DB = humanizer\nsqlalchemy.url = postgresql+psycopg2://humanizer@localhost/%(DB)s')}`,
    says: ONE,
    passes: true,
  },
  {
    when: 'alembic.ini puts another address together',
    change: `${fromIni}\n${ini('DB = other\nsqlalchemy.url = postgresql+psycopg2://humanizer@localhost/%(DB)s')}`,
    says: TWO,
  },
  {
    when: 'ALEMBIC_CONFIG names another alembic.ini, with another database',
    change: `${fromIni}\n${ini('sqlalchemy.url = postgresql+psycopg2://me:swordfish@h/other', 'other.ini')}\n${ini(`sqlalchemy.url = ${RIGHT}`)}`,
    env: { ALEMBIC_CONFIG: 'other.ini' },
    says: /^Alembic: {14}postgresql:\/\/me@h:5432\/other$[^]*two databases/m,
  },
  {
    when: 'env.py overwrites the address of alembic.ini',
    change: `${environment('section = config.get_section("alembic")\nsection["sqlalchemy.url"] = "postgresql+psycopg2://me:swordfish@h/other"\nmigrate(engine_from_config(section))')}\n${ini(`sqlalchemy.url = ${RIGHT}`)}`,
    says: TWO,
  },
  {
    when: 'env.py reads the settings of another module',
    change: `${environment('from old_settings import url\nmigrate(create_engine(url))')}\necho 'url = "postgresql+psycopg2://me:swordfish@h/other"' > old_settings.py`,
    says: TWO,
  },
  {
    when: "env.py uses the application's own engine",
    change: `${environment('from other import engine\nmigrate(engine)')}\nprintf 'from sqlalchemy import create_engine\\nengine = create_engine("${RIGHT}")\\n' > other.py`,
    says: ONE,
    passes: true,
  },
  {
    when: 'env.py migrates several databases in a loop',
    change: environment(`for name in ("humanizer", "other"):\n    migrate(create_engine("${RIGHT}"[:-9] + name))`),
    says: SEVERAL,
  },
  {
    when: 'env.py migrates two databases one after the other',
    change: environment(
      `migrate(create_engine("${RIGHT}"))\nmigrate(create_engine("postgresql+psycopg2://me@h/other"))`,
    ),
    says: SEVERAL,
  },
  {
    when: 'env.py connects by a function that it calls twice',
    change: environment(
      `def one(name):\n    migrate(create_engine("${RIGHT}"[:-9] + name))\n\none("humanizer")\none("other")`,
    ),
    says: SEVERAL,
  },
  {
    when: 'env.py has two ways of which it goes one',
    change: environment(
      `if os.environ.get("CI"):\n    migrate(create_engine("${RIGHT}", pool_size=1))\nelse:\n    migrate(create_engine("${RIGHT}"))`,
    ),
    says: ONE,
    passes: true,
  },
  {
    when: 'env.py connects by a function of its own',
    change: environment(`migrate(create_engine("${RIGHT}", creator=lambda: open("/dev/null/no")))`),
    says: NOT_CERTAIN,
  },
  {
    when: 'env.py names a service',
    change: environment('migrate(create_engine("postgresql+psycopg2:///?service=production"))'),
    says: NOT_CERTAIN,
  },
  {
    when: 'env.py names two hosts',
    change: environment('migrate(create_engine("postgresql+psycopg2://humanizer@/humanizer?host=localhost&host=h"))'),
    says: NOT_CERTAIN,
  },
  {
    when: 'env.py looks at the words of the command',
    change: environment(
      `import sys\nmigrate(create_engine("${RIGHT}" if "upgrade" not in sys.argv else "postgresql+psycopg2://me@h/other"))`,
    ),
    says: /^✗ backend\/alembic\/env\.py:\d+: looks at the words of the command \(sys\.argv\)/m,
  },
  {
    when: 'env.py takes its address from -x, or from the settings',
    change: environment(`migrate(create_engine(context.get_x_argument(as_dictionary=True).get("url", "${RIGHT}")))`),
    says: ONE,
    passes: true,
  },
  {
    when: 'env.py takes another address where -x gives none',
    change: environment(
      'migrate(create_engine(context.get_x_argument(as_dictionary=True).get("url", "postgresql+psycopg2://me@h/other")))',
    ),
    says: TWO,
  },
  {
    when: 'the later of two files of settings names another database',
    change: `${settings('class Settings(BaseSettings):\\n    model_config = {"env_file": (".env", ".env.local"), "env_prefix": "APP_"}\\n    database_url: str\\n')}
printf 'APP_DATABASE_URL=${ASYNC}\\n' > .env; printf 'APP_DATABASE_URL=postgresql+asyncpg://me:swordfish@h/other\\n' > .env.local`,
    says: /^application: {10}postgresql:\/\/me@h:5432\/other [^]*^✗ backend: this is not the database that the fields/m,
  },
  {
    when: 'the earlier of two files of settings names another database',
    change: `${settings('class Settings(BaseSettings):\\n    model_config = {"env_file": (".env", ".env.local")}\\n    database_url: str\\n')}
printf 'DATABASE_URL=${ASYNC}\\n' > .env.local; printf 'DATABASE_URL=postgresql+asyncpg://me:swordfish@h/other\\n' > .env`,
    says: ONE,
    passes: true,
  },
  {
    when: 'the settings take their address under another name',
    change: settings(
      `from pydantic import Field\\nclass Settings(BaseSettings):\\n    database_url: str = Field("${ASYNC}", validation_alias="PRIMARY")\\n`,
    ),
    env: { PRIMARY: 'postgresql+asyncpg://me:swordfish@h/other' },
    says: /^✗ backend: this is not the database that the fields/m,
  },
  {
    when: "the engine of the application's address has another name",
    change: app('from sqlalchemy import create_engine as make\\nengine = make("postgresql://me:swordfish@h/other")\\n'),
    says: TWO,
  },
  {
    when: 'a revision imports a module that is gone',
    change: revision('a', 'from gone import model\nrevision = "a1"\ndown_revision = None'),
    says: /^✗ backend\/alembic\/versions\/a\.py:1: ModuleNotFoundError: /m,
  },
  {
    when: 'a revision imports a module of the application',
    change: revision('a', 'from models import Base\nrevision = "a1"\ndown_revision = None'),
    says: ONE,
    passes: true,
  },
  {
    when: 'a revision has no id',
    change: revision('a', 'down_revision = None'),
    says: /^✗ backend\/alembic\/versions: Alembic reads other revisions than stand there: a$/m,
  },
  {
    when: 'the parent of a revision is gone',
    change: revision('a', 'revision = "a1"\ndown_revision = "gone"'),
    says: /^✗ backend\/alembic\/versions\/a\.py:2: a1 follows gone, which is not there/m,
  },
  {
    when: 'a revision depends on one that is gone',
    change: revision('a', 'revision = "a1"\ndown_revision = None\ndepends_on = "gone"'),
    says: /^✗ backend\/alembic\/versions\/a\.py:2: a1 depends on gone, which is not there/m,
  },
  {
    when: 'a revision stands in a folder of its own',
    change: `mkdir alembic/versions/old; ${revision('old/a', 'revision = "a1"\ndown_revision = None')}
${ini('recursive_version_locations = true')}`,
    says: /^✗ backend\/alembic\/versions: Alembic reads other revisions than stand there: a1/m,
  },
  {
    when: 'branches with labels are joined again',
    change: [
      revision('a', 'revision = "a1"\ndown_revision = None'),
      revision('b', 'revision = "b1"\ndown_revision = "a1"\nbranch_labels = ("left",)'),
      revision('c', 'revision = "c1"\ndown_revision = "a1"\ndepends_on = "left"'),
      revision('d', 'revision = "d1"\ndown_revision = ("b1", "c1")'),
    ].join('\n'),
    says: ONE,
    passes: true,
  },
  {
    when: 'env.py uses SQLite where a variable is not set',
    change: environment('migrate(create_engine(os.environ.get("NOT_SET", "sqlite:///fallback.db")))'),
    says: /^Alembic: {14}sqlite:.*fallback\.db$[^]*two databases/m,
  },
  {
    when: 'env.py needs a variable that is not set',
    change: environment('migrate(create_engine(os.environ["NOT_SET"]))'),
    says: /^✗ backend\/alembic\/env\.py:\d+: KeyError: 'NOT_SET'/m,
  },
  {
    when: 'env.py ends the program',
    change: environment('raise SystemExit("no database for postgresql://me:swordfish@h/db")'),
    says: /^✗ backend\/alembic\/env\.py:\d+: SystemExit: no database/m,
  },
  {
    when: 'the address of the application names its host behind the question mark',
    change: url('postgresql+asyncpg://humanizer:swordfish@/humanizer?host=db.example.org\\&port=6432'),
    says: /^application: {10}postgresql:\/\/humanizer@db\.example\.org:6432\/humanizer [^]*not the database that the fields/m,
  },
  {
    when: 'the address of the application names two hosts',
    change: url('postgresql+asyncpg://humanizer:swordfish@/humanizer?host=localhost:5432\\&host=h:5432'),
    says: /^✗ backend\/database\.py:\d+: the address of the application cannot be read/m,
  },
  {
    when: 'the application gives its driver another host',
    change: app(
      'from sqlalchemy import create_engine\\nengine = create_engine("postgresql://humanizer@localhost/humanizer", connect_args={"host": "h"})\\n',
    ),
    says: TWO,
  },
  {
    when: 'the application connects by a function of its own',
    change: app(
      'from sqlalchemy import create_engine\\nengine = create_engine("postgresql://humanizer@localhost/humanizer", creator=lambda: None)\\n',
    ),
    says: /^✗ backend\/database\.py:2: the address of the application cannot be read/m,
  },
  {
    when: 'the application has a second engine with an address of its caller',
    change: app(
      'from sqlalchemy.ext.asyncio import create_async_engine\\nfrom config import settings\\nengine = create_async_engine(settings.database_url)\\ndef other(address):\\n    return create_async_engine(address)\\n',
    ),
    says: /^! backend\/database\.py:5: the address of this engine cannot be read[^]*^one database: /m,
    passes: true,
  },
  {
    when: 'PGHOSTADDR is set',
    change: ':',
    env: { PGHOSTADDR: '192.0.2.1' },
    says: /^✗ the environment: PGHOSTADDR is set/m,
  },
  {
    when: 'the application takes PGSERVICE from its .env',
    change: `echo PGSERVICE=production > .env; { echo 'from dotenv import load_dotenv'; echo 'load_dotenv()'; cat config.py; } > edited && mv edited config.py`,
    says: /^✗ the environment: PGSERVICE is set/m,
  },
  {
    when: 'a password stands in ~/.pgpass, and PGOPTIONS is set',
    change: `mkdir home; echo 'h:5432:other:me:swordfish' > home/.pgpass; chmod 600 home/.pgpass`,
    env: { HOME: 'home', PGOPTIONS: '-c search_path=other' },
    says: ONE,
    passes: true,
  },
  {
    when: 'the address names neither host nor database, and the environment does',
    change: `${fromIni}\n${ini('sqlalchemy.url = postgresql+psycopg2://humanizer@')}`,
    env: { PGHOST: 'h', PGDATABASE: 'other' },
    says: /^Alembic: {14}postgresql:\/\/humanizer@h:5432\/other$/m,
  },
  {
    when: 'the address has a password full of signs, sslmode and a time limit',
    change: `${fromIni}\n${ini('sqlalchemy.url = postgresql+psycopg2://humanizer:sw%%40rd%%3A%%2Ffish@localhost/humanizer?sslmode=prefer\\&connect_timeout=3')}`,
    says: ONE,
    passes: true,
  },
  {
    when: 'the address names another schema in its options',
    change: environment(
      'migrate(create_engine("postgresql+psycopg2://humanizer@localhost/humanizer?options=-csearch_path%3Dother"))',
    ),
    says: ONE,
    passes: true,
  },
  {
    when: 'env.py connects by a socket',
    change: environment(
      'migrate(create_engine("postgresql+psycopg2://humanizer@/humanizer?host=/var/run/postgresql"))',
    ),
    says: TWO,
  },
  {
    when: 'env.py connects by a socket in the place of the host',
    change: environment(
      'migrate(create_engine("postgresql+psycopg2://humanizer@%2Fvar%2Frun%2Fpostgresql/humanizer"))',
    ),
    says: TWO,
  },
  {
    when: 'env.py connects to another port of the same host',
    change: environment('migrate(create_engine("postgresql+psycopg2://humanizer@localhost:5433/humanizer"))'),
    says: TWO,
  },
  {
    when: 'env.py connects as somebody else',
    change: environment('migrate(create_engine("postgresql+psycopg2://postgres@localhost/humanizer"))'),
    says: /^✗ backend\/alembic\/env\.py: Alembic and the application connect as two users$/m,
  },
  {
    when: 'env.py puts the address together of variables with other names',
    change: environment(
      'e = os.environ\nmigrate(create_engine("postgresql+psycopg2://%s:%s@%s:%s/%s" % (e["POSTGRES_USER"], e["POSTGRES_PASSWORD"], e["POSTGRES_SERVER"], e["POSTGRES_PORT"], e["POSTGRES_DB"])))',
    ),
    env: {
      POSTGRES_USER: 'humanizer',
      POSTGRES_PASSWORD: 'swordfish',
      POSTGRES_SERVER: 'localhost',
      POSTGRES_PORT: '5432',
      POSTGRES_DB: 'other',
    },
    says: TWO,
  },
  {
    when: 'the scripts of Alembic stand in another folder',
    change: `${fromIni}\nmv alembic migrations\nsed 's#^script_location.*#script_location = %(here)s/migrations#' alembic.ini > edited && mv edited alembic.ini\n${ini(`sqlalchemy.url = ${RIGHT}`)}`,
    says: /^✗ backend\/alembic\/env\.py: is not there, and Alembic works with another one/m,
  },
  {
    when: 'the scripts of Alembic stand in another folder, with another database',
    change: `${fromIni}\nmv alembic migrations\nsed 's#^script_location.*#script_location = migrations#' alembic.ini > edited && mv edited alembic.ini\n${ini('sqlalchemy.url = postgresql+psycopg2://me:swordfish@h/other')}`,
    says: /^✗ backend\/alembic\/env\.py: is not there, and Alembic works with another one/m,
  },
  {
    when: 'env.py has an asynchronous engine from alembic.ini',
    change: `${environment('import asyncio\nfrom sqlalchemy.ext.asyncio import async_engine_from_config\nasync def run():\n    engine = async_engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool)\n    async with engine.connect() as connection:\n        await connection.run_sync(lambda c: None)\n    await engine.dispose()\n\nasyncio.run(run())')}\n${ini(`sqlalchemy.url = ${ASYNC}`)}`,
    says: ONE,
    passes: true,
  },
  {
    when: 'env.py sets the address of alembic.ini from the environment',
    change: environment(
      'config.set_main_option("sqlalchemy.url", os.environ["DATABASE_URL"].replace("%", "%%"))\nmigrate(engine_from_config(config.get_section(config.config_ini_section)))',
    ),
    env: { DATABASE_URL: 'postgresql+psycopg2://humanizer:sw%40rd@localhost/other' },
    says: TWO,
  },
  {
    when: 'the name of the section is not alembic',
    change: `${fromIni}\nprintf '\\n[other]\\nscript_location = alembic\\nsqlalchemy.url = postgresql+psycopg2://me@h/other\\n' >> alembic.ini\n${ini(`sqlalchemy.url = ${RIGHT}`)}`,
    says: ONE,
    passes: true,
  },
  {
    when: 'there are two heads',
    change: [
      revision('a', 'revision = "a1"\ndown_revision = None'),
      revision('b', 'revision = "b1"\ndown_revision = "a1"'),
      revision('c', 'revision = "c1"\ndown_revision = "a1"'),
    ].join('\n'),
    says: /^✗ backend\/alembic\/versions.*head/m,
  },
  {
    when: 'the revision in the middle is gone',
    change: [
      revision('a', 'revision = "a1"\ndown_revision = None'),
      revision('c', 'revision = "c1"\ndown_revision = "b1"'),
    ].join('\n'),
    says: /^✗ backend\/alembic\/versions\/c\.py:2: c1 follows b1, which is not there/m,
  },
  {
    when: 'two revisions have one id',
    change: [
      revision('a', 'revision = "a1"\ndown_revision = None'),
      revision('b', 'revision = "a1"\ndown_revision = None'),
    ].join('\n'),
    says: /^✗ backend\/alembic\/versions\/b\.py:1: a1 is the id of another file too$/m,
  },
  {
    when: 'revisions follow each other in a circle',
    change: [
      revision('a', 'revision = "a1"\ndown_revision = "b1"'),
      revision('b', 'revision = "b1"\ndown_revision = "a1"'),
    ].join('\n'),
    says: /^✗ backend\/alembic\/versions\/a\.py:2: a1 follows itself, by way of the others$/m,
  },
];
