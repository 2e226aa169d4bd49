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
  [['import', 'empty'], /empty cannot be read: it is a folder/],
  [['merge', 'empty'], /empty cannot be read: it is a folder/],
  [['merge', 'guide.md'], /guide\.md: this is not a JSON report of Guidepost, .*`guidepost run --report json=FILE`/],
  [['merge', ''], /the name of a report is empty/],
  [['lint', 'prose.md'], /there is no guide in prose\.md; a guide is a Markdown file with a block that runs/],
  [['run', '--all', '--retry-failed', 'guide.md'], /guide\.md: this is not a JSON report of Guidepost/],
  [['run', '--all', '--retry-failed', 'empty'], /empty cannot be read: it is a folder/],
  [['run', '--all', '--retry-failed', ''], /--retry-failed needs the file of a JSON report, and its value is empty/],
  [['run', '--all', '--changed-since', ''], /--changed-since needs a commit, and its value is empty/],
  [['run', '--all', '--jobs', '10000'], /--jobs 10000 should be a number from 1 to 9999/],
  [['run', 'guide.md', '--input-file', 'empty'], /empty cannot be read: it is a folder/],
  [['run', 'guide.md', '--report', 'x'], /--report x should look like --report FORMAT=FILE/],
  [['run', 'guide.md', '--option', 'x'], /--option x should look like --option GROUP=OPTION/],
  [['run', 'guide.md', '--report', 'json=guide.md/x'], /--report json=guide\.md\/x cannot be written/],
  [['lint', '--json', '--format', 'sarif'], /use either --json or --format sarif, not both/],
  [['lint', '--format', 'x'], /there is no format x; there is text, json, github, sarif/],
  [['new', 'guide', 'guide.md/x.md'], /guide\.md\/x\.md cannot be written: a part of its path is a file/],
  [['build', '--out', 'guide.md'], /--out guide\.md should be a folder/],
  [['build', '--base', 'x'], /--base x should look like --base \/guides/],
  [['build', '--site', 'x'], /--site x should look like --site https:\/\/docs\.example\.com/],
  [['run', 'data.json'], /data\.json: this is not Markdown: the name of a guide ends in \.md or \.mdx/],
  [['show', 'data.json'], /data\.json: this is not Markdown/],
  [['lint', 'data.json'], /data\.json: this is not Markdown/],
  [['start', 'data.json', '--no-open'], /data\.json: this is not Markdown/],
  [['build', 'data.json'], /data\.json: this is not Markdown/],
];

for (const [args, says, wanted = 2] of mistakes)
  test(`guidepost ${args.join(' ')} says what is wrong and what to do`, async (t) => {
    const folder = folderOf(t);
    writeFileSync(join(folder, 'guide.md'), GUIDE);
    writeFileSync(join(folder, 'data.json'), '{}');
    writeFileSync(join(folder, 'prose.md'), 'Only prose.\n');
    mkdirSync(join(folder, 'empty'));
    const { code, err } = await guidepost(folder, ...args);
    assert.equal(code, wanted);
    assert.match(err, says);
  });
