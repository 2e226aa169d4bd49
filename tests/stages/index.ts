import { resolve } from 'node:path';
import { isNightly } from '../lane.ts';
import { browserTests } from './browser-tests.ts';
import { program } from './program.ts';
import { setUp } from './set-up.ts';
import { nodeTests } from './node-tests.ts';
import type { Stage } from './stage.ts';

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
    run: (write) =>
      nodeTests(
        root,
        ['tests/*.test.ts', 'tests/!(e2e)/**/*.test.ts'],
        ['guides.test.ts', 'effective.test.ts', 'dangers.test.ts'],
        write,
      ),
  },
  { name: 'browser', about: 'the served site in a real Chromium', run: () => browserTests(root) },
  {
    name: 'guides',
    about: 'every guide headless in its practice workspace; what they ask Alembic',
    // The nightly lane empties caches that the browser stage uses.
    beside: () => !isNightly(),
    run: (write) =>
      nodeTests(root, ['tests/guides.test.ts', 'tests/inspection/{effective,dangers}.test.ts'], [], write),
  },
];
