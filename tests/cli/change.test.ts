/**
 * Files that a guide changes, from the command line: the difference is always printed, and --yes or a person agrees.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { folderOf, guidepost } from './guidepost.ts';

const GUIDE = `# Change
'''toml file=settings.toml id=write
port = 2
'''
'''diff patch id=patch
--- a/poem
+++ b/poem
@@ -1,2 +1,2 @@
 one
-two
+zwei
'''
`;

function folder(t: TestContext, text = GUIDE): string {
  const made = folderOf(t);
  writeFileSync(join(made, 'guide.md'), text.replaceAll("'''", '```'));
  writeFileSync(join(made, 'settings.toml'), 'port = 1\n');
  writeFileSync(join(made, 'poem'), 'one\ntwo\n');
  return made;
}

test('without an answer nothing runs, and the blocks that ask are named with their files', async (t) => {
  const at = folder(t);
  const { code, err } = await guidepost(at, 'run', 'guide.md');
  assert.equal(code, 2);
  assert.match(err, /write: Writes the file settings\.toml\.\n.*patch: Changes poem\./);
  assert.equal(readFileSync(join(at, 'settings.toml'), 'utf8'), 'port = 1\n');
});

test('with --yes the difference is printed before it is made', async (t) => {
  const at = folder(t);
  const { code, out } = await guidepost(at, 'run', 'guide.md', '--yes');
  assert.equal(code, 0, out);
  assert.match(out, /--- settings\.toml\n.*\+\+\+ settings\.toml\n.*@@.*\n.*-port = 1\n.*\+port = 2\n.*✓ 1\/2/);
  assert.equal(readFileSync(join(at, 'settings.toml'), 'utf8'), 'port = 2\n');
  assert.equal(readFileSync(join(at, 'poem'), 'utf8'), 'one\nzwei\n');
});

test('--undo reverses each change, byte for byte', async (t) => {
  const at = folder(t);
  const { code, out } = await guidepost(at, 'run', 'guide.md', '--yes', '--undo');
  assert.equal(code, 0, out);
  assert.equal(readFileSync(join(at, 'settings.toml'), 'utf8'), 'port = 1\n');
  assert.equal(readFileSync(join(at, 'poem'), 'utf8'), 'one\ntwo\n');
});

test('a change that cannot be made fails with the reason, in the terminal and in every report', async (t) => {
  const at = folder(t, GUIDE.replace('file=settings.toml', 'file=link/settings.toml'));
  mkdirSync(join(at, 'real'));
  symlinkSync('real', join(at, 'link'));
  const reports = ['junit', 'json', 'md', 'html'].flatMap((format) => ['--report', `${format}=report.${format}`]);
  const { code, out } = await guidepost(at, 'run', 'guide.md', '--yes', ...reports);
  assert.equal(code, 1);
  assert.match(out, /link is a link/);
  for (const format of ['junit', 'json', 'md', 'html'])
    assert.match(readFileSync(join(at, `report.${format}`), 'utf8'), /link is a link/, format);
  assert.ok(!existsSync(join(at, 'real', 'settings.toml')));
});

test('each reason why a file cannot be changed is reported for its block, and no file is touched', async (t) => {
  const patch = (file: string) =>
    `'''diff patch id=${file}\n--- a/${file}\n+++ b/${file}\n@@ -1,2 +1,2 @@\n one\n-two\n+zwei\n'''\n`;
  const kinds = ['absent', 'bytes', 'folder', 'linked', 'locked', 'mixed', 'other', 'pipe'];
  const at = folder(t, `# Change\n${kinds.map(patch).join('')}'''text file=../out id=out\nx\n'''\n`);
  writeFileSync(join(at, 'bytes'), Buffer.from([0xff, 0xfe]));
  mkdirSync(join(at, 'folder'));
  symlinkSync('poem', join(at, 'linked'));
  writeFileSync(join(at, 'locked'), 'one\ntwo\n', { mode: 0o444 });
  writeFileSync(join(at, 'mixed'), 'one\r\ntwo\n');
  writeFileSync(join(at, 'other'), 'one\n2\n');
  execFileSync('mkfifo', [join(at, 'pipe')], { stdio: 'ignore' });
  const { code, out } = await guidepost(at, 'run', 'guide.md', '--yes', '--keep-going');
  assert.equal(code, 1);
  for (const why of [
    'the patch changes absent, which does not exist',
    'bytes is not UTF-8 text',
    'folder is not a regular file',
    'linked is a link',
    'pipe is not a regular file',
    'locked is read-only',
    'does not fit mixed: some of its lines end with CRLF',
    'does not fit other: around line 1, it has no line “two”',
    '/out is outside the workspace',
  ])
    assert.ok(out.includes(why), `${why}\n${out}`);
  assert.match(out, /0 passed, 9 failed/);
  assert.equal(readFileSync(join(at, 'poem'), 'utf8'), 'one\ntwo\n');
  assert.equal(readFileSync(join(at, 'locked'), 'utf8'), 'one\ntwo\n');
  assert.ok(!existsSync(join(at, '..', 'out')));
});

test('a character in the old file that could hide a line from the reader is printed by its number', async (t) => {
  const at = folder(t);
  writeFileSync(join(at, 'settings.toml'), 'port = 1\rharmless\u001b[2K\n');
  const { out } = await guidepost(at, 'run', 'guide.md', '--yes', '--only', 'write');
  assert.match(out, /-port = 1\\u\{D\}harmless\\u\{1B\}\[2K/);
});

test('show says which files a guide changes, and lists no block that only undoes another', async (t) => {
  const { out } = await guidepost(folder(t), 'show', 'guide.md');
  assert.match(out, /writes settings\.toml/);
  assert.match(out, /changes poem/);
  assert.doesNotMatch(out, /restore/i);
});
