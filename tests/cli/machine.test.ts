import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderOf, start, startWith } from './guidepost.ts';

for (const name of ['XDG_STATE_HOME', 'TMPDIR']) {
  test(`${name} in a folder that cannot be written is reported with the way out, and nothing runs`, async (t) => {
    const folder = folderOf(t);
    writeFileSync(join(folder, 'guide.md'), '# Make\n```bash\ntouch made\n```\n');
    const { code, err } = await startWith({ [name]: join(folder, 'guide.md') }, folder, 'run', 'guide.md').ended;
    assert.equal(code, 2);
    assert.match(err, new RegExp(`^guidepost: [^\\n]*; set ${name} to a folder that can be written\\n$`));
    assert.ok(!existsSync(join(folder, 'made')));
  });
}

test('a report on a full disk fails with one line', { skip: !existsSync('/dev/full') }, async (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'guide.md'), '# Make\n```bash\ntrue\n```\n');
  const full = await start(folder, 'run', 'guide.md', '--report', 'md=/dev/full').ended;
  assert.equal(full.code, 1);
  assert.match(full.err, /^md report: \/dev\/full could not be written: ENOSPC[^\n]*\n$/);
});

test('a current folder that was removed is reported in one line, without a stack trace', async (t) => {
  const gone = join(folderOf(t), 'gone');
  mkdirSync(gone);
  const cli = join(import.meta.dirname, '..', '..', 'server', 'cli.ts');
  const { npm_lifecycle_event: _, ...env } = process.env; // npm would say where the user stood
  const child = spawn('sh', ['-c', `rmdir "$PWD" && exec "$0" "$1" list`, process.execPath, cli], {
    cwd: gone,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise((done) => child.on('close', done));
  assert.equal(code, 2);
  assert.equal(err, 'guidepost: the current folder no longer exists; change to another one\n');
});
