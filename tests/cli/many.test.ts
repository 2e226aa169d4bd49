/** Many guides in one call: each in a session of its own, one exit code, one report. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { folderOf, guidepost } from './guidepost.ts';

const GREEN = '# Green\n\n```bash\necho "$((6 * 7))"\n```\n\n```text check\n42\n```\n';
const RED = '# Red\n\n```bash\necho broken >&2; exit 3\n```\n';

test('each guide of a folder runs by itself, and the report contains them all', async (t) => {
  const folder = write(t, { 'docs/a.md': GREEN, 'docs/b.md': RED, 'docs/c.md': GREEN, 'docs/prose.md': 'no block' });
  const { code, out } = await guidepost(folder, 'run', 'docs', '--jobs', '2', '--report', 'junit=out.xml');
  assert.equal(code, 1);
  assert.match(out, /2 passed, 1 failed/);
  assert.doesNotMatch(out, /json report/);
  const xml = readFileSync(join(folder, 'out.xml'), 'utf8');
  assert.match(xml, /<testsuites name="3 guides" tests="3" failures="1"/);
  const suites = (file: string) => [...file.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name = '']) => name);
  assert.deepEqual(suites(xml).toSorted(), ['a/index', 'b/index', 'c/index']);
  assert.match(xml, /<testcase classname="a\.index" name="green: Green"/);
  assert.match(xml, /file="docs\/b\.md" line="3"/);
});

test('after the first failure no further guide is started, unless a flag says so', async (t) => {
  const folder = write(t, { 'a.md': RED, 'b.md': GREEN });
  const first = await guidepost(folder, 'run', 'a.md', 'b.md');
  assert.equal(first.code, 1);
  assert.match(first.out, /1 guide not started/);
  const all = await guidepost(folder, 'run', 'a.md', 'b.md', '--keep-going');
  assert.equal(all.code, 1);
  assert.match(all.out, /1 passed, 1 failed/);
});

test('shards run every guide once, and merge into one report', async (t) => {
  const folder = write(t, { 'guidepost.yaml': '', 'a.md': GREEN, 'b.md': RED, 'c.md': GREEN });
  const codes = [];
  for (const shard of ['1/2', '2/2']) {
    const file = `json=${shard.replace('/', '-')}.json`;
    codes.push((await guidepost(folder, 'run', '--all', '--keep-going', '--shard', shard, '--report', file)).code);
  }
  assert.deepEqual(codes, [0, 1]);
  const merged = await guidepost(
    folder,
    'merge',
    '1-2.json',
    '2-2.json',
    '--report',
    'junit=all.xml',
    '--report',
    'md=all.md',
  );
  assert.equal(merged.code, 1);
  assert.match(merged.out, /2 passed, 1 failed/);
  assert.match(readFileSync(join(folder, 'all.xml'), 'utf8'), /tests="3" failures="1"/);
  assert.match(readFileSync(join(folder, 'all.md'), 'utf8'), /the block ended with exit code 3/);
  const twice = await guidepost(folder, 'merge', '1-2.json', '--report', 'json=1.json');
  assert.equal(twice.code, 0);
  await guidepost(folder, 'merge', '1.json', '2-2.json', '--report', 'junit=twice.xml');
  const names = (file: string) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/<testsuite name="([^"]*)"/g)].map(([, name = '']) => name);
  for (const file of ['all.xml', 'twice.xml'])
    assert.deepEqual(names(file).toSorted(), ['a/index', 'b/index', 'c/index'], file);
});

test('only guides that changed since a commit run', async (t) => {
  const folder = write(t, { 'guidepost.yaml': '', 'a.md': GREEN, 'b/index.md': GREEN, 'c/index.md': RED });
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'first');
  const none = await guidepost(folder, 'run', '--changed-since', 'HEAD');
  assert.deepEqual([none.code, none.out], [0, 'no guide to run\n']);
  writeFileSync(join(folder, 'b', 'data.txt'), 'x');
  writeFileSync(join(folder, 'd.md'), GREEN); // which Git does not know yet
  git('add', 'b');
  const one = await guidepost(folder, 'run', '--changed-since', 'HEAD', '--report', 'json=out.json');
  assert.equal(one.code, 0, one.out + one.err);
  assert.match(one.out, /2 passed/);
  assert.match(readFileSync(join(folder, 'out.json'), 'utf8'), /b\/index\.md/);
  const wrong = await guidepost(folder, 'run', '--changed-since', 'nowhere');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /--changed-since nowhere: there is no such commit here; name a commit, a tag or a branch/);
});

test('where Git cannot tell what changed, an error says so, and nothing counts as unchanged', async (t) => {
  const folder = write(t, { 'repo/guidepost.yaml': '', 'repo/a.md': GREEN, 'other/b.md': GREEN });
  const repo = join(folder, 'repo');
  const git = (cwd: string, ...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd, stdio: 'pipe' });
  const none = await guidepost(join(folder, 'other'), 'run', '--changed-since', 'HEAD');
  assert.deepEqual([none.code, none.out], [2, '']);
  assert.match(none.err, /this folder is not in a Git repository/);
  git(repo, 'init', '-q');
  for (const at of ['first', 'second']) {
    writeFileSync(join(repo, 'data.txt'), at);
    git(repo, 'add', '-A');
    git(repo, 'commit', '-qm', at);
  }
  const outside = await guidepost(repo, 'run', join(folder, 'other', 'b.md'), '--changed-since', 'HEAD');
  assert.equal(outside.code, 2);
  assert.match(outside.err, /b\.md is not in the repository/);
  git(folder, 'clone', '-q', '--depth', '1', `file://${repo}`, 'shallow');
  const shallow = await guidepost(join(folder, 'shallow'), 'run', '--changed-since', 'HEAD~1');
  assert.equal(shallow.code, 2);
  assert.match(shallow.err, /this clone does not have that commit, because it is shallow; .*git fetch --unshallow/);
  symlinkSync(repo, join(folder, 'link'));
  writeFileSync(join(repo, 'a.md'), `${GREEN}\nMore.\n`);
  const linked = await guidepost(join(folder, 'repo'), 'run', join(folder, 'link'), '--changed-since', 'HEAD');
  assert.match(linked.out, /1 passed/);
  git(repo, 'checkout', '-q', '.');
  git(repo, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', join(folder, 'shallow'), 'sub');
  git(repo, 'commit', '-qm', 'third');
  writeFileSync(join(repo, 'sub', 'a.md'), `${GREEN}\nMore.\n`);
  const sub = await guidepost(repo, 'run', '--changed-since', 'HEAD');
  assert.match(sub.out, /1 passed/);
});

test('a guide has changed if a file that it includes has, even a check or a page without a block', async (t) => {
  const folder = write(t, {
    'guidepost.yaml': '',
    'a.md': '```sh\necho 42\n```\n\n<Include file="_check.md" />\n',
    '_check.md': '```text check\n42\n```\n',
    'b.md': GREEN,
  });
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'first');
  writeFileSync(join(folder, '_check.md'), '```text check\n43\n```\n');
  const { code, out } = await guidepost(folder, 'run', '--changed-since', 'HEAD');
  assert.equal(code, 1);
  assert.match(out, /0 passed, 1 failed/);
});

test('errors on the command line are reported before anything runs', async (t) => {
  const folder = write(t, { 'a.md': GREEN, 'b.md': GREEN });
  for (const [flags, why] of [
    [['--shard', '3/2'], /--shard 3\/2 should look like --shard 2\/5/],
    [['--jobs', '0'], /--jobs 0 should be a number from 1 to 9999/],
    [['a.md', 'b.md', '--only', 'x'], /work with one guide/],
  ] as const) {
    const { code, err } = await guidepost(folder, 'run', ...flags);
    assert.equal(code, 2);
    assert.match(err, why);
  }
  writeFileSync(join(folder, 'x.json'), '{}');
  const merged = await guidepost(folder, 'merge', 'x.json');
  assert.equal(merged.code, 2);
  assert.match(merged.err, /x\.json: this is not a JSON report of Guidepost/);
});

const CHOICE = `# Choice

<Options name="db">
  <Option name="a">

\`\`\`bash
echo with a
\`\`\`

  </Option>
  <Option name="b">

\`\`\`bash
test -e mended
\`\`\`

  </Option>
</Options>
`;

test('each combination of options is a run, the report names it, and only what failed is run again', async (t) => {
  const folder = write(t, { 'a.mdx': CHOICE, 'b.md': GREEN });
  const first = await guidepost(folder, 'run', '.', '--option', 'db=a,b', '--keep-going', '--report', 'json=1.json');
  assert.equal(first.code, 1, first.out + first.err);
  const pages = (file: string) => {
    const { blocks } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { blocks: { page: string }[] };
    return blocks.map(({ page }) => page).toSorted();
  };
  assert.deepEqual(pages('1.json'), ['a[db=a]/index', 'a[db=b]/index', 'b/index']);
  writeFileSync(join(folder, 'mended'), '');
  const again = ['run', '.', '--option', 'db=a,b', '--keep-going', '--retry-failed', '1.json'];
  const second = await guidepost(folder, ...again, '--report', 'json=2.json');
  assert.equal(second.code, 0, second.out + second.err);
  assert.deepEqual(pages('2.json'), ['a[db=b]/index']);
  const one = await guidepost(folder, 'run', 'a.mdx', '--option', 'db=a', '--option', 'db=b');
  assert.match(one.out, /2 passed/);
  const wrong = await guidepost(folder, 'run', '.', '--option', 'dc=a');
  assert.match(wrong.err, /no guide has the option group dc; did you mean db\?/);
});

const BROKEN = '# Broken\n\n```bash id=a needs=b\ntrue\n```\n';

test('a guide that cannot be read has failed: an error says so, and no guide runs', async (t) => {
  const folder = write(t, { 'guidepost.yaml': '', 'docs/a.md': GREEN, 'docs/b.md': BROKEN, 'docs/c.md': BROKEN });
  for (const args of [['--all'], ['docs'], ['docs', '--max-failures', '2'], ['--all', '--shard', '1/3']]) {
    const { code, out, err } = await guidepost(folder, 'run', ...args);
    assert.deepEqual([code, out], [2, ''], args.join(' '));
    for (const file of ['b', 'c']) assert.ok(err.includes(`docs/${file}.md:3: needs=b: no block has this id`), err);
  }
});

test('where more guides may fail, the others run, and the exit code still tells of one that cannot be read', async (t) => {
  const folder = write(t, { 'guidepost.yaml': '', 'docs/a.md': GREEN, 'docs/b.md': BROKEN, 'c.md': GREEN });
  for (const args of [
    ['docs', '--keep-going'],
    ['--all', '--jobs', '2'],
    ['--all', '--max-failures', '2'],
  ]) {
    const { code, out, err } = await guidepost(folder, 'run', ...args, '--report', 'json=out.json');
    assert.equal(code, 2, out + err);
    assert.match(out, /[12] passed[^]*1 guide could not be read; see above/);
    assert.ok(err.includes('docs/b.md:3: needs=b: no block has this id'), err);
  }
});

test('a guide that is named and cannot be read ends the command, and no guide runs', async (t) => {
  const folder = write(t, { 'guidepost.yaml': '', 'a.md': GREEN, 'b.md': BROKEN });
  const { code, out } = await guidepost(folder, 'run', 'a.md', 'b.md', '--keep-going');
  assert.deepEqual([code, out], [2, '']);
});

test('a folder without a guide is an error, not a success', async (t) => {
  const folder = write(t, { 'guidepost.yaml': '', 'docs/a.md': 'Only prose.' });
  for (const args of [['--all'], ['docs']]) {
    const { code, err } = await guidepost(folder, 'run', ...args);
    assert.equal(code, 2, err);
    assert.match(err, /there is no guide in (this folder|docs)/);
  }
});

test('each shard knows the options of all guides, and one without a guide still reports', async (t) => {
  const folder = write(t, { 'guidepost.yaml': '', 'a.mdx': CHOICE, 'b.md': GREEN });
  const run = (shard: string, ...more: readonly string[]) =>
    guidepost(folder, 'run', '--all', '--shard', shard, '--report', `json=${shard.replace('/', '-')}.json`, ...more);
  assert.match((await run('2/2', '--option', 'db=a')).out, /1 passed/);
  assert.match((await run('3/3', '--option', 'db=a')).out, /^no guide to run/);
  const merged = await guidepost(folder, 'merge', '2-2.json', '3-3.json');
  assert.match(merged.out, /1 passed in \d+(\.\d+)? m?s/);
  const wrong = await run('2/2', '--option', 'db=c');
  assert.match(wrong.err, /no guide has the option db=c/);
});

test('tags choose guides by their front matter, and blocks by their words', async (t) => {
  const slow = '# Mixed\n\n```bash tags=slow\necho slow one\n```\n\n```bash\necho quick one\n```\n';
  const folder = write(t, { 'a.md': `---\ntags: [slow, db]\n---\n${GREEN}`, 'b.md': slow, 'c.md': GREEN });
  const many = await guidepost(folder, 'run', '.', '--tag', 'slow', '--report', 'json=out.json', '-v');
  assert.equal(many.code, 0, many.out + many.err);
  assert.match(many.out, /2 passed/);
  assert.doesNotMatch(many.out, /quick one/);
  const one = await guidepost(folder, 'run', 'b.md', '--tag', 'db,slow', '-v');
  assert.match(one.out, /1 passed/);
  for (const args of [['.'], ['b.md']]) {
    const wrong = await guidepost(folder, 'run', ...args, '--tag', 'slw');
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /tag slw; did you mean slow\?/);
  }
});

test('an optional block is not a step: it runs only on request', async (t) => {
  const folder = write(t, { 'a.md': '```bash id=extra optional\nfalse\n```\n\n```bash\necho\n```\n' });
  assert.match((await guidepost(folder, 'run', 'a.md')).out, /1 passed/);
  assert.equal((await guidepost(folder, 'run', 'a.md', '--optional')).code, 1);
});

test('what `new` writes passes lint and runs, and nothing is overwritten', async (t) => {
  const folder = write(t, {});
  for (const args of [['guide', 'docs/install.md'], ['config'], ['vscode']]) {
    assert.equal((await guidepost(folder, 'new', ...args)).code, 0);
    const again = await guidepost(folder, 'new', ...args);
    assert.equal(again.code, 2);
    assert.match(again.err, /already exists/);
  }
  const linted = await guidepost(folder, 'lint', '--strict');
  assert.deepEqual([linted.code, linted.out], [0, '']);
  const ran = await guidepost(folder, 'run', '--all', '--yes');
  assert.equal(ran.code, 0, ran.out + ran.err);
  assert.match(ran.out, /3 passed/);
});

function write(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = folderOf(t);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
