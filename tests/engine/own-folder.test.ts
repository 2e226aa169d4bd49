/** A guide that works in a folder of the reader's: which one is asked for, looked at, and stays that of the session. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, realpathSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { lookAt } from '../../server/engine/index.ts';
import { folderWords } from '../../src/runbook/session/reason-words.ts';
import { admit } from '../../src/runbook/session/admission.ts';
import { emptyView } from '../../src/runbook/session/view.ts';
import { block, engine, guide, input, outputOf, request, run } from './runbook.ts';

const ROOT = process.getuid?.() === 0 && 'root enters every directory';
const FOLDER = { input: 'PROJECT', holds: ['app/main.py', 'start.sh'] };
const PROJECT = input('PROJECT', { type: 'path', required: true });

function place(t: TestContext) {
  const { engine: made, root } = engine(t);
  const project = join(root, 'project');
  mkdirSync(join(project, 'app'), { recursive: true });
  writeFileSync(join(project, 'app', 'main.py'), '');
  const steps = [
    block('where', 'pwd'),
    block('write', 'x\n', { change: { by: 'file', path: 'made' }, undo: 'write.restore' }),
  ];
  return { made, root, project, guide: guide(steps, { inputs: [PROJECT], folder: FOLDER }, root) };
}

test('a look says what is there and what is missing', (t) => {
  const { project } = place(t);
  assert.deepEqual(lookAt(FOLDER, project), {
    path: realpathSync(project),
    problem: null,
    found: [
      { name: 'app/main.py', there: true },
      { name: 'start.sh', there: false },
    ],
  });
});

function problemOf(path: string): string {
  const { problem } = lookAt(FOLDER, path);
  return problem ? folderWords(problem) : '';
}

for (const [what, path, says] of [
  ['a relative path', 'project', /absolute/],
  ['a folder that is not there', '/no/such/folder', /does not exist/],
  ['a file', '/etc/passwd', /not a folder/],
  ['a path of a shell', '~/project', /absolute/],
  ['a path in quotes', '"/project"', /absolute/],
  ['a folder below a file', '/etc/passwd/project', /a part of its path is a file/],
  ['a name that no system has', `/${'x'.repeat(5000)}`, /cannot open this folder: .*ENAMETOOLONG/],
  ['a path with a zero', '/project\0', /cannot open this folder/],
  ['a folder of something else', '/', /not the project: there is no app\/main\.py, no start\.sh in it/],
] as const) {
  test(`no session opens in ${what}`, async (t) => {
    const { made, guide } = place(t);
    assert.match(problemOf(path), says);
    await assert.rejects(made.open(guide, 'mine', { inputs: { PROJECT: path } }), { code: 'bad_value', message: says });
    assert.deepEqual(await made.list(), []);
  });
}

test('a link that leads nowhere is no folder, and one that leads in a circle neither', (t) => {
  const { root } = place(t);
  symlinkSync(join(root, 'gone'), join(root, 'short'));
  symlinkSync(join(root, 'round'), join(root, 'round'));
  assert.match(problemOf(join(root, 'short')), /does not exist/);
  assert.match(problemOf(join(root, 'round')), /leads back to itself/);
});

test('a folder that the reader may not enter is distinguished from one that does not exist', { skip: ROOT }, (t) => {
  const { project } = place(t);
  chmodSync(project, 0o000);
  const problem = problemOf(project);
  chmodSync(project, 0o700);
  assert.match(problem, /You may not enter/);
});

test('a folder with spaces, quotes and a dollar sign in its name works like any other', async (t) => {
  const { made, root, project, guide } = place(t);
  const odd = join(root, `it's "my" $HOME folder`);
  renameSync(project, odd);
  const session = await made.open(guide, 'mine', { inputs: { PROJECT: `${odd}/` } });
  assert.equal(await outputOf(session, await run(session, 'where')), `${realpathSync(odd)}\n`);
});

test('the session works in the folder, by its real path, and steps that change files stay in it', async (t) => {
  const { made, root, project, guide } = place(t);
  symlinkSync(project, join(root, 'short'));
  const session = await made.open(guide, 'mine', { inputs: { PROJECT: join(root, 'short') } });
  assert.equal(session.workspace.path, realpathSync(project));
  assert.equal(session.view.inputs.get('PROJECT')?.value, realpathSync(project));
  assert.equal(await outputOf(session, await run(session, 'where')), `${realpathSync(project)}\n`);
  assert.deepEqual(
    session.preview('write').files.map(({ name }) => name),
    ['made'],
  );
});

test('a session keeps its folder: another folder needs another session', async (t) => {
  const { made, root, project, guide } = place(t);
  const session = await made.open(guide, 'mine', { inputs: { PROJECT: project } });
  assert.throws(() => session.setInput('PROJECT', root), { code: 'bad_value', message: /open a new one/ });
});

test('a practice session cannot be pointed at the reader’s own folder', async (t) => {
  const { made, root, project, guide } = place(t);
  mkdirSync(join(root, 'template', 'app'), { recursive: true });
  const practised = {
    ...guide,
    runbook: { ...guide.runbook, practice: { folder: 'template', inputs: { PROJECT: '.' } } },
  };
  await assert.rejects(made.open(practised, 'practice', { inputs: { PROJECT: project } }), { code: 'bad_value' });
  const session = await made.open(practised, 'practice');
  assert.throws(() => session.setInput('PROJECT', project), { code: 'bad_value' });
});

test('the question before a step names its database and its path as they are, and no secret', () => {
  const drop = block('drop', 'true', { confirm: 'Drops $NAME on $HOST, as $PASSWORD. A dump goes to $ELSEWHERE.' });
  const inputs = [input('NAME'), input('HOST', { default: 'localhost' }), input('PASSWORD', { type: 'secret' })];
  const { runbook, hashes } = guide([drop], { inputs });
  const values = new Map([
    ['NAME', 'humanizer'],
    ['PASSWORD', 'hidden'],
  ]);
  const answer = admit(
    { ...request('drop'), confirmed: false },
    { runbook, view: emptyView, os: 'linux', hashOf: (id) => hashes.get(id), valueOf: (name) => values.get(name) },
  );
  assert.ok(!answer.admitted);
  assert.equal(answer.why, 'Drops humanizer on localhost, as $PASSWORD. A dump goes to $ELSEWHERE.');
});
