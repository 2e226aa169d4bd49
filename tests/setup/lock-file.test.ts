/**
 * `npm ci` refuses a lock file that leaves out a package, also one for another system; npm on its own may write such a
 * file.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

interface Package {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const root = resolve(import.meta.dirname, '..', '..');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as unknown;
const { packages } = read('package-lock.json') as { readonly packages: Readonly<Record<string, Package>> };
const installed = Object.entries(packages).filter(([path]) => path !== '');

test('every dependency in the lock file, also one for another system, has its entry', () => {
  const missing = Object.entries(packages).flatMap(([path, { dependencies, devDependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter((name) => !found(path, name))
      .map((name) => `${name}, which ${path || 'the project'} needs`),
  );
  assert.deepEqual(missing, []);
});

test('the lock file says the same of the project as package.json', () => {
  const manifest = read('package.json') as Package;
  const locked = packages[''];
  for (const kind of ['version', 'dependencies', 'devDependencies', 'optionalDependencies'] as const) {
    assert.deepEqual(locked?.[kind], manifest[kind], kind);
  }
});

test('every package is pinned by version and checksum, and none names the registry that it came from', () => {
  assert.deepEqual(
    installed.filter(([, { version, integrity }]) => !version || !integrity).map(([path]) => path),
    [],
  );
  assert.deepEqual(
    installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path),
    [],
  );
});

/** Whether Node, asked from `path`, would find `name`: in its own node_modules, or in one further out. */
function found(path: string, name: string): boolean {
  for (let from = path; ; from = from.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    if (packages[`${from === '' ? '' : `${from}/`}node_modules/${name}`]) return true;
    if (from === '') return false;
  }
}
