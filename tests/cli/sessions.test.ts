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
    assert.match(listed.out, new RegExp(`^${id} .* practice  left    guide  2\\.\\d MB  1 passed$`, 'm'));
  const json = JSON.parse((await guidepost(folder, 'sessions', '--json')).out) as { state: string; bytes: number }[];
  assert.ok(json.every(({ state, bytes }) => state === 'left' && bytes >= 2e6));
  const closed = await guidepost(folder, 'sessions', 'close', one.id);
  assert.match(closed.out, /closed, 2\.\d MB of practice copy removed/);
  assert.deepEqual([existsSync(one.copy), existsSync(two.copy)], [false, true]);
  assert.match((await guidepost(folder, 'sessions')).out, new RegExp(`^${one.id} .* closed  guide  1 passed$`, 'm'));
  assert.equal((await guidepost(folder, 'sessions', 'show', one.id)).code, 0);
  assert.match((await guidepost(folder, 'sessions', 'close', one.id)).out, /was already closed/);
  assert.equal((await guidepost(folder, 'sessions', 'close', 'nothing-here')).code, 2);
});

test('two sessions are compared block by block, and the outputs of one block line by line', async (t) => {
  const folder = folderOf(t);
  const text = (word: string) =>
    `\`\`\`bash id=same\necho same\n\`\`\`\n\n\`\`\`bash id=count\nseq 1 9; echo ${word}; test ${word} = one\n\`\`\`\n`;
  for (const word of ['one', 'two']) {
    writeFileSync(join(folder, 'guide.md'), text(word));
    await guidepost(folder, 'run', 'guide.md');
  }
  const listed = (await guidepost(folder, 'sessions')).out;
  const [later = '', earlier = ''] = listed.split('\n').map((line) => line.split(' ')[0] ?? '');
  assert.match(listed, /guide  1 passed, 1 failed\n.* guide  2 passed\n$/);
  const { code, out } = await guidepost(folder, 'sessions', 'compare', later, earlier); // in whichever order
  assert.equal(code, 0);
  assert.match(
    out,
    /^same {3}passed {2}exit 0 {2}.*s\ncount {2}passed → failed {2}exit 0 → exit 1 {2}.* {2}output differs\n$/,
  );
  const one = await guidepost(folder, 'sessions', 'compare', earlier, later, 'count');
  assert.match(one.out, /\n {6}9\n {4}- one\n {4}\+ two\n$/);
  const wrong = await guidepost(folder, 'sessions', 'compare', earlier, later, 'other');
  assert.deepEqual([wrong.code, /neither session ran a block other; they ran same, count/.test(wrong.err)], [2, true]);
});

test('prune first shows the sessions that were left, deletes only old ones, and keeps open ones', async (t) => {
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
  assert.match((await guidepost(folder, 'sessions')).out, / open    slow\b/m);
  const pruned = await guidepost(folder, 'sessions', 'prune', '--older-than', '0d');
  assert.match(pruned.out, /removed\n1 session removed, 1 left\n$/);
  assert.ok(!existsSync(left.copy));
  assert.match((await guidepost(folder, 'sessions')).out, /^\S+ .* open    slow\b.*\n$/);
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
