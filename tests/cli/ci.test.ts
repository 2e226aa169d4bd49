/**
 * What `guidepost ci` writes: valid by the schema of its system, never written over, and its commands do what they say.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { writeNpx } from '../npx.ts';
import { folderOf, guidepost } from './guidepost.ts';

interface Jobs {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}
interface Job {
  readonly script: readonly string[];
  readonly parallel?: number;
}

const CHOICE = '# Choice\n\n## Option A\n\n```bash\necho a\n```\n\n## Option B\n\n```bash\ntest -e mended\n```\n';
const WORKFLOW = '.github/workflows/guides.yml';
const PIPELINE = '.gitlab-ci.yml';

test('the workflow of GitHub lints, runs each combination on one of its machines, and merges what they report', async (t) => {
  const folder = repository(t);
  const wrote = await guidepost(folder, 'ci', 'github', '--option', 'choice=a,b');
  assert.deepEqual([wrote.code, wrote.out], [0, `${WORKFLOW}\n`], wrote.err);
  const { jobs } = parse(read(folder, WORKFLOW)) as Jobs;
  const commands = (job: string) => jobs[job]?.steps.flatMap(({ run }) => run ?? []) ?? [];
  assert.equal(bash(folder, commands('lint')[0]).status, 0);
  for (const part of [1, 2]) {
    const { status, stdout } = bash(folder, commands('guides')[0], { SHARD: `${part}/2` });
    assert.equal(status, part === 2 ? 1 : 0, stdout);
    execFileSync('bash', ['-c', `mkdir -p parts/${part} && mv part.json parts/${part}`], { cwd: folder });
  }
  const [merge, summary, all] = commands('report');
  const merged = bash(folder, merge, { MACHINE: 'ubuntu-latest' });
  assert.equal(merged.status, 1);
  assert.match(merged.stdout, /2 passed, 1 failed/);
  assert.equal(bash(folder, summary).status, 0);
  assert.match(read(folder, 'summary.md'), /# Guides on ubuntu-latest/);
  assert.match(read(folder, 'guides.xml'), /choice\[choice=b\]/);
  assert.equal(bash(folder, all, { RESULTS: 'success success' }).status, 0);
  assert.equal(bash(folder, all, { RESULTS: 'success failure' }).status, 1);
});

test('the pipeline of GitLab fits its schema, and its jobs do the same', async (t) => {
  const folder = repository(t);
  assert.equal((await guidepost(folder, 'ci', 'gitlab')).code, 0);
  assert.equal(schemaOfGitLab(folder).status, 0);
  const text = read(folder, PIPELINE);
  assert.match(text, /image: node:\d+\.\d+\.\d+-bookworm/);
  const jobs = parse(text) as Readonly<Record<string, Job>>;
  assert.equal(jobs['guides']?.parallel, 2);
  assert.equal(bash(folder, jobs['lint']?.script[0]).status, 0);
  for (const CI_NODE_INDEX of ['1', '2'])
    assert.equal(bash(folder, jobs['guides']?.script[0], { CI_NODE_INDEX, CI_NODE_TOTAL: '2' }).status, 0);
  assert.match(bash(folder, jobs['report']?.script[0]).stdout, /2 passed/);
  for (const file of ['guides.md', 'guides.xml']) assert.ok(existsSync(join(folder, file)), file);
  writeFileSync(join(folder, PIPELINE), text.replace('parallel: 2', 'parallel: many'));
  assert.notEqual(schemaOfGitLab(folder).status, 0);
});

test('an existing file is never overwritten: it is called up to date, or its difference is shown', async (t) => {
  const folder = repository(t);
  for (const [system, file] of [
    ['github', WORKFLOW],
    ['gitlab', PIPELINE],
  ] as const) {
    const printed = await guidepost(folder, 'ci', system, '--stdout');
    assert.equal(existsSync(join(folder, file)), false);
    await guidepost(folder, 'ci', system);
    assert.equal(read(folder, file), printed.out);
    const same = await guidepost(folder, 'ci', system);
    assert.deepEqual([same.code, same.out], [0, `${file} is up to date\n`]);
    const other = await guidepost(folder, 'ci', system, '--shards', '3');
    assert.equal(other.code, 2);
    assert.match(other.out, /^\+.*3/m);
    assert.match(other.err, /already exists, and differs as shown; --stdout prints the new one/);
    assert.equal(read(folder, file), printed.out);
  }
});

test('an error on the command line says what was expected', async (t) => {
  const folder = repository(t);
  for (const [args, why] of [
    [[], /name the system: ci github or ci gitlab/],
    [['gitbub'], /did you mean github\?/],
    [['github', '--shards', '0'], /--shards 0 should be 1 to 99/],
    [['github', '--os', 'a b'], /should look like --os ubuntu-latest,macos-latest/],
    [['gitlab', '--os', 'macos-latest'], /--os is for github/],
    [['github', '--option', 'choise=a'], /did you mean choice\?/],
    [['github', '--option', 'choice=c'], /no guide has the option choice=c/],
    [['github', '../x'], /should be a folder or file below this folder/],
    [['github', 'a;b'], /should be a folder or file below this folder/],
  ] as const) {
    const { code, err } = await guidepost(folder, 'ci', ...args);
    assert.equal(code, 2, args.join(' '));
    assert.match(err, why);
  }
  assert.equal(existsSync(join(folder, WORKFLOW)), false);
});

function repository(t: TestContext): string {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'guidepost.yaml'), '');
  writeFileSync(join(folder, 'choice.md'), CHOICE);
  writeFileSync(join(folder, 'plain.md'), '# Plain\n\n```bash\necho plain\n```\n');
  writeNpx(folder);
  execFileSync('git', ['init', '-q'], { cwd: folder });
  return folder;
}

/** Its emulator validates a pipeline by GitLab's own schema before it lists the jobs. */
function schemaOfGitLab(folder: string) {
  return spawnSync(process.execPath, [fileURLToPath(import.meta.resolve('gitlab-ci-local')), '--list-json'], {
    cwd: folder,
    encoding: 'utf8',
  });
}

function bash(folder: string, script = 'exit 99', more: Readonly<Record<string, string>> = {}) {
  const PATH = `${folder}:${dirname(process.execPath)}:${process.env['PATH']}`;
  const env = { PATH, HOME: folder, GITHUB_STEP_SUMMARY: join(folder, 'summary.md'), ...more };
  return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd: folder, env, encoding: 'utf8' });
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}
