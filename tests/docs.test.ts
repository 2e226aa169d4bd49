/** What the documents for contributors say of the code: the files that they name are there. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '..');
const files = globSync('{.ci,.github,content,bench,docs,lint,public,scripts,server,src,tests}/**', {
  cwd: root,
  exclude: (name) => name.includes('node_modules'),
}).concat(globSync('*.{md,json,ts,mjs}', { cwd: root }));

for (const document of ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md', 'SECURITY.md']) {
  test(`every file and folder that ${document} names is there`, () => {
    const named = [...readFileSync(join(root, document), 'utf8').matchAll(/`([\w.-]+(?:\/[\w.-]+)*\/?)`/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => /\.(?:ts|mjs|astro|json|sh)$/.test(name) || /^[a-z-]+(?:\/[a-z-]+)*\/$/.test(name));
    assert.deepEqual(
      named.filter((name) => !MADE.includes(name) && !isThere(name)),
      [],
    );
  });
}

test('every dependency has a sentence in the README that says what it is for', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  const missing = names.filter(
    (name) => !name.startsWith('@types/') && !rows.some((row) => row.includes(`\`${name}\``)),
  );
  assert.deepEqual(missing, []);
});

/** What is written by the programs, not by us. */
const MADE = ['dist/', 'guidepost.json', 'node_modules/'];

/** A name may leave out the folders before it, where the sentence says them. */
function isThere(name: string): boolean {
  const wanted = name.replace(/\/$/, '');
  return files.some((file) => file === wanted || file.endsWith(`/${wanted}`));
}
