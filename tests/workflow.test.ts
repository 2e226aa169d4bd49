/** The workflows are valid, may do little, and use actions that nobody can exchange. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { validateWorkflow } from '@action-validator/core';
import { parse } from 'yaml';
import { githubWorkflow } from '../server/commands/ci/github.ts';

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly permissions?: unknown;
  readonly strategy?: { readonly matrix: { readonly os?: readonly string[]; readonly include?: readonly Bash[] } };
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}

interface Bash {
  readonly os: string;
  readonly bash: string;
}

const FOLDER = new URL('../.github/workflows/', import.meta.url);
const texts = new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]));
const pipeline = { version: '1.2.3', path: null, options: ['db=a,b'], shards: 2, machines: ['ubuntu-latest'] };
texts.set('what `guidepost ci github` writes', githubWorkflow(pipeline));
const workflows = [...texts].map(([name, text]) => ({ name, text, workflow: parse(text) as Workflow }));

for (const { name, text, workflow } of workflows) {
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test(`${name} fits the schema of workflows`, () => {
    assert.deepEqual(validateWorkflow(text).errors, []);
    assert.notDeepEqual(validateWorkflow(text.replace('runs-on', 'run-on')).errors, []);
  });

  test(`${name} reads the project, and may do nothing else`, () => {
    assert.deepEqual(workflow.permissions, { contents: 'read' });
    assert.equal(
      jobs.some(({ permissions }) => permissions !== undefined),
      false,
    );
    assert.equal('pull_request_target' in workflow.on, false);
    assert.doesNotMatch(text, /secrets\.|github\.event/);
    for (const { uses, with: settings } of steps)
      if (uses?.startsWith('actions/checkout@')) assert.equal(settings?.['persist-credentials'], false);
  });

  test(`${name} names each action by its commit, and each job ends`, () => {
    for (const { uses } of steps) if (uses !== undefined) assert.match(uses, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    for (const line of text.match(/uses:.*/g) ?? []) assert.match(line, / # v\d+\.\d+\.\d+$/);
    for (const job of jobs) assert.ok((job['timeout-minutes'] ?? 360) <= 90);
  });
}

test('all tests run on Linux and on macOS, and those of the shell in the bash of each', () => {
  const { all, bash } = workflows.find(({ name }) => name === 'test.yml')?.workflow.jobs ?? {};
  assert.deepEqual(all?.strategy?.matrix.os, ['ubuntu-latest', 'macos-latest']);
  assert.ok(all?.steps.some(({ run }) => run === 'npm test'));
  const tried = bash?.strategy?.matrix.include?.map(({ os, bash }) => `${os} ${bash}`) ?? [];
  assert.ok(tried.includes('macos-latest /bin/bash'));
  assert.ok(tried.some((one) => one.startsWith('ubuntu')));
});

test('each night the packages are checked for known vulnerabilities, and the long tests run', () => {
  const { workflow } = workflows.find(({ name }) => name === 'nightly.yml') ?? {};
  assert.ok(workflow?.on['schedule']);
  const runs = Object.values(workflow.jobs).flatMap(({ steps }) => steps.map(({ run }) => run));
  for (const wanted of ['npm audit', 'npm audit signatures', 'npm run test:nightly']) assert.ok(runs.includes(wanted));
});
