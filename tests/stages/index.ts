import { resolve } from 'node:path';
import { browserTests } from './browser-tests.ts';
import { program } from './program.ts';
import { setUp } from './set-up.ts';
import { nodeTests } from './node-tests.ts';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Result extends Counts {
  readonly name: string;
  readonly seconds: number;
}

export interface Stage {
  readonly name: string;
  readonly about: string;
  /** Runs also when --only names others. */
  readonly always?: boolean;
  run(): Promise<Counts>;
}

const root = resolve(import.meta.dirname, '..', '..');

export const stages: readonly Stage[] = [
  { name: 'set-up', about: 'programs, the site, a Chromium', always: true, run: () => setUp(root) },
  {
    name: 'lint',
    about: 'oxlint: mistakes, and the walls between the rooms',
    run: () => program(root, 'oxlint', ['--type-aware']),
  },
  { name: 'format', about: 'oxfmt: one style', run: () => program(root, 'oxfmt', ['--check']) },
  { name: 'unused', about: 'knip: nothing that nobody uses', run: () => program(root, 'knip', []) },
  { name: 'types', about: 'tsc', run: () => program(root, 'tsc', ['--noEmit']) },
  {
    name: 'unit',
    about: 'every room, by the real thing',
    run: () => nodeTests(root, ['tests/*.test.ts', 'tests/!(e2e)/**/*.test.ts'], ['guides.test.ts']),
  },
  { name: 'browser', about: 'the served site in a real Chromium', run: () => browserTests(root) },
  {
    name: 'guides',
    about: 'every guide headless in its practice workspace',
    run: () => nodeTests(root, ['tests/guides.test.ts'], []),
  },
];
