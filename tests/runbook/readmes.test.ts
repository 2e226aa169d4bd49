/** What other people write: the README of every package that is installed here. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from '../../src/runbook/reading/parse.ts';

const root = join(import.meta.dirname, '../..');
const readmes = globSync('node_modules/**/[Rr][Ee][Aa][Dd][Mm][Ee]*.{md,mdx,markdown,MD}', { cwd: root });

test('the READMEs of 300 packages and more are read without a refusal, and their shell blocks are found', () => {
  const read = readmes.map((file) =>
    parse('readme', [{ slug: 'index', file, text: readFileSync(join(root, file), 'utf8') }]),
  );
  assert.ok(read.length >= 300, `${read.length} READMEs are too few`);
  assert.ok(read.flatMap(({ blocks }) => blocks).length > 200);
});
