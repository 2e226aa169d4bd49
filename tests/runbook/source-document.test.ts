/**
 * A document that nobody wrote for Guidepost. The fixture has the headings and commands of the migration guide's
 * source document; where that document itself stands beside the checkout, it is read as well.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from '../../src/runbook/reading/parse.ts';

const fixture = new URL('../fixtures/plain-guide.md', import.meta.url);
const original = new URL('../../../shared/infrastructure-migration-guide.md', import.meta.url);

for (const file of [fixture, original].filter((each) => existsSync(each))) {
  const text = readFileSync(file, 'utf8');
  const name = file.pathname.split('/').at(-1) ?? '';

  test(`every shell block of ${name} is a step with the commands of its fence`, () => {
    const { blocks } = read(text);
    const fences = [...text.matchAll(/^```bash\n([^]*?)^```$/gm)].map(([, script]) => script);
    assert.equal(fences.length, 13);
    assert.deepEqual(
      blocks.map(({ script }) => script),
      fences,
    );
  });

  test(`Option A and Option B of ${name} are one choice of two, A recommended`, () => {
    const { groups, blocks } = read(text);
    assert.deepEqual(
      groups.map(({ options }) => options.map(({ name: option, recommended }) => [option, recommended])),
      [
        [
          ['a', true],
          ['b', false],
        ],
      ],
    );
    const chosen = blocks.filter(({ options }) => options.length > 0).map(({ options }) => options[0]?.option);
    assert.deepEqual(chosen, ['a', 'b']);
  });
}

function read(text: string) {
  return parse('plain-guide', [{ slug: 'index', file: 'plain-guide.md', text }]);
}
