/** What holds for each word of the vocabulary, read from the table itself: a word that is added is tried here too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseRunning } from '../../src/runbook/fence/change-words.ts';
import { wordSchema } from '../../src/runbook/fence/reference.ts';
import { ALSO_ON_CHANGES, takesValue, WORDS } from '../../src/runbook/fence/words.ts';
import { guide, mistake } from './guide.ts';

const fence = {
  block: (words: string) => `'''bash ${words}\nx\n'''`,
  check: (words: string) => `'''bash\nx\n'''\n'''text check ${words}\nx\n'''`,
};
const places = ['block', 'check'] as const;
const rows = places.flatMap((on) => Object.entries(WORDS[on]).map(([name, word]) => ({ on, name, word })));

for (const { on, name, word } of rows.filter((row) => takesValue(row.word))) {
  test(`${name} on a ${on} needs a value, and is told apart from a slip`, () => {
    assert.match(mistake(fence[on](name)), new RegExp(`${name} needs a value: ${name}=…`));
    assert.match(mistake(fence[on](`${name}x=1`)), new RegExp(`unknown word ${name}x; did you mean `));
    assert.ok(takesValue(word) && word.type.form);
  });
}

for (const { on, name } of rows.filter(({ name, word }) => !takesValue(word) && name !== 'no-run')) {
  test(`${name} on a ${on} takes no value`, () => {
    assert.match(mistake(fence[on](`${name}=1`)), new RegExp(`${name} (takes no value|is on this fence twice)`));
  });
}

for (const { name, word } of rows.filter(({ on, name }) => on === 'block' && !ALSO_ON_CHANGES.includes(name))) {
  test(`${name} is refused on a block that changes a file, because it is about a script`, () => {
    const words = takesValue(word) ? `${name}=1` : name;
    assert.throws(
      () => refuseRunning({ file: 'x', patch: false }, `file=x ${words}`, { file: 'x.md', line: 1 }),
      new RegExp(`${name} applies only to scripts`),
    );
  });
}

test('every word has a sentence for the manual, and a schema that editors can complete from', () => {
  const { $defs } = wordSchema() as { $defs: Record<string, { properties: Record<string, { description: string }> }> };
  for (const { on, name, word } of rows) {
    assert.match(word.help, /^[A-Z].*\.$/, name);
    assert.equal($defs[on]?.properties[name]?.description, word.help);
  }
});

test('what every object inherits is no word', () => {
  for (const words of ['constructor', 'valueof', 'constructor=1']) {
    const { blocks, warnings } = guide(fence.block(words));
    assert.equal(blocks.length, 1);
    assert.match(warnings[0]?.message ?? '', /^unknown word (constructor|valueof); known here/);
  }
});
