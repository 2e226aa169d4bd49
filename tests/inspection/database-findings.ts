/** Ways in which a project says where its database is: what the files say of it, or that they do not say it. */
import { type Finding, edit } from './findings.ts';

/** Alembic's own env.py, which takes the address of alembic.ini, and an alembic.ini with these lines in its section. */
const INI = edit(
  'alembic/env.py',
  's/create_async_engine(settings.database_url/engine_from_config(context.config.get_section("alembic")/',
);
const ini = (lines: string) =>
  `${INI}; ${edit('alembic.ini', `s#^prepend_sys_path.*#&\\\n${lines.replaceAll('\n', '\\\n')}#`)}`;
const settings = (text: string) =>
  `printf 'import os\\nfrom pydantic_settings import BaseSettings\\n${text}' > config.py`;

export const databaseFindings: readonly Finding[] = [
  {
    when: 'the fields name another database than the application',
    change: edit(
      'config.py',
      's/class Settings.*/&\\\n    database_url: str = "postgresql+asyncpg:\\/\\/me:swordfish@db.example.org\\/Mine"/',
    ),
    look: 'database.py said',
    says: /^✗ backend\/config\.py:\d+: the application uses another database/m,
  },
  {
    when: 'Alembic has an address of its own',
    change: ini('sqlalchemy.url = postgresql://me:swordfish@h/other'),
    look: 'database.py said',
    says: /^✗ backend\/alembic\.ini:\d+: Alembic uses another database than the application/m,
  },
  {
    when: "a part of Alembic's address has no value",
    change: ini('sqlalchemy.url = postgresql://swordfish:%(PASSWORD)s@h/other'),
    look: 'database.py said',
    says: /^✗ backend\/alembic\.ini:\d+: its address cannot be put together/m,
  },
  {
    when: "a variable of the shell stands in Alembic's address",
    change: ini('sqlalchemy.url = ${DATABASE_URL}'),
    look: 'database.py said',
    says: /^✗ backend\/alembic\.ini:\d+: a variable stands in the address/m,
  },
  {
    when: 'alembic.ini puts the address of another database together',
    change: ini('DB = other\nsqlalchemy.url = postgresql://humanizer@localhost/%(DB)s'),
    look: 'database.py said',
    says: /^Alembic: {14}postgresql:\/\/humanizer@localhost:5432\/other \(backend\/alembic\.ini:\d+\)$/m,
  },
  {
    when: 'the host stands behind the question mark',
    change: ini('sqlalchemy.url = postgresql://humanizer:swordfish@/humanizer?host=db.example.org\\&port=6432'),
    look: 'database.py said',
    says: /^Alembic: {14}postgresql:\/\/humanizer@db\.example\.org:6432\/humanizer /m,
  },
  ...['service=production', 'host=a\\&host=b', 'host=a,b', 'hostaddr=192.0.2.1'].map((query): Finding => ({
    when: `the address ends with ?${query.replace('\\', '')}, which names no one server`,
    change: ini(`sqlalchemy.url = postgresql://humanizer:swordfish@localhost/humanizer?${query}`),
    look: 'database.py said',
    note: true,
    says: /^Alembic: {14}not known \(backend\/alembic\.ini:\d+\)$/m,
  })),
  {
    when: 'env.py overwrites the address of alembic.ini',
    change: `${ini('sqlalchemy.url = postgresql://humanizer@localhost/humanizer')}; ${edit('alembic/env.py', 's/engine_from_config(context.config.get_section("alembic")/engine_from_config({"sqlalchemy.url": where()}/')}`,
    look: 'database.py said',
    note: true,
    says: /^Alembic: {14}as env\.py says \(backend\/alembic\/env\.py:\d+\)$/m,
  },
  {
    when: "env.py uses the application's own engine",
    change: `${ini('sqlalchemy.url = postgresql://me@h/other')}; ${edit('alembic/env.py', 's/ = engine_from_config(.*/ = application_engine/')}`,
    look: 'database.py said',
    note: true,
    says: /^Alembic: {14}as env\.py says/m,
  },
  {
    when: 'ALEMBIC_CONFIG names another alembic.ini',
    change: ':',
    env: { ALEMBIC_CONFIG: 'other.ini' },
    look: 'look.py layout',
    says: /^✗ the environment: ALEMBIC_CONFIG is other\.ini/m,
  },
  {
    when: 'there are two alembic.ini',
    change: 'cp alembic.ini ..',
    look: 'look.py layout',
    note: true,
    says: /^! alembic\.ini: is a second one/m,
  },
  {
    when: 'Alembic works in another folder than backend/alembic',
    change: edit('alembic.ini', 's#^script_location.*#script_location = %(here)s/migrations#'),
    look: 'look.py layout',
    says: /^✗ backend\/alembic\.ini:\d+: script_location is %\(here\)s\/migrations/m,
  },
  {
    when: 'the revisions stand in another folder too',
    change: ini('version_locations = alembic/versions:other/versions'),
    look: 'look.py layout',
    says: /^✗ backend\/alembic\.ini:\d+: version_locations is /m,
  },
  ...['PGHOSTADDR', 'PGSERVICE', 'PGOPTIONS'].map((name): Finding => ({
    when: `${name} is set`,
    change: ':',
    env: { [name]: 'x' },
    look: 'database.py said',
    note: true,
    says: new RegExp(`^! the environment: ${name} is set`, 'm'),
  })),
  ...['export DATABASE_URL=postgresql://me:swordfish@h/other', 'DB_NAME="other" python main.py'].map(
    (line): Finding => ({
      when: `start.sh says ${line.replace('swordfish', '…')}`,
      change: `printf '#!/bin/bash\\n%s\\n' '${line}' > ../start.sh`,
      look: 'database.py said',
      says: /^✗ start\.sh:2: sets (DATABASE_URL|DB_NAME)$/m,
    }),
  ),
  {
    when: 'start.sh takes the database from its caller',
    change: `printf '#!/bin/bash\\n%s\\n' 'export DB_NAME="\${DB_NAME:-other}" PGPASSWORD=swordfish' > ../start.sh`,
    look: 'database.py said',
    note: true,
    says: /^! start\.sh:2: sets DB_NAME$/m,
  },
  {
    when: 'two settings classes name two databases',
    change: settings(
      'class A(BaseSettings):\\n    database_url: str = "postgresql://a@h/one"\\nclass B(BaseSettings):\\n    database_url: str = "postgresql://a@h/two"\\n',
    ),
    look: 'database.py said',
    note: true,
    says: /^application: {10}not known \(backend\/config\.py:\d+\)$/m,
  },
  {
    when: 'the default of the address is put together',
    change: settings('class A(BaseSettings):\\n    database_url: str = "postgresql://a@h/" + os.getcwd()\\n'),
    look: 'database.py said',
    note: true,
    says: /^application: {10}not known \(backend\/config\.py:\d+\)$/m,
  },
  {
    when: '.env names a database, and nothing reads that file',
    change: `${settings('URL = os.environ.get("DATABASE_URL", "postgresql://a@h/one")\\n')}; echo DATABASE_URL=postgresql://a:swordfish@h/two > .env`,
    look: 'database.py said',
    note: true,
    says: /^application: {10}not known \(backend\/\.env:1\)$/m,
  },
  {
    when: 'the application reads an .env of another name',
    change: `${settings('from dotenv import load_dotenv\\nload_dotenv(".env.live")\\nURL = os.environ.get("DATABASE_URL", "postgresql://a@h/one")\\n')}; echo DATABASE_URL=postgresql://a:swordfish@h/live > .env.live`,
    look: 'database.py said',
    says: /^application: {10}postgresql:\/\/a@h:5432\/live \(backend\/\.env\.live:1\)$/m,
  },
];
