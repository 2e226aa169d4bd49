/** In a process of its own: the page's code remembers whether its runner has proven itself, as one page does. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPage } from '../socket/page.ts';
import { serveGuide } from '../socket/serve-guide.ts';
import { folderOf, start } from './guidepost.ts';

test('sessions follow prints what background processes print after the end of their step', async (t) => {
  const folder = folderOf(t);
  const late = '# Late\n\n```bash id=late\n(until [ -e go ]; do sleep 0.05; done; echo behind) &\necho up\n```\n';
  const { engine, served, guide } = await serveGuide(t, folder, late);
  const tab = await openPage(t, served, guide);
  await tab.until(({ sessions }) => sessions !== null);
  assert.equal(await tab.store.open('mine'), null);
  const session = tab.store.state.session ?? '';
  const follower = start(folder, 'sessions', 'follow', session);
  t.after(() => follower.child.kill('SIGKILL'));
  await tab.run('run-of-the-tab', 'late');
  await tab.until(({ view }) => view.runs.get('run-of-the-tab')?.phase === 'ended');
  writeFileSync(join(folder, 'go'), '');
  await tab.until(({ view }) => view.runs.get('run-of-the-tab')?.background === false);
  assert.equal(await tab.shown('run-of-the-tab'), 'up\nbehind\n');
  await engine.find(session).then((found) => found?.close());
  const { out } = await follower.ended;
  assert.match(out, /│ up\n.*✓ 1\/1 late.*\n {2}▸ late, after it ended\n {4}│ behind\n/);
});
