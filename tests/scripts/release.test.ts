import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNewer, releaseChangelog } from '../../scripts/release/changelog.ts';
import { packProblems } from '../../scripts/release/packed-files.ts';

const CHANGELOG = `# Changelog

## [Unreleased]

### Added

- A fence word.

## [0.1.0] - 2026-01-02

- The first.
`;

test('a release gets what was under Unreleased, which is empty afterwards', () => {
  const released = releaseChangelog(CHANGELOG, '0.2.0', '2026-03-04');
  assert.equal(released, CHANGELOG.replace('## [Unreleased]\n', '## [Unreleased]\n\n## [0.2.0] - 2026-03-04\n'));
  assert.throws(() => releaseChangelog(released, '0.3.0', '2026-03-05'), /nothing under "Unreleased"/);
});

test('the first release has no version below it', () => {
  const first = '# Changelog\n\n## [Unreleased]\n\n- The first.\n';
  assert.match(releaseChangelog(first, '0.1.0', '2026-01-02'), /## \[0\.1\.0\] - 2026-01-02\n\n- The first\.\n$/);
});

test('a version that has an entry is not released again, and a changelog without the heading is refused', () => {
  assert.throws(() => releaseChangelog(CHANGELOG, '0.1.0', '2026-03-04'), /an entry for 0\.1\.0 already/);
  assert.throws(() => releaseChangelog('# Changelog\n', '0.1.0', '2026-03-04'), /no heading/);
});

test('a version comes after another by its numbers, not by its letters', () => {
  assert.ok(isNewer('0.10.0', '0.9.9'));
  assert.ok(isNewer('1.0.0-beta.1', '0.9.0'));
  for (const no of ['0.9.9', '0.9.8', 'v1.0.0', '1.0', '']) assert.equal(isNewer(no, '0.9.9'), false, no);
});

test('a package without its license, or with tests and private files in it, is not published', () => {
  assert.deepEqual(packProblems(['package.json', 'README.md', 'LICENSE', 'dist/latest.js']), []);
  assert.deepEqual(packProblems(['package.json', 'README.md', 'tests/a.ts', 'server/a.test.ts', '.env.local']), [
    'LICENSE is not in the package',
    'tests/a.ts is in the package',
    'server/a.test.ts is in the package',
    '.env.local is in the package',
  ]);
});
