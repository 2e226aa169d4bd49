/** What the script of a page that is only read must not carry: the parser, what reads and writes files, schemas. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { parseSync } from 'oxc-parser';

const HEAVY = [
  /^(diff|satteri|yaml|zod|re2js|shiki|@xterm)/,
  /^src\/runbook\/(fence|expectation)\//,
  /runbook\/(parse|page|patch|admission|dialog|fold|time-left)\.ts$/,
  /^src\/browser\/(actions\/(?!choose)|check\/|output\/|tty\/|elements\/(block-runs|guide-now|guide-check))/,
];

test('the script of a page that is read carries nothing that reading does not need', () => {
  const loaded = loadedBy('src/browser/index.ts');
  assert.ok(loaded.size > 20);
  assert.deepEqual(
    [...loaded]
      .filter(([file]) => HEAVY.some((each) => each.test(file)))
      .map(([file, by]) => `${file}, because of ${by}`),
    [],
  );
});

/** All that comes with a file, and by which file; what is only imported for its types does not come. */
function loadedBy(entry: string): ReadonlyMap<string, string> {
  const found = new Map([[entry, '']]);
  for (const file of found.keys()) {
    if (!file.startsWith('src/')) continue;
    const { staticImports, staticExports } = parseSync(file, readFileSync(file, 'utf8')).module;
    const named = [
      ...staticImports.filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType)),
      ...staticExports.flatMap(({ entries }) => entries.filter(({ isType }) => !isType)),
    ].flatMap(({ moduleRequest }) => moduleRequest?.value ?? []);
    for (const name of named) {
      const target = name.startsWith('.') ? join(dirname(file), name) : name;
      if (!found.has(target)) found.set(target, file);
    }
  }
  return found;
}
