/** What Tab offers, asked of the shells themselves. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { commands } from '../../server/commands/index.ts';
import { flagsOf } from '../../server/commands/completion/flags.ts';
import { folderOf, guidepost } from './guidepost.ts';

test('bash offers commands, the flags of a command, and files', async (t) => {
  const { folder, script } = await completion(t, 'bash');
  writeFileSync(join(folder, 'my guide.md'), '');
  const offered = (...typed: readonly string[]) =>
    execFileSync(
      'bash',
      [
        '-c',
        'source "$1"; shift; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _guidepost; printf "%s\\n" "${COMPREPLY[@]}"',
        'bash',
        script,
        ...typed,
      ],
      { cwd: folder, encoding: 'utf8' },
    )
      .trim()
      .split('\n');
  assert.deepEqual(offered('guidepost', 'st'), ['start']);
  assert.deepEqual(offered('guidepost', 'run', '--j'), ['--jobs']);
  assert.deepEqual(offered('guidepost', 'dev', '--p'), ['--port']);
  assert.deepEqual(offered('guidepost', 'sessions', '--older'), ['--older-than']);
  assert.deepEqual(offered('guidepost', 'lint', 'my'), ['my guide.md']);
});

for (const shell of ['zsh', 'fish'])
  test(`${shell} can read its script`, { skip: !isThere(shell) }, async (t) => {
    const { folder, script } = await completion(t, shell);
    execFileSync(shell, ['-n', script], { cwd: folder });
  });

test('fish offers the flags of a command with their help', { skip: !isThere('fish') }, async (t) => {
  const { script } = await completion(t, 'fish');
  const offered = execFileSync('fish', ['-c', `source ${script}; complete -C 'guidepost run --job'`], {
    encoding: 'utf8',
  });
  assert.match(offered, /^--jobs\trun this many at a time/);
});

test('each flag in the usage or the list of a help text is offered, and whether it takes a value', async () => {
  const { usage } = (await commands.get('match')?.load()) ?? { usage: '' };
  const flags = new Map(flagsOf(usage).map(({ name, takesValue }) => [name, takesValue]));
  assert.deepEqual([flags.get('exit'), flags.get('exact'), flags.get('format')], [true, false, true]);
  assert.deepEqual(
    flagsOf('Usage: x [--json] [--guide NAME]\n').map(({ name, takesValue }) => [name, takesValue]),
    [
      ['json', false],
      ['guide', true],
    ],
  );
});

test('an unknown shell is refused, and the known ones are listed', async (t) => {
  const { code, err } = await guidepost(folderOf(t), 'completion', 'bsh');
  assert.equal(code, 2);
  assert.match(err, /did you mean bash/);
});

async function completion(t: TestContext, shell: string) {
  const folder = folderOf(t);
  const script = join(folder, 'completion');
  const { code, out } = await guidepost(folder, 'completion', shell);
  assert.equal(code, 0);
  writeFileSync(script, out);
  return { folder, script };
}

function isThere(shell: string): boolean {
  return spawnSync(shell, ['-c', 'true']).status === 0;
}
