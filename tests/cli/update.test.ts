import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderOf, guidepost, start } from './guidepost.ts';

const fence = '```';
const GUIDE = `# A guide

${fence}bash id=one
echo "Installed 5 wheels in 3s"; echo done
${fence}

${fence}text check
Installed [INT] packages in [DURATION]
done
${fence}

1. in a list

   ${fence}bash id=two
   echo a; echo b
   ${fence}

   ${fence}text check
   a
   ${fence}

${fence}bash id=three
echo broken; exit 3
${fence}

${fence}text check
fine
${fence}
`;

test('update rewrites the lines that no longer match, and nothing else', async (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'guide.md'), GUIDE);
  const { code, out, err } = await guidepost(folder, 'update', 'guide.md');
  const expected = GUIDE.replace('[INT] packages', '[INT] wheels').replace('   a\n   `', '   a\n   b\n   `');
  assert.equal(readFileSync(join(folder, 'guide.md'), 'utf8'), expected);
  assert.match(
    out,
    / {4}8 - Installed \[INT\] packages in \[DURATION\]\n {4}8 \+ Installed \[INT\] wheels in \[DURATION\]\n/,
  );
  assert.match(out, / {3}20 \+ {4}b\n/);
  assert.match(out, /2 of 3 failed checks updated/);
  assert.match(err, /guide\.md:26: three not updated: it did not end as the check expects/);
  assert.equal(code, 1);
});

test('a check that was never decided is not updated, and says so', async (t) => {
  const folder = folderOf(t);
  const guide = `${fence}bash id=wait timeout=2s\nread -r never < <(sleep 600)\n${fence}\n\n${fence}text check within=1s\na\n...\n${fence}\n`;
  writeFileSync(join(folder, 'guide.md'), guide);
  const { code, err } = await guidepost(folder, 'update', 'guide.md');
  assert.equal(code, 1);
  assert.match(err, /guide\.md:5: wait not updated: the check was not decided/);
});

test('a block that fails and has no check is reported', async (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'guide.md'), `${fence}bash id=broken\nexit 3\n${fence}\n`);
  const { err } = await guidepost(folder, 'update', 'guide.md');
  assert.match(err, /guide\.md:1: warning: broken failed, and has no check; `guidepost run` says why/);
});

test('a guide whose checks all pass is not changed', async (t) => {
  const folder = folderOf(t);
  const guide = `${fence}bash\necho a\n${fence}\n\n${fence}text check\na\n${fence}\n`;
  writeFileSync(join(folder, 'guide.md'), guide);
  const { code, out } = await guidepost(folder, 'update', 'guide.md');
  assert.deepEqual([code, out], [0, '0 of 0 failed checks updated\n']);
  assert.equal(readFileSync(join(folder, 'guide.md'), 'utf8'), guide);
});

test('an update that is interrupted, or refused, leaves no session and no practice copy behind', async (t) => {
  const folder = folderOf(t);
  mkdirSync(join(folder, 'practice'));
  writeFileSync(join(folder, 'practice', 'file'), '');
  const front = '---\ntitle: T\npractice: { folder: practice }\n---\n\n';
  writeFileSync(join(folder, 'guide.md'), `${front}${fence}bash\necho begun > ${folder}/begun; sleep 600\n${fence}\n`);
  const { child, ended } = start(folder, 'update', 'guide.md', '--practice');
  for await (const { filename } of watch(folder)) if (filename === 'begun') break;
  child.kill('SIGINT');
  assert.equal((await ended).code, 130);
  writeFileSync(join(folder, 'asks.md'), `${fence}bash confirm="sure?"\ntrue\n${fence}\n`);
  assert.equal((await guidepost(folder, 'update', 'asks.md')).code, 2);
  const { out } = await guidepost(folder, 'sessions', '--json');
  assert.deepEqual(
    JSON.parse(out).map(({ closed }: { closed: boolean }) => closed),
    [true, true],
  );
  assert.deepEqual(readdirSync(join(folder, 'cache', 'guidepost', 'practice')), []);
});
