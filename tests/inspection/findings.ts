/** What may be wrong with a project, and what the inspection says of it. */
export interface Finding {
  /** As the sentence of a test. */
  readonly when: string;
  /** Script in backend/ that makes it so. */
  readonly change: string;
  /** Which look finds it; the program is look.py, or database.py for the database. */
  readonly look: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly says: RegExp;
  /** It is worth knowing, and does not have to be mended. */
  readonly note?: true;
}

const revision = (file: string, id: string, parent: string) =>
  `printf 'revision = "%s"\\ndown_revision = %s\\n' '${id}' '${parent}' > alembic/versions/${file}.py`;
export const edit = (file: string, command: string) => `sed '${command}' ${file} > edited && mv edited ${file}`;
const model = (file: string, text: string) => `printf '${text}' > models/${file}.py`;

const TAG = 'from models.base import Base\\nclass Tag(Base):\\n    __tablename__ = "tags"\\n';
export const findings: readonly Finding[] = [
  {
    when: 'start.sh is a link',
    change: 'mv ../start.sh ../real.sh; ln -s real.sh ../start.sh',
    look: 'look.py layout',
    note: true,
    says: /^! start\.sh: is a link to real\.sh/m,
  },
  {
    when: 'start.sh is a link',
    change: 'mv ../start.sh ../real.sh; ln -s real.sh ../start.sh',
    look: 'look.py start-script',
    note: true,
    says: /^! start\.sh: is a link to real\.sh/m,
  },
  {
    when: 'the secrets are in git',
    change: 'git init -q ..; echo KEY=a > .env; git add -f .env',
    look: 'look.py git',
    says: /^✗ backend\/\.env: is tracked by git/m,
  },
  {
    when: 'a merge left its marks in a model',
    change: `echo '<<<<<<< HEAD' >> models/user.py`,
    look: 'look.py models',
    says: /^✗ backend\/models\/user\.py:\d+: is not valid Python/m,
  },
  {
    when: 'a merge left its marks in pyproject.toml',
    change: `echo '<<<<<<< HEAD' >> pyproject.toml`,
    look: 'look.py dependencies',
    says: /^✗ backend\/pyproject\.toml: .*not valid TOML/m,
  },
  {
    when: 'a field is required by Field(...)',
    change: edit('config.py', 's/^class Settings.*/&\\\n    api_key: str = Field(...)/'),
    look: 'look.py settings',
    says: /^✗ backend\/config\.py:\d+: API_KEY has no value/m,
  },
  {
    when: 'a required field has an alias',
    change: edit('config.py', 's/^class Settings.*/&\\\n    key: str = Field(alias="OTHER_KEY")/'),
    look: 'look.py settings',
    says: /^✗ backend\/config\.py:\d+: OTHER_KEY has no value/m,
  },
  {
    when: 'a required field has a prefix',
    change: edit(
      'config.py',
      's/^class Settings.*/&\\\n    model_config = SettingsConfigDict(env_prefix="APP_")\\\n    key: str/',
    ),
    look: 'look.py settings',
    says: /: APP_KEY has no value/,
  },
  {
    when: 'a value is empty',
    change: `${edit('config.py', 's/^class Settings.*/&\\\n    key: str/')}; echo 'KEY=""' > .env`,
    look: 'look.py settings',
    says: /: KEY has no value/,
  },
  {
    when: 'a module takes a variable as given',
    change: `printf 'import os\\nKEY = os.environ["THE_KEY"]\\n' >> database.py`,
    look: 'look.py settings',
    says: /^✗ backend\/database\.py:\d+: THE_KEY has no value/m,
  },
  {
    when: '.env and the environment name two databases',
    change: 'echo DATABASE_URL=postgresql://a:swordfish@h/one > .env',
    env: { DATABASE_URL: 'postgresql://a:swordfish@h/two' },
    look: 'look.py settings',
    says: /^✗ backend\/\.env:1: DATABASE_URL has another value in the environment/m,
  },
  {
    when: '.env names another database than a field',
    change: 'echo DB_NAME=production > .env',
    look: 'look.py settings',
    says: /^✗ backend\/\.env:1: DB_NAME has another value/m,
  },
  {
    when: 'an environment is active',
    change: ':',
    env: { VIRTUAL_ENV: '/elsewhere' },
    look: 'look.py environments',
    note: true,
    says: /^! the environment: \/elsewhere is active/m,
  },
  {
    when: 'a conda environment is active',
    change: ':',
    env: { CONDA_DEFAULT_ENV: 'work', CONDA_PREFIX: '/conda/work' },
    look: 'look.py environments',
    note: true,
    says: /\/conda\/work is active/,
  },
  {
    when: '.venv is a link',
    change: 'ln -s /elsewhere .venv',
    look: 'look.py environments',
    note: true,
    says: /^! backend\/\.venv: is a link to \/elsewhere/m,
  },
  {
    when: 'Poetry has an environment outside',
    change: `mkdir bin; printf '#!/bin/sh\\ncase $* in *list*) echo "/cache/envs/backend (Activated)" ;; *) echo "virtualenvs.in-project = false" ;; esac\\n' > bin/poetry; chmod +x bin/poetry`,
    env: { PATH: `bin:${process.env['PATH'] ?? ''}` },
    look: 'look.py environments',
    note: true,
    says: /outside of it: \/cache\/envs\/backend$/m,
  },
  {
    when: 'pip installed more than pyproject.toml lists',
    change: 'echo "Pillow==10.2.0  # images" >> requirements.txt',
    look: 'look.py dependencies',
    says: /^✗ backend\/requirements\.txt:\d+: pillow is not in pyproject\.toml/m,
  },
  {
    when: 'the lock is older',
    change: `printf '[[package]]\\nname = "fastapi"\\nversion = "1"\\n' > poetry.lock`,
    look: 'look.py dependencies',
    says: /^✗ backend\/poetry\.lock:1: is older than pyproject\.toml/m,
  },
  {
    when: 'a parent is gone',
    change: revision('b', 'b2', '"a1"'),
    look: 'look.py revisions',
    says: /^✗ backend\/alembic\/versions\/b\.py:2: b2 follows a1, which is not there/m,
  },
  {
    when: 'a history has two heads',
    change: [revision('a', 'a1', 'None'), revision('b', 'b2', '"a1"'), revision('c', 'c3', '"a1"')].join(';'),
    look: 'look.py revisions',
    says: /^✗ backend\/alembic\/versions: 2 heads: b2, c3/m,
  },
  {
    when: 'two files have one id',
    change: [revision('a', 'a1', 'None'), revision('b', 'a1', 'None')].join(';'),
    look: 'look.py revisions',
    says: /^✗ backend\/alembic\/versions\/b\.py:1: a1 is the id of another file too/m,
  },
  {
    when: 'revisions go round in a circle',
    change: [revision('a', 'a1', '"b2"'), revision('b', 'b2', '"a1"')].join(';'),
    look: 'look.py revisions',
    says: /^✗ .*: a1 follows itself/m,
  },
  {
    when: 'a revision depends on one that is gone',
    change: `${revision('a', 'a1', 'None')}; echo 'depends_on = ["gone"]' >> alembic/versions/a.py`,
    look: 'look.py revisions',
    says: /^✗ backend\/alembic\/versions\/a\.py:2: a1 depends on gone, which is not there/m,
  },
  {
    when: 'a parent is not a literal',
    change: revision('a', 'a1', 'PARENT'),
    look: 'look.py revisions',
    says: /^✗ .*cannot be read/m,
  },
  {
    when: 'a model is imported by nobody',
    change: model('tag', TAG),
    look: 'look.py models',
    says: /^✗ backend\/models\/tag\.py:2: the table tags is not imported/m,
  },
  {
    when: 'a model is imported for type checkers only',
    change: `${model('tag', TAG)}; printf 'from typing import TYPE_CHECKING\\nif TYPE_CHECKING:\\n    from models.tag import Tag\\n' >> models/user.py`,
    look: 'look.py models',
    says: /the table tags is not imported/,
  },
  {
    when: 'a model is imported when a function is called',
    change: `${model('tag', TAG)}; printf 'def late():\\n    from models.tag import Tag\\n' >> models/user.py`,
    look: 'look.py models',
    says: /the table tags is not imported/,
  },
  ...[
    ['where a variable is set', "import os\\nif os.environ.get('WITH_TAGS'):\\n    import models.tag\\n"],
    ['in a loop', 'for _ in range(0):\\n    import models.tag\\n'],
    ['when something else fails', 'try:\\n    import os\\nexcept ImportError:\\n    import models.tag\\n'],
  ].flatMap(([how = '', text = '']) =>
    ['models/user.py', 'alembic/env.py'].map((file): Finding => ({
      when: `${file} imports a model only ${how}`,
      change: `${model('tag', TAG)}; printf "${text}" >> ${file}`,
      look: 'look.py models',
      says: /the table tags is not imported/,
    })),
  ),
  {
    when: 'a table without a class is imported by nobody',
    change: model(
      'tag',
      'from sqlalchemy import Table\\nfrom models.base import Base\\nT = Table("tags", Base.metadata)\\n',
    ),
    look: 'look.py models',
    says: /^✗ backend\/models\/tag\.py:3: the table tags is not imported/m,
  },
  ...Object.entries({
    'f"{1}tags"': '__tablename__ = f"tags"',
    'a function': '@declared_attr\\n    def __tablename__(cls): return "tags"',
    'what Base makes of its class': 'id = 1',
  }).map(([name, body]): Finding => ({
    when: `a model that is imported by nobody gets the name of its table from ${name}`,
    change: model('tag', `from models import Base\\nclass Tag(Base):\\n    ${body}\\n`),
    look: 'look.py models',
    says: /^✗ backend\/models\/tag\.py:2: the table tag is not imported/m,
  })),
  {
    when: 'a model that env.py imports has a Base of its own',
    change: `${model('tag', `from sqlalchemy.orm import declarative_base\\nBase = declarative_base()\\n${TAG.replace(/^.*?n/, '')}`)}; echo 'from models.tag import Tag' >> models/__init__.py`,
    look: 'look.py models',
    note: true,
    says: /^! backend\/models\/tag\.py:3: the table tags has a Base of its own[^]*^✓ alembic\/env\.py sees 3 tables$/m,
  },
  {
    when: 'modules stand in src/, and one of its models is imported by nobody',
    change: `mkdir src; mv models config.py database.py src; ${edit('alembic.ini', 's/^prepend_sys_path.*/prepend_sys_path = src/')}; printf '${TAG}' > src/models/tag.py`,
    look: 'look.py models',
    says: /^✗ backend\/src\/models\/tag\.py:2: [^\n]*\n.*\n.*\n$/,
  },
  {
    when: 'the template lacks pgvector',
    change: edit('alembic/script.py.mako', '/^import pgvector/d'),
    look: 'look.py template',
    says: /^✗ backend\/alembic\/script\.py\.mako:\d+/m,
  },
  {
    when: 'the application makes its tables at the start',
    change: `printf '\\nBase.metadata.create_all()\\n' >> app.py`,
    look: 'look.py startup',
    says: /^✗ backend\/app\.py:\d+: create_all\(\) is called/m,
  },
  ...Object.entries({
    'in a startup event': '@app.on_event("startup")\\nasync def begin():\\n    await go(Base.metadata.create_all)\\n',
    'in a lifespan':
      '@asynccontextmanager\\nasync def life(app):\\n    Base.metadata.create_all(1)\\n    yield\\nFastAPI(lifespan=life)\\n',
    'by a function that FastAPI is given':
      'def make():\\n    Base.metadata.create_all(1)\\nFastAPI(on_startup=[make])\\n',
    'in __init__': 'class Db:\\n    def __init__(self):\\n        Base.metadata.create_all(1)\\nDb()\\n',
    'by its name in a text': 'getattr(Base.metadata, "create_all")(1)\\n',
    'under another name': 'make = Base.metadata.create_all\\nmake(1)\\n',
    'by run_sync with a function':
      'def init():\\n    def make(c):\\n        Base.metadata.create_all(c)\\n    engine.run_sync(make)\\ninit()\\n',
  }).map(([where, text]): Finding => ({
    when: `create_all() is called ${where}`,
    change: `printf '${text}' >> app.py`,
    look: 'look.py startup',
    says: /^✗ backend\/app\.py:\d+: create_all\(\) is called at the start/m,
  })),
  {
    when: 'a function that calls create_all() is imported under another name',
    change: `printf 'def init_db():\\n    Base.metadata.create_all(1)\\n' >> database.py; printf 'from database import init_db as boot\\nboot()\\n' >> app.py`,
    look: 'look.py startup',
    says: /^✗ backend\/app\.py:38: create_all\(\) is called at the start/m,
  },
  ...[
    'cd backend; poetry run python create_tables.py',
    'python3 backend/create_tables.py',
    'python -c "db.create_all()"',
  ].map((line): Finding => ({
    when: `start.sh runs ${line}`,
    change: `printf '#!/bin/bash\\n%s\\n' '${line}' > ../start.sh`,
    look: 'look.py startup',
    says: /^✗ start\.sh:2: runs a program that calls create_all\(\)/m,
  })),
  {
    when: 'a model is loaded while the application is imported, by way of a class and a function',
    change: `printf 'from transformers import AutoModel\\nclass Scorer:\\n    def __init__(self):\\n        self.model = AutoModel.from_pretrained("a")\\ndef scorer():\\n    return Scorer()\\n' > scorer.py; printf 'from scorer import scorer\\nonly = scorer()\\n' >> app.py`,
    look: 'look.py startup',
    note: true,
    says: /^! backend\/app\.py:\d+: loads a model while it is imported, in backend\/scorer\.py:4$/m,
  },
  {
    when: 'two fields have one port',
    change: ':',
    env: { BACKEND_PORT: '18999', DAILY_PORT: '18999' },
    look: 'look.py ports',
    says: /^✗ the fields: BACKEND_PORT and DAILY_PORT are both 18999/m,
  },
  {
    when: 'start.sh runs uvicorn in an environment of pip',
    change: `printf '#!/bin/bash\\ncd backend\\n. .venv/bin/activate\\nuvicorn main:app\\n' > ../start.sh`,
    look: 'look.py start-script',
    note: true,
    says: /^! start\.sh:3: starts the old way \(line 3, 4\)/m,
  },
  ...['python3.11 main.py', 'python -u main.py', 'exec gunicorn main:app', '"$VENV/bin/python" backend/main.py'].map(
    (line): Finding => ({
      when: `start.sh says ${line}`,
      change: `printf '#!/bin/bash\\n%s\\n' '${line}' > ../start.sh`,
      look: 'look.py start-script',
      note: true,
      says: /^! start\.sh:2: starts the old way \(line 2\)/m,
    }),
  ),
];
