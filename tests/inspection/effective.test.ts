/**
 * Which database Alembic and the application would really use, asked of the real Alembic and SQLAlchemy on the practice
 * project. There is no server: whatever would connect makes its row fail. What is installed for it are a few small
 * packages, so this file runs beside the guides.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { rows } from './effective-rows.ts';
import { PACKAGES, runInProject } from './project.ts';

const home = mkdtempSync(join(tmpdir(), 'guidepost-effective-'));

before(() => {
  const install = `python3 -m venv "$0" && "$0/bin/python" -m pip install -q "$@"`;
  const ended = spawnSync('bash', ['-c', install, home, ...PACKAGES], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  assert.equal(ended.status, 0, ended.stderr);
});
after(() => rmSync(home, { recursive: true, force: true }));

for (const { when, change, env, says, passes } of rows) {
  test(`where ${when}, the guide ${passes ? 'goes on' : 'stops before anything is destroyed'}`, (t) => {
    const path = [join(home, 'bin'), process.env['PATH']].join(delimiter);
    const script = `${change}\npython "$INSPECTOR/effective.py"`;
    const { code, out } = runInProject(t, script, { PATH: path, ...env }, ['inspector', 'target-tool']);
    assert.match(out, says);
    assert.equal(code, passes ? 0 : 1, out);
    assert.doesNotMatch(out, /swordfish|Traceback/);
    if (!passes) assert.doesNotMatch(out, /^one database/m);
  });
}
