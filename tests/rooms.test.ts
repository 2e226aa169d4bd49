import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '..');

/** What the linter says of one file at `path` in a checkout that holds nothing else. */
function lint(path: string, source: string): string {
  const checkout = mkdtempSync(join(tmpdir(), 'guidepost-rooms-'));
  try {
    copyFileSync(join(root, '.oxlintrc.json'), join(checkout, '.oxlintrc.json'));
    mkdirSync(join(checkout, dirname(path)), { recursive: true });
    writeFileSync(join(checkout, path), source);
    const oxlint = join(root, 'node_modules', '.bin', 'oxlint');
    return execFileSync(oxlint, ['--format=unix', path], { cwd: checkout, encoding: 'utf8' });
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && !/configuration/.test(String(error.stdout))) {
      return String(error.stdout);
    }
    throw error;
  } finally {
    rmSync(checkout, { recursive: true });
  }
}

const forbidden: readonly (readonly [string, string, string])[] = [
  [
    'the runbook imports Node',
    'src/runbook/a.ts',
    `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n`,
  ],
  [
    'the runbook imports the server',
    'src/runbook/a.ts',
    `import { b } from '../../server/guides/read-guides.ts';\nexport const a = b;\n`,
  ],
  [
    'the runbook imports another room for types only',
    'src/runbook/expectation/a.ts',
    `import type { B } from '../../browser/b.ts';\nexport type A = B;\n`,
  ],
  ['the runbook loads Node late', 'src/runbook/a.ts', `export const a = () => import('node:fs');\n`],
  ['the runbook touches the page', 'src/runbook/a.ts', `export const a = document.title;\n`],
  ['the runbook touches the process', 'src/runbook/a.ts', `export const a = process.cwd();\n`],
  [
    'the browser imports the server',
    'src/browser/a.ts',
    `import { b } from '../../server/engine/index.ts';\nexport const a = b;\n`,
  ],
  ['the browser imports Node', 'src/browser/a.ts', `import { b } from 'node:path';\nexport const a = b;\n`],
  ['the engine imports the socket library', 'server/engine/a.ts', `import { b } from 'ws';\nexport const a = b;\n`],
  ['the engine imports a door', 'server/engine/a.ts', `import { b } from '../gate/gate.ts';\nexport const a = b;\n`],
  ['the engine serves HTTP', 'server/engine/deep/a.ts', `import { b } from 'node:http';\nexport const a = b;\n`],
  ['the engine prints', 'server/engine/a.ts', `console.log('a');\n`],
  [
    'a transport starts a process',
    'server/socket/a.ts',
    `import { spawn } from 'node:child_process';\nexport const a = spawn;\n`,
  ],
  [
    'a transport reaches into the engine',
    'server/socket/a.ts',
    `import { b } from '../engine/session/session.ts';\nexport const a = b;\n`,
  ],
  ['a report reads a file', 'server/report/a.ts', `import { b } from 'node:fs';\nexport const a = b;\n`],
  [
    'a report imports the engine',
    'server/report/a.ts',
    `import { b } from '../engine/index.ts';\nexport const a = b;\n`,
  ],
  ['a command ends the process', 'server/commands/a.ts', `export const a = () => process.exit(1);\n`],
  ['a command imports the door', 'server/commands/a.ts', `import { b } from '../cli.ts';\nexport const a = b;\n`],
];

for (const [what, path, source] of forbidden) {
  test(`the linter reports that ${what}`, () => {
    assert.match(lint(path, source), /no-restricted-imports|no-restricted-globals|no-console|no-process-exit/);
  });
}

const allowed: readonly (readonly [string, string, string])[] = [
  ['the runbook may import itself', 'src/runbook/a.ts', `import { b } from './model.ts';\nexport const a = b;\n`],
  [
    'the browser may import the runbook',
    'src/browser/a.ts',
    `import { b } from '../runbook/view.ts';\nexport const a = document.title + b;\n`,
  ],
  [
    'the engine may start a process',
    'server/engine/a.ts',
    `import { spawn } from 'node:child_process';\nexport const a = spawn;\n`,
  ],
  [
    'a transport may know the engine',
    'server/socket/a.ts',
    `import type { B } from '../engine/index.ts';\nexport type A = B;\n`,
  ],
  [
    'a report may import the runbook',
    'server/report/a.ts',
    `import { b } from '../../src/runbook/view.ts';\nexport const a = b;\n`,
  ],
  ['a door may print and exit', 'server/cli.ts', `console.log('a');\nprocess.exit(0);\n`],
];

for (const [what, path, source] of allowed) {
  test(what, () => {
    assert.doesNotMatch(lint(path, source), /no-restricted|no-console|no-process-exit/);
  });
}
