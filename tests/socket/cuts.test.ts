/** The page's own code over a connection that is cut again and again: it ends up with the journal, byte for byte. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { living } from '../engine/living.ts';
import { openPage } from './page.ts';
import { openRelay } from './relay.ts';
import { serveGuide } from './serve-guide.ts';

const CUTS = 1000;

/** Writes the same to its log and to its output; some at once, some with pauses in which the page draws level. */
const NOISY = `# Noisy

\`\`\`bash id=noisy
exec 9>"$LOG/$GUIDEPOST_RUN"
for ((i = 1; i <= 12000; i++)); do
  line="line $i – ünïcode ✓ $RANDOM$RANDOM$RANDOM"
  echo "$line" >&9
  echo "$line"
  ((i % 1500)) || sleep 0.02
done
\`\`\`
`;

test(`a connection cut at ${CUTS} random bytes loses none and repeats none`, { timeout: 600_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cuts-'));
  const { engine, served, guide, log } = await serveGuide(t, folder, NOISY);
  t.after(() => rmSync(folder, { recursive: true }));
  const relay = await openRelay(t, served.port, () => (relay.cuts < CUTS ? randomCut() : NEVER));
  const page = await openPage(t, served, guide, relay.port);
  await page.until(({ link }) => link === 'connected');
  while ((await page.store.open('mine')) !== null) await page.until(({ link }) => link === 'connected');
  const runs: string[] = [];
  while (relay.cuts < CUTS) {
    const run = `run-of-the-page-${runs.length}`;
    await page.run(run, 'noisy');
    assert.equal(await page.shown(run), readFileSync(join(log, run), 'utf8'));
    runs.push(run);
  }
  const { session, view } = page.store.state;
  assert.deepEqual(view, (await engine.find(session ?? ''))?.view);
  assert.deepEqual(readdirSync(log).toSorted(), runs.toSorted());
  await engine.shutdown();
  assert.deepEqual(living([folder]), []);
});

const NEVER = { there: Infinity, back: Infinity };

/**
 * Half of them early, in the middle of the handshake, the greeting and the entries; a quarter in what the page says.
 */
function randomCut() {
  const back = Math.random() < 0.5 ? 4000 : 200_000;
  return { there: Math.random() < 0.25 ? random(2000) : Infinity, back: random(back) };
}

const random = (below: number) => 1 + Math.floor(Math.random() * below);
