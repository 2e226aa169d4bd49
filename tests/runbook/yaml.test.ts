/** What is odd about YAML is not printed by the library: it would print the text itself, escape sequences and all. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const CLI = resolve('server/cli.ts');

for (const [what, yaml] of [
  ['a tag with an escape sequence', 'title: !<tag:\u001b[2Jx> "ab"'],
  ['a tag that nobody knows, and an escape sequence behind it', 'title: !foo x # \u001b[2J\u009b2J'],
  ['a key that is a list', '[ "\u001b[2J" ]: x'],
  ['a number that is none', 'title: !!int "x\u001b]0;evil\u0007"'],
] as const)
  test(`nothing of a guide moves the cursor of those who look at it: ${what}`, (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'yaml-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, 'guide'));
    writeFileSync(join(folder, 'guide/index.md'), `---\n${yaml}\n---\n\n# Guide\n\n~~~bash\necho hi\n~~~\n`);
    for (const command of [
      ['lint', '.'],
      ['list', '.'],
      ['show', 'guide'],
      ['run', 'guide', '--yes'],
    ]) {
      const { stdout, stderr } = spawnSync(process.execPath, [CLI, ...command], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      assert.doesNotMatch(stdout + stderr, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|YAMLWarning/, command.join(' '));
      assert.notEqual(stdout + stderr, '');
    }
  });
