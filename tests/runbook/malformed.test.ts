import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { RunbookError } from '../../src/runbook/error.ts';
import { parse } from '../../src/runbook/reading/parse.ts';

const seed = `---
title: T
inputs: [{ name: A, type: int, default: 1 }]
---

# Guide

<Options name="db">
<Option name="new" recommended>

\`\`\`bash id=a title="b c" needs=d timeout=5m
echo "$A"
\`\`\`

\`\`\`text check within=5s
[NUMBER>=1] [..] (?)
...
\`\`\`

> **If this fails:** look

</Option>
<Option name="old">

\`\`\`console
$ echo a
a
\`\`\`

</Option>
</Options>

\`\`\`bash probe id=d
true
\`\`\`
`;

test('whatever is cut from or put into a guide, it is read or refused with a line that exists', () => {
  const random = generator(20261122);
  let refused = 0;
  for (let round = 0; round < 1500; round++) {
    const text = mutate(seed, random);
    for (const file of ['g.mdx', 'g.md']) {
      try {
        parse('g', [{ slug: 'index', file, text }]);
      } catch (error) {
        assert.ok(error instanceof RunbookError, `${String(error)}\n${text}`);
        assert.ok(error.place.line >= 1 && error.place.line <= text.split('\n').length + 1, `${error}\n${text}`);
        refused++;
      }
    }
  }
  assert.ok(refused > 500, `only ${refused} were refused: the mutations are too mild`);
});

test('READMEs that nobody wrote as guides are read, with their shell blocks', () => {
  const modules = new URL('../../node_modules/', import.meta.url);
  const files = globSync('{*,@*/*}/README.md', { cwd: modules.pathname }).map((file) => new URL(file, modules));
  const blocks = files.flatMap((file) => readUnlessRefused(readFileSync(file, 'utf8')));
  assert.ok(files.length > 100 && blocks.length > files.length / 2, `${files.length} files, ${blocks.length} blocks`);
});

function readUnlessRefused(text: string): readonly unknown[] {
  try {
    return parse('g', [{ slug: 'index', file: 'README.md', text }]).blocks;
  } catch (error) {
    assert.ok(error instanceof RunbookError, String(error));
    return [];
  }
}

function mutate(text: string, random: (below: number) => number): string {
  const pieces = [
    '`',
    '```',
    '\n',
    '"',
    '<',
    '>',
    '{',
    '}',
    '</Option>',
    'id=a',
    ' ',
    '[',
    '(re)',
    '\u200b',
    '---',
    '\\',
    ':',
    '\t',
    '$',
  ];
  let changed = text;
  for (let count = 1 + random(3); count > 0; count--) {
    const at = random(changed.length);
    const length = random(2) === 0 ? random(12) : 0;
    const put = random(2) === 0 ? (pieces[random(pieces.length)] ?? '') : '';
    changed = changed.slice(0, at) + put + changed.slice(at + length);
  }
  return changed;
}

/** A small linear congruential generator: the same numbers in every run. */
function generator(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
