/** The manual's reference page of checks: each of its examples is tried. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { placeholderTypes } from '../../../src/runbook/expectation/placeholders.ts';
import { verdict } from './ask.ts';

const page = readFileSync(new URL('../../../content/manual/reference/expectations.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^````check ?(.*)\n([^]*?)^````$/gm)].map(([, words = '', text = '']) => ({
  words,
  lines: text.trimEnd().split('\n'),
}));

test('the page has its examples', () => assert.ok(examples.length >= 12, `${examples.length}`));

for (const { words, lines } of examples) {
  const check = lines.filter((line) => !/^[✓✗] /.test(line)).join('\n');
  test(`the example ${JSON.stringify(check.split('\n')[0])} says what is so`, () => {
    const tries = lines.filter((line) => /^[✓✗] /.test(line));
    assert.ok(tries.length > 0);
    for (const line of tries) {
      const output = line.slice(2).replaceAll('⏎', '\n').replaceAll('␠', ' ');
      const flags = Object.fromEntries(
        words
          .split(' ')
          .filter((word) => word !== '' && word !== 'json')
          .map((word) => [word, true]),
      );
      const outcome = verdict(check, output, { ...flags, format: words === 'json' ? 'json' : 'text' });
      assert.equal(outcome, line.startsWith('✓') ? 'passed' : 'failed', line);
    }
  });
}

test('the table names every placeholder, with examples that are of the kind', () => {
  const rows = [...page.matchAll(/^\| `\[([A-Z]+)\]` \|[^|]*\| (.*) \|$/gm)];
  assert.deepEqual(
    rows.map(([, kind]) => kind),
    [...placeholderTypes.keys()],
  );
  for (const [, kind, texts = ''] of rows)
    for (const [, text = ''] of texts.matchAll(/`([^`]+)`/g))
      assert.equal(verdict(`[${kind}]`, text), 'passed', `${kind} ${text}`);
});
