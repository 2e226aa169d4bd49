import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';

const SCRIPT = resolve(import.meta.dirname, '..', '..', 'server', 'setup', 'with-node.sh');

interface Machine {
  readonly root: string;
  /** Runs the script there; `npm` writes its words into npm.log. */
  readonly run: () => { code: number | null; out: string; err: string };
  readonly installs: () => number;
}

/** A fresh clone on a machine with this Node and an npm that installs `brings` as the project's own. */
function machine(t: TestContext, { node, brings }: { node: string | null; brings: string | null }): Machine {
  const root = mkdtempSync(join(tmpdir(), 'guidepost-with-node-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of ['server/setup', 'bin', 'own']) mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(SCRIPT, join(root, 'server', 'setup', 'with-node.sh'));
  writeFileSync(join(root, 'package-lock.json'), '{ "lockfileVersion": 3 }\n');
  writeFileSync(join(root, 'hello.ts'), 'const word: string = "hello"; console.log(word, process.argv[2]);\n');
  if (node !== null) program(join(root, 'bin', 'node'), node);
  if (brings !== null) program(join(root, 'own', 'node'), brings);
  program(
    join(root, 'bin', 'npm'),
    `echo "$*" >> npm.log; mkdir -p node_modules/.bin; if [ -f own/node ]; then cp own/node node_modules/.bin/node; fi`,
  );
  return {
    root,
    run() {
      const env = { PATH: `${join(root, 'bin')}:/usr/bin:/bin`, REAL: process.execPath };
      const script = join(root, 'server', 'setup', 'with-node.sh');
      const { status, stdout, stderr } = spawnSync('sh', [script, 'hello.ts', 'you'], { env, encoding: 'utf8' });
      return { code: status, out: stdout, err: stderr };
    },
    installs: () =>
      existsSync(join(root, 'npm.log')) ? readFileSync(join(root, 'npm.log'), 'utf8').split('\n').length - 1 : 0,
  };
}

const GOOD = 'exec "$REAL" "$@"';
const OLD = 'if [ "$1" = --version ]; then echo v20.20.2; exit 0; fi; exit 1';

function program(path: string, text: string): void {
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}

test('a fresh clone is installed once, and again only when the lock file has changed', (t) => {
  const { root, run, installs } = machine(t, { node: GOOD, brings: null });
  assert.equal(run().out, 'hello you\n');
  assert.equal(installs(), 1);
  assert.match(readFileSync(join(root, 'npm.log'), 'utf8'), /^ci /);
  assert.equal(run().err, '');
  assert.equal(installs(), 1);
  writeFileSync(join(root, 'package-lock.json'), '{ "lockfileVersion": 3, "packages": {} }\n');
  assert.equal(run().code, 0);
  assert.equal(installs(), 2);
  assert.match(readFileSync(join(root, 'npm.log'), 'utf8'), /\ninstall --no-save /); // nothing that may be running is removed
});

test("where the machine's Node is too old, the one that the project brings is used", (t) => {
  const { run } = machine(t, { node: OLD, brings: GOOD });
  const { code, out } = run();
  assert.equal(code, 0);
  assert.equal(out, 'hello you\n');
});

test('if no Node is new enough, the message says how to get one', (t) => {
  const { run } = machine(t, { node: OLD, brings: OLD });
  const { code, out, err } = run();
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(err, /needs Node 22\.18 or newer; this is v20\.20\.2\.\nGet it /);
});

test('an installation that fails is tried again the next time', (t) => {
  const { root, run, installs } = machine(t, { node: GOOD, brings: null });
  program(join(root, 'bin', 'npm'), 'echo "$*" >> npm.log; exit 1');
  const first = run();
  assert.equal(first.code, 2);
  assert.match(first.err, /npm ci failed/);
  const before = installs();
  run();
  assert.ok(installs() > before);
});
