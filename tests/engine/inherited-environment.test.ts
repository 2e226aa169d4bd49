import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cleanEnvironment } from '../../server/engine/shell/inherited-environment.ts';
import { folder } from './runbook.ts';

const OURS = ['FORCE_COLOR', 'CLICOLOR_FORCE', 'PAGER', 'GIT_PAGER', 'PYTHONUNBUFFERED'];

test('what npm adds is taken away again: a block sees what a terminal would', (t) => {
  const root = folder(t);
  const print = `${JSON.stringify(process.execPath)} -e 'console.log(JSON.stringify(process.env))'`;
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'x', version: '1.0.0', scripts: { print } }));
  const env = { PATH: process.env['PATH'] ?? '', HOME: root, EDITOR: 'vi' };
  const seen = JSON.parse(execFileSync('npm', ['run', '--silent', 'print'], { cwd: root, env, encoding: 'utf8' }));
  assert.notEqual(seen.PATH, env.PATH);
  const clean = cleanEnvironment(seen);
  const without = (path = '') =>
    path.split(':').filter((entry) => !/\/(node_modules\/\.bin|node-gyp-bin)$/.test(entry));
  assert.deepEqual(without(clean['PATH']), without(env.PATH));
  const added = Object.keys(clean).filter(
    (name) => !(name in env) && !OURS.includes(name) && !/^(_|SHLVL|PWD|OLDPWD)$/.test(name),
  );
  assert.deepEqual(added, []);
});

test("without npm a node_modules/.bin is the reader's own", () => {
  assert.equal(cleanEnvironment({ PATH: '/a/node_modules/.bin:/b' })['PATH'], '/a/node_modules/.bin:/b');
});

test('what would make bash read or do more than the block is taken away', () => {
  const clean = cleanEnvironment({
    BASH_ENV: '/x',
    ENV: '/x',
    SHELLOPTS: 'xtrace',
    'BASH_FUNC_ls%%': '() { :; }',
    GUIDEPOST_RUN: 'x',
    LANG: 'C',
  });
  assert.deepEqual(
    Object.keys(clean).filter((name) => !OURS.includes(name)),
    ['LANG'],
  );
});
