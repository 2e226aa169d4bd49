import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderOf, guidepost } from './guidepost.ts';

const GUIDE = `---
title: A small guide
needs: git
costs: [5 minutes, 3 GB of disk]
inputs:
  - name: PORT
    type: int
    label: Port
    default: '8000'
    example: 8080
---

## Greet

\`\`\`bash id=greet
echo "hello $PORT"
\`\`\`

\`\`\`text check
hello 8000
\`\`\`

## Option A: fresh

\`\`\`bash id=fresh
true
\`\`\`

## Option B: existing

\`\`\`bash id=existing
true
\`\`\`
`;

interface Shown {
  readonly id: string;
  readonly title: string;
  readonly inputs: readonly { name: string }[];
  readonly options: readonly { name: string; options: readonly { name: string }[] }[];
  readonly blocks: readonly {
    id: string;
    kind: string;
    page: string;
    line: number;
    script: string;
    option: string | null;
    expectation: { lines: readonly string[] } | null;
    expectations: readonly unknown[];
  }[];
}

test('show --json lists a guide flat and in order', async (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'small.md'), GUIDE);
  const { code, out } = await guidepost(folder, 'show', 'small.md', '--json');
  assert.equal(code, 0);
  const shown = JSON.parse(out) as Shown;
  assert.equal(shown.title, 'A small guide');
  assert.deepEqual(
    shown.inputs.map(({ name }) => name),
    ['PORT'],
  );
  assert.deepEqual(
    shown.blocks.map(({ id }) => id),
    ['greet', 'fresh', 'existing'],
  );
  const [greet, fresh] = shown.blocks;
  assert.equal(greet?.line, 15);
  assert.equal(greet?.script, 'echo "hello $PORT"\n');
  assert.equal(greet?.option, null);
  assert.deepEqual(greet?.expectation?.lines, ['hello 8000']);
  assert.equal(greet?.expectations.length, 1);
  const [group] = shown.options;
  assert.equal(fresh?.option, `${group?.name}=${group?.options[0]?.name}`);
  assert.equal(fresh?.expectation, null);
});

test('show prints the same for a person', async (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'small.md'), GUIDE);
  const { code, out } = await guidepost(folder, 'show', 'small.md');
  assert.equal(code, 0);
  assert.match(out, /Needs\n {2}git\n\nCosts\n {2}5 minutes\n {2}3 GB of disk\n/);
  assert.match(out, /PORT \(int\) {2}Port {2}default 8000, as in 8080/);
  assert.match(out, /greet .*step · line 15\n {4}│ echo "hello \$PORT"\n {4}expects\n {4}┊ hello 8000/);
});
