/** Fences that change files: how they are read, and what a unified diff does to a text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeLines, patched, readPatch } from '../../src/runbook/patch.ts';
import { guide, mistake } from './guide.ts';

const PLACE = { file: 'guide.md', line: 1 };

test('file=PATH makes a fence of any language a block whose text is what the file will say', () => {
  const [block, restore] = guide("'''toml file=app/settings.toml id=settings\nport = 1\n'''").blocks;
  assert.deepEqual(block?.change, { by: 'file', path: 'app/settings.toml' });
  assert.equal(block?.script, 'port = 1\n');
  assert.equal(block?.undo, 'settings.restore');
  assert.deepEqual(restore?.change, { by: 'restore', of: 'settings' });
});

test('a shell fence with file= is written, not run', () => {
  assert.deepEqual(guide("'''bash file=start.sh\necho hi\n'''").blocks[0]?.change, { by: 'file', path: 'start.sh' });
});

test('patch names its files in its headers, with or without the a/ and b/ of Git', () => {
  const text = "'''diff patch\n--- a/one\n+++ b/one\n@@ -1 +1 @@\n-a\n+b\n--- two\n+++ two\n@@ -1 +1 @@\n-a\n+b\n'''";
  assert.deepEqual(guide(text).blocks[0]?.change, { by: 'patch', paths: ['one', 'two'] });
});

test('an input in the path is used by the block; one in the text is text', () => {
  const front = '---\ninputs:\n  - name: DIR\n  - name: PORT\n---\n';
  const [block] = guide(`${front}\n'''toml file=$DIR/settings.toml\nport = $PORT\n'''`).blocks;
  assert.deepEqual(block?.uses, ['DIR']);
});

for (const [what, text, says] of [
  ['a patch that is no diff', "'''diff patch\nhello\n'''", /changes no file/],
  ['a patch without a header', "'''diff patch\n@@ -1 +1 @@\n-a\n+b\n'''", /names its file/],
  [
    'a hunk that is shorter than it says',
    "'''diff patch\n--- a\n+++ a\n@@ -1,3 +1,3 @@\n-a\n+b\n'''",
    /not a unified diff/,
  ],
  ['a rename', "'''diff patch\n--- a/x\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n'''", /cannot rename/],
  [
    'one file twice',
    "'''diff patch\n--- x\n+++ x\n@@ -1 +1 @@\n-a\n+b\n--- x\n+++ x\n@@ -3 +3 @@\n-a\n+b\n'''",
    /twice/,
  ],
  [
    "a rename in Git's own words",
    "'''diff patch\ndiff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\ndiff --git a/z b/z\n--- a/z\n+++ b/z\n@@ -1 +1 @@\n-a\n+b\n'''",
    /cannot rename x to y/,
  ],
  [
    'a change of rights',
    "'''diff patch\ndiff --git a/x b/x\nold mode 100644\nnew mode 100755\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n'''",
    /cannot change the permissions of x/,
  ],
  [
    'a change of bytes',
    "'''diff patch\ndiff --git a/x b/x\nindex 1..2 100644\nBinary files a/x and b/x differ\n'''",
    /no change of x/,
  ],
  ['file= and patch together', "'''diff patch file=x\n--- x\n+++ x\n@@ -1 +1 @@\n-a\n+b\n'''", /leave file= out/],
  ['a word about running', "'''bash file=x retry=2\na\n'''", /retry applies only to scripts/],
  [
    'an undo of its own',
    "'''bash file=x undo=back\na\n'''\n'''bash id=back\ntrue\n'''",
    /undo applies only to scripts/,
  ],
  [
    'an id that belongs to its undo',
    "'''bash file=x id=a\na\n'''\n'''bash id=a.restore\ntrue\n'''",
    /is reserved for this block/,
  ],
  ['a path that says nothing', "'''bash file=\na\n'''", /file needs a value/],
] as const) {
  test(`refused with its line: ${what}`, () => assert.match(mistake(text), says));
}

const SWAP = '--- a\n+++ a\n@@ -1,3 +1,3 @@\n one\n-two\n+zwei\n three\n';

test('a patch finds its place by its lines, wherever they stand by now', () => {
  const [patch] = readPatch(SWAP, PLACE);
  assert.ok(patch);
  assert.deepEqual(patched(patch, 'new\nnew\none\ntwo\nthree\n'), { text: 'new\nnew\none\nzwei\nthree\n' });
});

test('a patch that has been applied changes nothing', () => {
  const [patch] = readPatch(SWAP, PLACE);
  assert.ok(patch);
  assert.deepEqual(patched(patch, 'one\nzwei\nthree\n'), { text: 'one\nzwei\nthree\n' });
});

test('a line that was added is not added again, at the end of the file either', () => {
  for (const text of [
    '--- a\n+++ a\n@@ -1 +1,2 @@\n one\n+two\n',
    '--- a\n+++ a\n@@ -1,2 +1,3 @@\n one\n+two\n three\n',
  ]) {
    const [patch] = readPatch(text, PLACE);
    assert.ok(patch);
    const after = patched(patch, text.includes('three') ? 'one\nthree\n' : 'one\n');
    assert.ok('text' in after && after.text !== null);
    assert.deepEqual(patched(patch, after.text), after);
  }
});

test('a last line is taken away although the lines before it stay as they are', () => {
  const [patch] = readPatch('--- a\n+++ a\n@@ -1,2 +1 @@\n one\n-two\n', PLACE);
  assert.ok(patch);
  assert.deepEqual(patched(patch, 'one\ntwo\n'), { text: 'one\n' });
});

test('a patch that does not fit says which line the file has not got', () => {
  const [patch] = readPatch(SWAP, PLACE);
  assert.ok(patch);
  const result = patched(patch, 'one\n2\nthree\n');
  assert.deepEqual(result, { problem: 'the patch does not fit a: around line 1, it has no line “two”' });
});

test('a patch makes a file, and takes one away', () => {
  const [make] = readPatch('--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+one\n', PLACE);
  const [drop] = readPatch('--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n', PLACE);
  assert.ok(make && drop);
  assert.deepEqual(patched(make, null), { text: 'one\n' });
  assert.deepEqual(patched(make, 'one\n'), { text: 'one\n' });
  assert.deepEqual(patched(make, 'other\n'), { problem: 'a already exists with other content' });
  assert.deepEqual(patched(drop, 'one\n'), { text: null });
  assert.deepEqual(patched(drop, null), { text: null });
});

test('a file with the line ends of Windows keeps them', () => {
  const [patch] = readPatch(SWAP, PLACE);
  assert.ok(patch);
  assert.deepEqual(patched(patch, 'one\r\ntwo\r\nthree\r\n'), { text: 'one\r\nzwei\r\nthree\r\n' });
});

test('a file that begins with a byte order mark keeps it', () => {
  const [patch] = readPatch(SWAP, PLACE);
  assert.ok(patch);
  assert.deepEqual(patched(patch, '\uFEFFone\ntwo\nthree\n'), { text: '\uFEFFone\nzwei\nthree\n' });
});

test('a file with both kinds of line ends is left alone, and the reader is told why', () => {
  const [patch] = readPatch(SWAP, PLACE);
  assert.ok(patch);
  assert.match(JSON.stringify(patched(patch, 'one\r\ntwo\nthree\n')), /problem.*some of its lines end with CRLF/);
});

test('a last line without an end is found, kept and made', () => {
  const end = '\\ No newline at end of file\n';
  const [take] = readPatch(`--- a\n+++ a\n@@ -1,2 +1,2 @@\n one\n-two\n+zwei\n${end}`, PLACE);
  const [keep] = readPatch(`--- a\n+++ a\n@@ -1,2 +1,2 @@\n-one\n+eins\n two\n${end}`, PLACE);
  assert.ok(take && keep);
  assert.deepEqual(patched(take, 'one\ntwo\n'), { text: 'one\nzwei' });
  assert.deepEqual(patched(keep, 'one\ntwo'), { text: 'eins\ntwo' });
});

test('a last line without an end stays so; where its end cannot be told, that is named as the reason', () => {
  const [patch] = readPatch(SWAP, PLACE);
  assert.ok(patch);
  assert.deepEqual(patched(patch, 'one\ntwo\nthree'), { text: 'one\nzwei\nthree' });
  assert.match(JSON.stringify(patched(patch, 'one\r\ntwo\r\nthree')), /problem.*its last line has no line ending/);
});

test('lines around a change that are no longer the same are not guessed at', () => {
  const [patch] = readPatch(SWAP, PLACE);
  assert.ok(patch);
  assert.match(JSON.stringify(patched(patch, 'ONE\ntwo\nthree\n')), /problem.*it has no line “one”/);
});

test('of two places that fit, the one that is nearer to the line of the hunk is changed', () => {
  const [patch] = readPatch('--- a\n+++ a\n@@ -5,1 +5,1 @@\n-x\n+y\n', PLACE);
  assert.ok(patch);
  assert.deepEqual(patched(patch, 'x\n1\n2\n3\n4\nx\n'), { text: 'x\n1\n2\n3\n4\ny\n' });
});

test('a difference shows every line that changes, however many', () => {
  const long = Array.from({ length: 5000 }, (_, line) => `line ${line}\n`).join('');
  assert.equal(changeLines(null, long).filter(({ sign }) => sign === '+').length, 5000);
});
