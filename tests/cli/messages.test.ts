/** Mistakes of a call: what happened, and what to do. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderOf, guidepost } from './guidepost.ts';

const GUIDE = '# Guide\n\n```bash id=one\ntrue\n```\n';

const mistakes: readonly (readonly [args: readonly string[], says: RegExp, code?: number])[] = [
  [['run', 'empty'], /there is no guide in empty; .* `guidepost new guide PATH` writes one/],
  [['lint', 'empty'], /there is no guide in empty; .* `guidepost new guide PATH` writes one/],
  [['list', 'empty'], /there is no guide in empty; .* `guidepost new guide PATH` writes one/, 0],
  [['run', 'guide.md', '--option', 'a=b'], /guide has no option group a; leave out --option/],
  [['run', 'guide.md', '--input', 'A=b'], /guide has no input A; leave out --input/],
  [['run', 'guide.md', '--shard', '7/5'], /--shard 7\/5 should look like --shard 2\/5: the second of five parts/],
  [['merge', 'none.json'], /there is no file none\.json$/m],
  [['run', '--all', '--retry-failed', 'none.json'], /there is no file none\.json$/m],
  [['match', '--expect', 'none', '--output', 'guide.md'], /there is no file none$/m],
  [
    ['match', '--expect', 'guide.md', '--output', 'guide.md', '--exit', 'x'],
    /exit should be an exit code, or signal$/m,
  ],
  [['sessions', 'show', 'none'], /there is no session none; `guidepost sessions` lists them/],
  [['new'], /say what to write: new guide PATH, new config or new vscode/],
  [['new', 'gide'], /new cannot write gide; did you mean guide\?/],
  [['new', 'guide', 'guide.md'], /guide\.md already exists, and is left as it is/],
  [['completion'], /name the shell: completion bash, completion zsh or completion fish/],
  [['completion', 'tcsh'], /there is no completion for tcsh/],
  [['ci', 'jenkins'], /ci cannot write a pipeline for jenkins; there is github, gitlab/],
  [['import', 'none.md'], /there is no file none\.md/],
];

for (const [args, says, wanted = 2] of mistakes)
  test(`guidepost ${args.join(' ')} says what is wrong and what to do`, async (t) => {
    const folder = folderOf(t);
    writeFileSync(join(folder, 'guide.md'), GUIDE);
    mkdirSync(join(folder, 'empty'));
    const { code, err } = await guidepost(folder, ...args);
    assert.equal(code, wanted);
    assert.match(err, says);
  });
