import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commands } from '../../server/commands/index.ts';
import { folderOf, guidepost } from './guidepost.ts';

test('without arguments, every command is listed', async (t) => {
  const { code, out } = await guidepost(folderOf(t));
  assert.equal(code, 0);
  for (const name of commands.keys()) assert.match(out, new RegExp(`^  ${name} `, 'm'));
});

for (const name of commands.keys()) {
  test(`guidepost ${name} --help shows its usage`, async (t) => {
    const { code, out } = await guidepost(folderOf(t), name, '--help');
    assert.equal(code, 0);
    assert.match(out, /^Usage: /);
    assert.match(out, new RegExp(`guidepost ${name}`));
  });
}

test('a command that does not exist names the one that was meant, exit code 2', async (t) => {
  const { code, err, out } = await guidepost(folderOf(t), 'shwo');
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.equal(err, 'guidepost: unknown command shwo; did you mean show?\n');
});

test('a flag that does not exist names the one that was meant, exit code 2', async (t) => {
  const { code, err } = await guidepost(folderOf(t), 'show', 'x.md', '--jsno');
  assert.equal(code, 2);
  assert.match(err, /unknown flag --jsno; did you mean --json\?/);
});

test('a guide that does not exist is an error on the command line', async (t) => {
  const { code, err } = await guidepost(folderOf(t), 'show', 'infrastructure-migratoin');
  assert.equal(code, 2);
  assert.match(err, /did you mean infrastructure-migration\?/);
});

test("an author's mistake is reported with file and line, exit code 2", async (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'bad.md'), '# Bad\n\n```bash timeout=9\ntrue\n```\n');
  const { code, err } = await guidepost(folder, 'show', 'bad.md');
  assert.equal(code, 2);
  assert.match(err, /bad\.md:3: /);
  assert.doesNotMatch(err, /\n\s+at /);
});

test('a folder without a guide is an error on the command line, without a stack trace', async (t) => {
  const { code, err } = await guidepost(folderOf(t), 'show', '.');
  assert.equal(code, 2);
  assert.match(err, /^\S+: a guide's folder needs an index\.mdx or index\.md\n$/);
});
