/**
 * Blocks that change files: shown first, made whole or not at all, taken back to the byte, refused where they reach too
 * far.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { isUndone, latestRun, status } from '../../src/runbook/session/view.ts';
import type { Session } from '../../server/engine/session/types.ts';
import { parse } from '../../src/runbook/reading/parse.ts';
import { engine, guide, outputOf, request } from './runbook.ts';

async function open(
  t: TestContext,
  text: string,
): Promise<{ session: Session; root: string; at: (name: string) => string }> {
  const { engine: made, root } = engine(t);
  const source = text.replaceAll("'''", '```');
  const { blocks, inputs } = parse('test', [{ slug: 'index', file: 'guide.md', text: source }]);
  const session = await made.open(guide(blocks, { inputs }, root), 'mine');
  return { session, root, at: (name) => join(root, name) };
}

/** Shows the change, then makes it as shown. */
async function change(session: Session, block: string): Promise<string> {
  return make(session, block, session.preview(block).digest);
}

async function make(session: Session, block: string, shown: string | null): Promise<string> {
  const asked = { ...request(block), ...(shown === null ? {} : { shown }) };
  session.run(asked);
  await session.idle();
  return asked.run;
}

const endOf = (session: Session, run: string) => session.view.runs.get(run)?.end;
const ROOT = process.getuid?.() === 0 && 'root enters every directory';
const WRITE = "'''bash file=deep/er/start.sh id=write\n#!/bin/sh\necho new\n'''\n";
const PATCH = "'''diff patch id=patch\n--- a/poem\n+++ b/poem\n@@ -1,3 +1,3 @@\n one\n-two\n+zwei\n three\n'''\n";

test('a file is shown, written with its folders, and its undo leaves nothing behind', async (t) => {
  const { session, root, at } = await open(t, WRITE);
  const before = readdirSync(root);
  assert.deepEqual(
    session.preview('write').files.map(({ name, act }) => [name, act]),
    [['deep/er/start.sh', 'create']],
  );
  assert.ok(!existsSync(at('deep')), 'showing changes nothing');
  const run = await change(session, 'write');
  assert.equal(readFileSync(at('deep/er/start.sh'), 'utf8'), '#!/bin/sh\necho new\n');
  assert.equal(statSync(at('deep/er/start.sh')).mode & 0o111, 0o111, 'what names its interpreter can be run');
  assert.match(
    await outputOf(session, run),
    /^--- \/dev\/null\n\+\+\+ deep\/er\/start\.sh\n@@.*\n\+#!\/bin\/sh\n\+echo new\n$/,
  );
  assert.deepEqual(endOf(session, await make(session, 'write.restore', null)), { how: 'exited', code: 0 });
  assert.deepEqual(readdirSync(root), before);
});

test('a patch changes what it names, and its undo restores every byte and the permissions', async (t) => {
  const { session, at } = await open(t, PATCH);
  const old = 'zero\r\none\r\ntwo\r\nthree\r\nlast line without an end';
  writeFileSync(at('poem'), old);
  chmodSync(at('poem'), 0o750);
  await change(session, 'patch');
  assert.equal(statSync(at('poem')).mode & 0o777, 0o750);
  assert.equal(readFileSync(at('poem'), 'utf8'), old.replace('two', 'zwei'));
  await make(session, 'patch.restore', null);
  assert.equal(readFileSync(at('poem'), 'utf8'), old);
  assert.equal(statSync(at('poem')).mode & 0o777, 0o750);
  const [step] = session.guide.runbook.blocks;
  assert.ok(step && isUndone(session.view, step));
});

test('what changes nothing passes, and the undo still takes back the run that did', async (t) => {
  const { session, at } = await open(t, PATCH);
  writeFileSync(at('poem'), 'one\ntwo\nthree\n');
  await change(session, 'patch');
  const again = await change(session, 'patch');
  assert.match(await outputOf(session, again), /nothing to change/);
  await make(session, 'patch.restore', null);
  assert.equal(readFileSync(at('poem'), 'utf8'), 'one\ntwo\nthree\n');
});

test('no change without its difference: a run that was shown nothing is refused', async (t) => {
  const { session, at } = await open(t, WRITE);
  assert.throws(() => session.run(request('write')), { code: 'not_shown' });
  assert.ok(!existsSync(at('deep')));
});

test('a file that changed since it was shown is left as it is', async (t) => {
  const { session, at } = await open(t, PATCH);
  writeFileSync(at('poem'), 'one\ntwo\nthree\n');
  const { digest } = session.preview('patch');
  writeFileSync(at('poem'), 'one\ntwo\nthree\nfour\n');
  const run = await make(session, 'patch', digest);
  assert.deepEqual(endOf(session, run), {
    how: 'not-started',
    why: 'its files have changed since the difference was shown; look at the difference again',
  });
  assert.equal(readFileSync(at('poem'), 'utf8'), 'one\ntwo\nthree\nfour\n');
});

test('an edit after the change is not lost by its undo', async (t) => {
  const { session, at } = await open(t, PATCH);
  writeFileSync(at('poem'), 'one\ntwo\nthree\n');
  await change(session, 'patch');
  writeFileSync(at('poem'), 'one\nzwei\nthree and mine\n');
  const run = await make(session, 'patch.restore', null);
  assert.match(JSON.stringify(endOf(session, run)), /not-started.*has changed since/);
  assert.equal(readFileSync(at('poem'), 'utf8'), 'one\nzwei\nthree and mine\n');
});

test('two blocks that change one file are undone only in reverse order', async (t) => {
  const { session, at } = await open(t, "'''text file=a id=one\n1\n'''\n'''text file=a id=two\n2\n'''\n");
  writeFileSync(at('a'), '0\n');
  await change(session, 'one');
  await change(session, 'two');
  assert.match(JSON.stringify(endOf(session, await make(session, 'one.restore', null))), /has changed since/);
  assert.equal(readFileSync(at('a'), 'utf8'), '2\n');
  await make(session, 'two.restore', null);
  await make(session, 'one.restore', null);
  assert.equal(readFileSync(at('a'), 'utf8'), '0\n');
});

test('a file that the reader has moved since is not created again by undoing a change', async (t) => {
  const { session, at } = await open(t, PATCH);
  writeFileSync(at('poem'), 'one\ntwo\nthree\n');
  await change(session, 'patch');
  renameSync(at('poem'), at('elsewhere'));
  assert.match(JSON.stringify(endOf(session, await make(session, 'patch.restore', null))), /poem has changed since/);
  assert.ok(!existsSync(at('poem')));
});

test('a patch creates and deletes files, and its undo restores the deleted one with its permissions', async (t) => {
  const { session, at } = await open(
    t,
    `'''diff patch id=both
diff --git a/new b/new
new file mode 100755
--- /dev/null
+++ b/new
@@ -0,0 +1 @@
+new
--- a/old
+++ /dev/null
@@ -1 +0,0 @@
-old
'''
`,
  );
  writeFileSync(at('old'), 'old\n');
  chmodSync(at('old'), 0o700);
  await change(session, 'both');
  assert.equal(statSync(at('new')).mode & 0o777, 0o755);
  assert.ok(!existsSync(at('old')));
  await make(session, 'both.restore', null);
  assert.ok(!existsSync(at('new')));
  assert.equal(readFileSync(at('old'), 'utf8'), 'old\n');
  assert.equal(statSync(at('old')).mode & 0o777, 0o700);
});

test('a file that has another name too is changed only under the name that was shown', async (t) => {
  const { session, at } = await open(t, PATCH);
  writeFileSync(at('poem'), 'one\ntwo\nthree\n');
  linkSync(at('poem'), at('same'));
  await change(session, 'patch');
  assert.equal(readFileSync(at('same'), 'utf8'), 'one\ntwo\nthree\n');
});

for (const path of ['../outside', '/tmp/guidepost-outside', 'deep/../../outside']) {
  test(`a patch of ${path} is refused`, async (t) => {
    const header = `--- ${path}\n+++ ${path}\n`;
    const { session } = await open(t, `'''diff patch id=out\n${header}@@ -1 +1 @@\n-a\n+b\n'''\n`);
    assert.throws(() => session.preview('out'), { code: 'failed', message: /outside the workspace/ });
  });
}

for (const [what, path] of [
  ['above the workspace', '../outside'],
  ['at an absolute path elsewhere', '/tmp/guidepost-outside'],
  ['that is a device', '/dev/null'],
  ['above by way of a folder', 'deep/../../outside'],
  ['that is the workspace itself', '.'],
  ['that an input leads out of the workspace', '$WHERE/outside'],
] as const) {
  test(`a file ${what} is refused`, async (t) => {
    const { session, root } = await open(
      t,
      `---\ninputs:\n  - name: WHERE\n    default: ..\n---\n\n'''text file=${path} id=out\nx\n'''\n`,
    );
    assert.throws(() => session.preview('out'), { code: 'failed', message: /outside the workspace/ });
    const run = await make(session, 'out', '0'.repeat(64));
    assert.match(JSON.stringify(endOf(session, run)), /not-started.*outside the workspace/);
    assert.ok(!existsSync(join(root, '..', 'outside')));
  });
}

test('a file of which any part is a link is refused, wherever the link leads', async (t) => {
  const { session, root, at } = await open(t, `${WRITE}'''text file=link id=link\nx\n'''\n`);
  mkdirSync(at('real'));
  symlinkSync(at('real'), at('deep'));
  assert.throws(() => session.preview('write'), { message: /deep is a link/ });
  writeFileSync(at('target'), 'mine\n');
  symlinkSync(join(root, 'target'), at('link'));
  assert.throws(() => session.preview('link'), { message: /link is a link/ });
  assert.equal(readFileSync(at('target'), 'utf8'), 'mine\n');
});

test('a link created after the difference was shown is not followed', async (t) => {
  const { session, at } = await open(t, WRITE);
  mkdirSync(at('deep'));
  const { digest } = session.preview('write');
  renameSync(at('deep'), at('real'));
  symlinkSync(at('real'), at('deep'));
  assert.match(JSON.stringify(endOf(session, await make(session, 'write', digest))), /deep is a link/);
  assert.deepEqual(readdirSync(at('real')), []);
});

for (const [what, lay, says] of [
  ['a folder', (path: string) => mkdirSync(path), /not a regular file/],
  ['a named pipe', (path: string) => void spawnSync('bash', ['-c', 'mkfifo "$0"', path]), /not a regular file/],
  ['read-only', (path: string) => writeFileSync(path, 'mine\n', { mode: 0o444 }), /name is read-only/],
  ['no text', (path: string) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0])), /not UTF-8/],
  ['longer than anybody reads', (path: string) => writeFileSync(path, 'x'.repeat(2 << 20)), /larger than 1 MiB/],
] as const) {
  test(`what is ${what} is not overwritten`, async (t) => {
    const { session, at } = await open(t, "'''text file=name id=write\nx\n'''\n");
    lay(at('name'));
    assert.throws(() => session.preview('write'), { message: says });
  });
}

test('a folder that may not be written into is named, and nothing is left in it', { skip: ROOT }, async (t) => {
  const { session, root, at } = await open(t, PATCH);
  writeFileSync(at('poem'), 'one\ntwo\nthree\n');
  const { digest } = session.preview('patch');
  const before = readdirSync(root);
  chmodSync(root, 0o500);
  const run = await make(session, 'patch', digest);
  chmodSync(root, 0o700);
  assert.match(JSON.stringify(endOf(session, run)), /you may not write into the folder of poem/);
  assert.deepEqual(readdirSync(root), before);
});

test('a file where a folder is needed is not replaced', async (t) => {
  const { session, at } = await open(t, WRITE);
  writeFileSync(at('deep'), 'mine\n');
  assert.throws(() => session.preview('write'), { message: /deep is not a folder/ });
});

test('a file name in any alphabet, with spaces, is changed and undone like any other', async (t) => {
  const name = 'été/наш файл 𝒳.txt';
  const { session, at } = await open(
    t,
    `---\ninputs:\n  - name: NAME\n    default: ${name}\n---\n\n'''text file=$NAME id=write\nneu ü\n'''
'''diff patch id=patch\n--- a/${name}\n+++ b/${name}\n@@ -1 +1 @@\n-neu ü\n+neu ü, neu ß\n'''\n`,
  );
  await change(session, 'write');
  await change(session, 'patch');
  assert.equal(readFileSync(at(name), 'utf8'), 'neu ü, neu ß\n');
  await make(session, 'patch.restore', null);
  assert.equal(readFileSync(at(name), 'utf8'), 'neu ü\n');
  await make(session, 'write.restore', null);
  assert.ok(!existsSync(at('été')));
});

test('a byte order mark and CRLF line endings are restored by the undo', async (t) => {
  const { session, at } = await open(t, PATCH);
  const old = '\uFEFFone\r\ntwo\r\nthree\r\n';
  writeFileSync(at('poem'), old);
  await change(session, 'patch');
  assert.equal(readFileSync(at('poem'), 'utf8'), old.replace('two', 'zwei'));
  await make(session, 'patch.restore', null);
  assert.equal(readFileSync(at('poem'), 'utf8'), old);
});

test('a patch of two files is applied completely or not at all', async (t) => {
  const { session, at } = await open(
    t,
    `'''diff patch id=both
--- a/one
+++ b/one
@@ -1 +1 @@
-1
+eins
--- a/two
+++ b/two
@@ -1 +1 @@
-2
+zwei
'''
`,
  );
  writeFileSync(at('one'), '1\n');
  writeFileSync(at('two'), 'other\n');
  assert.throws(() => session.preview('both'), { message: /does not fit two/ });
  assert.equal(readFileSync(at('one'), 'utf8'), '1\n');
});

test('the check below a change reads the difference that it made', async (t) => {
  const { session, at } = await open(t, `${PATCH}\n'''text check\n...\n+zwei\n...\n'''\n`);
  writeFileSync(at('poem'), 'one\ntwo\nthree\n');
  await change(session, 'patch');
  const [step] = session.guide.runbook.blocks;
  assert.ok(step);
  assert.equal(status(session.view, step), 'passed');
});

test('a change leaves the shell as it is, and what needs it may follow', async (t) => {
  const { session, at } = await open(
    t,
    `'''bash id=set\nWORD=kept\n'''\n${WRITE}'''bash id=use needs=write\necho $WORD; cat deep/er/start.sh\n'''\n`,
  );
  await make(session, 'set', null);
  await change(session, 'write');
  assert.equal(await outputOf(session, await make(session, 'use', null)), 'kept\n#!/bin/sh\necho new\n');
  await make(session, 'write.restore', null);
  assert.throws(() => session.run(request('use')), { code: 'needs' });
  assert.equal(latestRun(session.view, 'write.restore')?.end?.how, 'exited');
  assert.ok(!existsSync(at('deep')));
});
