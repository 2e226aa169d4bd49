import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cleanEnvironment } from '../../server/engine/shell/inherited-environment.ts';
import { block, engine, folder, guide, outputOf, run } from './runbook.ts';

const OURS = ['PAGER', 'GIT_PAGER', 'PYTHONUNBUFFERED'];

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

const NODE = JSON.stringify(process.execPath);
const PLAIN: Readonly<Record<string, [script: string, printed: string]>> = {
  'a captured number': [`MAJOR=$(${NODE} -p 20); [ "$MAJOR" -ge 18 ] && echo new enough`, 'new enough\n'],
  'a redirected file': [`${NODE} -p 5432 > conf.txt; cat conf.txt`, '5432\n'],
  'what goes down a pipe': [`${NODE} -p '({ port: 1 })' | cat`, '{ port: 1 }\n'],
  'what is printed': [`${NODE} -p '({ port: 1 })'`, '{ port: 1 }\n'],
};

for (const [what, [script, printed]] of Object.entries(PLAIN)) {
  test(`${what} carries no colours`, async (t) => {
    const { FORCE_COLOR: _, ...env } = process.env;
    const { engine: made } = engine(t, { env });
    const session = await made.open(guide([block('plain', script)]), 'mine');
    assert.equal(await outputOf(session, await run(session, 'plain')), printed);
  });
}

for (const [name, value, printed] of [
  ['NO_COLOR', '1', '1\n'],
  ['FORCE_COLOR', '1', '\u001B[33m1\u001B[39m\n'],
] as const) {
  test(`a reader who has set ${name} gets what they asked for, and no warning`, async (t) => {
    const { FORCE_COLOR: _, NO_COLOR: __, ...env } = process.env;
    const { engine: made } = engine(t, { env: { ...env, [name]: value } });
    const session = await made.open(guide([block('number', `${NODE} -p 1`)]), 'mine');
    assert.equal(await outputOf(session, await run(session, 'number')), printed);
  });
}
