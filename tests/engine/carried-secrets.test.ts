import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Session } from '../../server/engine/session/types.ts';
import { block, engine, guide, input, outputOf, run } from './runbook.ts';

const SECRET = 'correct horse/battery+staple';
const KEEPS = {
  'a variable of another name': 'export KEPT=$TOKEN',
  'a variable that is not exported': 'KEPT="<$TOKEN>"',
  'a variable in base64': 'export KEPT=$(printf %s "$TOKEN" | base64)',
  'an array': 'KEPT=(one "$TOKEN" two)',
  'a function': 'eval "KEPT() { echo $TOKEN; }"',
  'an alias': 'shopt -s expand_aliases; alias KEPT="echo $TOKEN"',
  'a directory': 'mkdir -p "${TOKEN##*/}/$TOKEN"; cd "${TOKEN##*/}/$TOKEN"',
};
const shows = 'declare -p KEPT 2>/dev/null || declare -f KEPT || alias KEPT 2>/dev/null || pwd';

for (const [what, script] of Object.entries(KEEPS)) {
  test(`a secret in ${what} reaches the next block, is masked for ever and written nowhere`, async (t) => {
    const { session, written } = await opened(t, script);
    session.setInput('TOKEN', SECRET);
    await run(session, 'keep');
    session.setInput('TOKEN', '');
    const after = await outputOf(session, await run(session, 'show'));
    assert.match(after, /\*\*\*/);
    session.setInput('TOKEN', 'another one');
    assert.equal(await outputOf(session, await run(session, 'show')), after);
    assert.deepEqual(written().filter(leaks), []);
  });
}

test('what a block has carried is no longer written once it becomes a secret', async (t) => {
  const { session, written } = await opened(t, `export KEPT='${SECRET}'`);
  await run(session, 'keep');
  assert.equal(written().some(leaks), true);
  session.setInput('TOKEN', SECRET);
  assert.deepEqual(written().filter(leaks), []);
});

test('a reason why a run did not start contains no secret', async (t) => {
  const { engine: made } = engine(t);
  const guarded = guide([block('show', 'pwd', { cwd: '$TOKEN' })], { inputs: [input('TOKEN', { type: 'secret' })] });
  const session = await made.open(guarded, 'mine');
  session.setInput('TOKEN', `/no/${SECRET}`);
  const id = await run(session, 'show');
  assert.deepEqual(session.view.runs.get(id)?.end, { how: 'not-started', why: 'the directory *** does not exist' });
});

async function opened(t: TestContext, script: string) {
  const { engine: made, root } = engine(t);
  const blocks = [block('keep', script), block('show', shows)];
  const session: Session = await made.open(guide(blocks, { inputs: [input('TOKEN', { type: 'secret' })] }), 'mine');
  const folder = join(root, 'state', 'sessions', session.id);
  const files = () => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const written = () => files().map(({ name }) => readFileSync(join(folder, name), 'latin1'));
  return { session, written };
}

function leaks(text: string): boolean {
  return text.includes(SECRET) || text.includes(btoa(SECRET));
}
