/** The tasks of `guidepost new vscode` find what lint and run print. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderOf, guidepost } from './guidepost.ts';

interface Tasks {
  readonly tasks: readonly { readonly args: readonly string[]; readonly problemMatcher: readonly Matcher[] }[];
}

interface Matcher {
  readonly pattern: { readonly regexp: string; readonly file: number; readonly line: number; readonly message: number };
}

test('an editor finds each finding of lint, each step that failed and each guide that cannot be read at its line', async (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'bad.md'), '# Bad\n\n```bash frame="x"\nif\n```\n\n```text check\nnever\n```\n');
  writeFileSync(join(folder, 'wrong.md'), '# Wrong\n\n```bash id=a needs=b\ntrue\n```\n');
  assert.equal((await guidepost(folder, 'new', 'vscode')).code, 0);
  const { tasks } = JSON.parse(readFileSync(join(folder, '.vscode/tasks.json'), 'utf8')) as Tasks;
  const problems = async (kind: string, ...args: readonly string[]) => {
    const { out, err } = await guidepost(folder, kind, ...args);
    const matchers = tasks.find((task) => task.args[1] === kind)?.problemMatcher ?? [];
    return (out + err).split('\n').flatMap((line) =>
      matchers.flatMap(({ pattern }) => {
        const found = new RegExp(pattern.regexp).exec(line);
        return found ? [`${found[pattern.file]}:${found[pattern.line]} ${found[pattern.message]}`] : [];
      }),
    );
  };
  const linted = await problems('lint', '.');
  assert.ok(
    linted.some((problem) => problem.startsWith('bad.md:3 unknown word frame')),
    linted.join('\n'),
  );
  assert.ok(
    linted.some((problem) => problem.startsWith('wrong.md:3 ')),
    linted.join('\n'),
  );
  assert.deepEqual(await problems('run', 'bad.md'), ['bad.md:3 bad']);
  const [unread = '', ...others] = await problems('run', 'wrong.md');
  assert.match(unread, /^wrong\.md:3 .*b/);
  assert.deepEqual(others, []);
});
