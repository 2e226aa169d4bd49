import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { folderOf, guidepost, start } from './guidepost.ts';

const GUIDE = `---
title: Practice
practice: { folder: practice }
---

\`\`\`bash id=here
pwd
\`\`\`
`;

test('sessions that were left are listed with what their copies take, and closed one by one', async (t) => {
  const folder = guide(t);
  const [one, two] = [await keep(folder), await keep(folder)];
  const listed = await guidepost(folder, 'sessions');
  for (const { id } of [one, two])
    assert.match(listed.out, new RegExp(`^${id} .* practice  left    guide  2\\.\\d MB$`, 'm'));
  const json = JSON.parse((await guidepost(folder, 'sessions', '--json')).out) as { state: string; bytes: number }[];
  assert.ok(json.every(({ state, bytes }) => state === 'left' && bytes >= 2e6));
  const closed = await guidepost(folder, 'sessions', 'close', one.id);
  assert.match(closed.out, /closed, 2\.\d MB of practice copy removed/);
  assert.deepEqual([existsSync(one.copy), existsSync(two.copy)], [false, true]);
  assert.match((await guidepost(folder, 'sessions')).out, new RegExp(`^${one.id} .* closed  guide$`, 'm'));
  assert.equal((await guidepost(folder, 'sessions', 'show', one.id)).code, 0);
  assert.match((await guidepost(folder, 'sessions', 'close', one.id)).out, /was already closed/);
  assert.equal((await guidepost(folder, 'sessions', 'close', 'nothing-here')).code, 2);
});

test('prune shows first what was left, takes only what is old enough, and keeps the open', async (t) => {
  const folder = guide(t);
  const left = await keep(folder);
  const { child, ended } = start(folder, 'run', 'slow.md');
  t.after(() => child.kill('SIGKILL'));
  await new Promise<void>((resolve) =>
    child.stdout?.on('data', (text: string) => text.includes('session ') && resolve()),
  );
  const dry = await guidepost(folder, 'sessions', 'prune', '--older-than', '0d', '--dry-run');
  assert.match(dry.out, new RegExp(`^${left.id} of guide and its practice copy of 2\\.\\d MB: would be deleted\\n$`));
  assert.equal((await guidepost(folder, 'sessions', 'prune')).out, '0 sessions removed, 2 left\n');
  assert.ok(existsSync(left.copy));
  assert.match((await guidepost(folder, 'sessions')).out, / open    slow$/m);
  const pruned = await guidepost(folder, 'sessions', 'prune', '--older-than', '0d');
  assert.match(pruned.out, /removed\n1 session removed, 1 left\n$/);
  assert.ok(!existsSync(left.copy));
  assert.match((await guidepost(folder, 'sessions')).out, /^\S+ .* open    slow\n$/);
  child.kill('SIGINT');
  await ended;
  const wrong = await guidepost(folder, 'sessions', 'prune', '--older-than', 'a week');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /--older-than a week should look like 7d or 12h/);
});

test('a session whose journal names a folder that is not its copy loses nothing', async (t) => {
  const folder = guide(t);
  const { id, copy } = await keep(folder);
  const events = join(folder, 'state', 'guidepost', 'sessions', id, 'events.jsonl');
  const precious = join(folder, 'precious');
  mkdirSync(precious);
  writeFileSync(events, readFileSync(events, 'utf8').replaceAll(copy, precious));
  assert.equal((await guidepost(folder, 'sessions', 'close', id)).code, 0);
  assert.ok(existsSync(precious));
});

function guide(t: TestContext): string {
  const folder = folderOf(t);
  mkdirSync(join(folder, 'practice'));
  writeFileSync(join(folder, 'practice', 'large'), Buffer.alloc(2_000_000, 1));
  writeFileSync(join(folder, 'guide.md'), GUIDE);
  writeFileSync(join(folder, 'slow.md'), '```bash\nsleep 1000\n```\n');
  return folder;
}

/** A practice session that is left, with its copy. */
async function keep(folder: string): Promise<{ id: string; copy: string }> {
  const { out, code } = await guidepost(folder, 'run', 'guide.md', '--practice', '--keep');
  assert.equal(code, 0, out);
  const [, id = ''] = /^session (\S+)$/m.exec(out) ?? [];
  const [, copy = ''] = /^kept: (.*)$/m.exec(out) ?? [];
  return { id, copy };
}
