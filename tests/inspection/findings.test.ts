/** The inspection of the migration guide, on the practice project with one thing wrong at a time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { databaseFindings } from './database-findings.ts';
import { findings } from './findings.ts';
import { runInProject, runbook } from './project.ts';

for (const { when, change, look, env, says, note } of [...findings, ...databaseFindings]) {
  test(`where ${when}, ${look} says so, with the place, the reason and what fixes it`, (t) => {
    const { code, out } = runInProject(t, `${change}\npython3 "$INSPECTOR/"${look}`, env);
    assert.match(out, says);
    assert.equal(code, note ? 0 : 1, out);
    for (const finding of out.split(/^(?=[✗!✓])/m).filter((one) => /^[✗!]/.test(one)))
      assert.match(finding, /^. .+: .+\n {4}why: {2}.+\n {4}fix: {2}.+$/m);
    assert.doesNotMatch(out, /swordfish|Traceback/);
  });
}

test('a project in good order has no finding that must be repaired', (t) => {
  const looks = 'layout git settings environments dependencies revisions models template startup facts';
  const { code, out } = runInProject(
    t,
    `git init -q ..; python3 "$INSPECTOR/look.py" ${looks}; python3 "$INSPECTOR/database.py" said`,
  );
  assert.equal(code, 0, out);
  assert.doesNotMatch(out, /^✗/m);
});

test('revisions are listed in the order in which they would be applied, whatever their files are called', (t) => {
  const write = (file: string, id: string, parent: string) =>
    `printf 'revision = "${id}"\\ndown_revision = ${parent}\\n' > alembic/versions/${file}.py`;
  const { out } = runInProject(
    t,
    [write('a', 'last', '"first"'), write('b', 'first', 'None'), 'python3 "$INSPECTOR/look.py" revisions'].join('\n'),
  );
  assert.match(out, /^would be applied: first → last$/m);
});

test('the inspection proposes the database of the project, and the port and health address', (t) => {
  const env = 'echo DATABASE_URL=postgresql+asyncpg://me:swordfish@db.example.org/Mine > .env';
  const settings = `printf 'from pydantic_settings import BaseSettings\\nclass S(BaseSettings):\\n    model_config = {"env_file": ".env"}\\n    database_url: str\\n    port: int = 1\\n' > config.py`;
  const { out } = runInProject(
    t,
    `${env}; ${settings}; python3 "$INSPECTOR/database.py" propose; python3 "$INSPECTOR/look.py" facts`,
  );
  assert.deepEqual(out.trim().split('\n'), [
    'database: Mine',
    'database user: me',
    'database host: db.example.org',
    'database port: 5432',
    'port variable: PORT',
    'health address: /health',
  ]);
});

test('every repair that a finding names is a step of the guide', () => {
  const programs = runbook.blocks.filter(({ script }) => script.includes('<<')).map(({ script }) => script);
  const named = programs.flatMap((text) => [...text.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title));
  const titles = new Set([...runbook.blocks.map(({ title }) => title), 'health']);
  assert.deepEqual(
    named.filter((title) => !titles.has(title)),
    [],
  );
  assert.ok(named.length > 10);
});
