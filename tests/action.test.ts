/** The composite action: it is valid, uses what nobody can exchange, and its steps run guides as they say. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { validateAction } from '@action-validator/core';
import { parse } from 'yaml';
import { writeNpx } from './npx.ts';

const text = readFileSync(resolve('action.yml'), 'utf8');
const { inputs, runs } = parse(text) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly { readonly name?: string; readonly run?: string }[] };
};

test('the action fits the schema of actions', () => {
  assert.deepEqual(validateAction(text).errors, []);
  assert.notDeepEqual(validateAction(text.replace('using:', 'use:')).errors, []);
});

test('it names each action by its commit, and puts no value into the text of a script', () => {
  for (const line of text.match(/uses: (?!OWNER).*/g) ?? [])
    assert.match(line, /^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  for (const { run = '' } of runs.steps) assert.doesNotMatch(run, /\$\{\{/);
});

test('it installs the version that it belongs to', () => {
  const { version } = JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as { readonly version: string };
  assert.equal(inputs['version']?.default, version);
});

test('its steps lint and run the guides, and write the report and the summary', (t) => {
  const folder = workspace(t, 'echo passed');
  assert.equal(step(folder, 'Lint').status, 0);
  const ran = step(folder, 'Run', { ARGUMENTS: '--jobs 2' });
  assert.match(ran.stdout, /1 passed/, ran.stderr);
  assert.ok(existsSync(join(folder, 'guides.xml')));
  step(folder, 'Summary');
  assert.match(readFileSync(join(folder, 'summary.md'), 'utf8'), /passed/);
});

test('it fails where a guide does, and still writes the summary', (t) => {
  const folder = workspace(t, 'exit 3');
  assert.equal(step(folder, 'Run').status, 1);
  assert.equal(step(folder, 'Summary').status, 0);
  assert.match(readFileSync(join(folder, 'summary.md'), 'utf8'), /failed/);
});

function workspace(t: TestContext, script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'guidepost-action-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'guide.md'), `# A guide\n\n\`\`\`bash\n${script}\n\`\`\`\n`);
  writeNpx(folder);
  execFileSync('git', ['init', '-q'], { cwd: folder });
  return folder;
}

function step(folder: string, name: string, more: Readonly<Record<string, string>> = {}) {
  const { run = '' } = runs.steps.find((each) => each.name === name) ?? {};
  const env = {
    PATH: `${folder}:${dirname(process.execPath)}:${process.env['PATH']}`,
    HOME: folder,
    GUIDES: '.',
    VERSION: '0.0.0',
    ARGUMENTS: '',
    REPORT: 'guides.xml',
    RUNNER_TEMP: folder,
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    ...more,
  };
  return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', run], { cwd: folder, env, encoding: 'utf8' });
}
