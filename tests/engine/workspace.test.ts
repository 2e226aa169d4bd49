import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type TestContext, test } from 'node:test';
import { block, engine, folder, guide, input, outputOf, run } from './runbook.ts';

function practiceGuide(t: TestContext) {
  const root = folder(t);
  mkdirSync(join(root, 'practice', 'app'), { recursive: true });
  writeFileSync(join(root, 'practice', 'app', 'file'), 'shipped\n');
  const blocks = [
    block('look', 'echo "$PROJECT $PORT"; cat app/file; echo changed >app/file'),
    block('only', 'echo practice', { only: 'practice' }),
  ];
  return guide(
    blocks,
    {
      inputs: [input('PROJECT', { type: 'path' }), input('PORT', { type: 'int' }), input('OTHER', { type: 'int' })],
      practice: { folder: 'practice', inputs: { PROJECT: 'app', PORT: 'free-port', OTHER: 'free-port' } },
    },
    root,
  );
}

test('a practice session works in a fresh copy that only the reader can see, and is gone after', async (t) => {
  const { engine: made } = engine(t);
  const shipped = practiceGuide(t);
  const session = await made.open(shipped, 'practice');
  const { path } = session.workspace;
  assert.equal(statSync(path).mode & 0o777, 0o700);
  const id = await run(session, 'look');
  const port = session.view.inputs.get('PORT')?.value;
  assert.equal(await outputOf(session, id), `${path}/app ${port}\nshipped\n`);
  assert.equal(readFileSync(join(shipped.folder, 'practice', 'app', 'file'), 'utf8'), 'shipped\n');
  assert.notEqual(port, session.view.inputs.get('OTHER')?.value);
  await session.close();
  assert.equal(existsSync(path), false);
});

test("practice blocks do not run in the reader's own folder", async (t) => {
  const { engine: made } = engine(t);
  const session = await made.open(practiceGuide(t), 'mine');
  await assert.rejects(run(session, 'only'), { code: 'inactive' });
});

test('a guide without a practice folder says so', async (t) => {
  const { engine: made } = engine(t);
  await assert.rejects(made.open(guide([]), 'practice'), /no practice workspace/);
});

test('a practice folder that cannot be copied is refused, and nothing of the copy stays', async (t) => {
  const { engine: made, root } = engine(t);
  const shipped = practiceGuide(t);
  rmSync(join(shipped.folder, 'practice'), { recursive: true });
  await assert.rejects(made.open(shipped, 'practice'), /cannot be copied: ENOENT/);
  assert.deepEqual(readdirSync(join(root, 'practice')), []);
});

test('a relative folder for temporary files works wherever a block changes to', async (t) => {
  const { engine: made } = engine(t, { runtimeDir: relative(process.cwd(), folder(t)) });
  const session = await made.open(guide([block('away', 'cd /'), block('then', 'pwd')]), 'mine');
  await run(session, 'away');
  assert.equal(await outputOf(session, await run(session, 'then')), '/\n');
});

test('a value that does not fit refuses the session and leaves nothing open', async (t) => {
  const { engine: made } = engine(t);
  await assert.rejects(made.open(practiceGuide(t), 'practice', { inputs: { PORT: 'x' } }), { code: 'bad_value' });
  assert.deepEqual(
    (await made.list()).map(({ closed }) => closed),
    [true],
  );
});

test('the guide may say where blocks begin, by an input, too', async (t) => {
  const { engine: made, root } = engine(t);
  mkdirSync(join(root, 'project'));
  const blocks = [block('where', 'pwd')];
  const session = await made.open(
    guide(blocks, { cwd: '$PROJECT', inputs: [input('PROJECT', { type: 'path' })] }),
    'mine',
  );
  session.setInput('PROJECT', join(root, 'project'));
  assert.equal(await outputOf(session, await run(session, 'where')), `${join(root, 'project')}\n`);
});
