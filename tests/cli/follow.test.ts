/** Two tabs and a command line on one session: each has every byte once, whoever started the run. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { living } from '../engine/living.ts';
import { openPage } from '../socket/page.ts';
import { serveGuide } from '../socket/serve-guide.ts';
import { folderOf, guidepost, start } from './guidepost.ts';

const NOISY = `# Noisy

\`\`\`bash id=noisy
exec 9>"$LOG/$GUIDEPOST_RUN"
for ((i = 1; i <= 5000; i++)); do
  echo "line $i – ünïcode ✓ $RANDOM" >&9
done
cat "$LOG/$GUIDEPOST_RUN"
\`\`\`
`;

test(
  'two tabs and a command line on one session have every byte once, as the program wrote it',
  { timeout: 120_000 },
  async (t) => {
    const folder = folderOf(t);
    const { engine, served, guide, log } = await serveGuide(t, folder, NOISY);
    const tabs = [await openPage(t, served, guide), await openPage(t, served, guide)] as const;
    for (const tab of tabs) await tab.until(({ sessions }) => sessions !== null);
    assert.equal(await tabs[0].store.open('mine'), null);
    const session = tabs[0].store.state.session ?? '';
    tabs[1].store.show(session);

    await tabs[0].run('run-before', 'noisy');
    const follower = start(folder, 'sessions', 'follow', session);
    t.after(() => follower.child.kill('SIGKILL'));
    await new Promise<void>((resolve) =>
      follower.child.stdout?.on('data', (text) => text.includes('noisy') && resolve()),
    );
    await tabs[1].run('run-of-the-second-tab', 'noisy');
    await tabs[0].run('run-of-the-first-tab', 'noisy');
    const runs = ['run-before', 'run-of-the-second-tab', 'run-of-the-first-tab'];
    for (const run of runs) {
      for (const tab of tabs) assert.equal(await tab.shown(run), readFileSync(join(log, run), 'utf8'));
    }
    assert.deepEqual(tabs[0].store.state.view, tabs[1].store.state.view);

    const refused = await guidepost(folder, 'sessions', 'close', session);
    assert.match(refused.err, /A runner holds the session/);
    await engine.find(session).then((found) => found?.close());
    const { code, out } = await follower.ended;
    assert.equal(code, 0);
    const printed = [...out.matchAll(/^ {4}│ (.*\n)/gm)].map(([, line]) => line).join('');
    assert.equal(printed, runs.map((run) => readFileSync(join(log, run), 'utf8')).join(''));
    assert.equal(out.match(/✓ 1\/1 noisy/g)?.length, 3);
    assert.deepEqual(living([folder]), []);
  },
);
