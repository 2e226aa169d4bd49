/** `guidepost import`: what comes out is a guide of ours that promises the same. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { importText } from '../../src/runbook/import/import-document.ts';
import type { Block } from '../../src/runbook/model.ts';
import { parse } from '../../src/runbook/reading/parse.ts';

const here = import.meta.dirname;

/** Its background block has no word of its own here. */
const OTHERWISE = ['runme/background.passes.md'];

for (const file of globSync('*/*.{passes,fails}.{md,mdx,t}', { cwd: here }).toSorted()) {
  if (OTHERWISE.includes(file)) continue;
  test(`${file} runs and promises the same once it is imported`, () => {
    const text = readFileSync(join(here, file), 'utf8');
    const ours = file.replace(/\.t$/, '.md');
    const { text: imported } = importText(file, text);
    const [after, before] = [read(ours, imported), read(file, text)].map((blocks) => blocks.map(facts));
    assert.deepEqual(
      after,
      file.endsWith('.t') ? before?.map((block, index) => ({ ...block, id: after?.[index]?.id })) : before,
      imported,
    );
    assert.ok(
      read(ours, imported).every(({ tool }) => tool === null),
      imported,
    );
    assert.equal(importText(ours, imported).text, imported);
  });
}

test('what cannot be checked here stays as it is, with a warning', () => {
  const text = readFileSync(join(here, 'scrut/wait.unchecked.md'), 'utf8');
  const { text: imported, left } = importText('wait.md', text);
  assert.equal(imported, text);
  assert.match(left[0]?.message ?? '', /^scrut: .*wait/);
});

test('indentation, prose and other fences stay', () => {
  const text = '1. Do\n\n   ```scrut\n   $ echo a\n   a\n   ```\n\n2. Then\n\n```js {1}\nx\n```\n';
  assert.equal(
    importText('a.md', text).text,
    '1. Do\n\n   ```console exact eol stream=stdout\n   $ echo a\n   a\n   ```\n\n2. Then\n\n```js {1}\nx\n```\n',
  );
});

function read(file: string, text: string): readonly Block[] {
  return parse('guide', [{ slug: 'index', file, text }]).blocks;
}

/** What decides what is run and what must come of it. */
function facts({
  id,
  language,
  script,
  typed,
  with: command,
  cwd,
  tty,
  kind,
  optional,
  tags,
  timeout,
  os,
  expectations,
}: Block) {
  const checks = expectations.map(({ at: _at, line: _line, file: _file, tool: _tool, ...check }) => check);
  return { id, language, script, typed, command, cwd, tty, kind, optional, tags, timeout, os, checks };
}
