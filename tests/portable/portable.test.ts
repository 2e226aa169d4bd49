/** Every script runs with the bash and the tools of macOS, as far as lists of what they lack can tell. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEWER_THAN_3_2 } from './newer-than-bash-3.2.ts';
import { ONLY_GNU } from './only-gnu.ts';
import { type Rule, found } from './rule.ts';
import { type Named, blocks, generated, manual, setup } from './scripts.ts';

const RULES = [...NEWER_THAN_3_2, ...ONLY_GNU];

function broken(rules: readonly Rule[], scripts: readonly Named[]): string[] {
  assert.ok(scripts.length > 0);
  return scripts.flatMap(({ name, text }) => found(rules, text).map((place) => `${name}, line ${place}`));
}

test('each rule finds what it is about, and nothing that is well', () => {
  for (const { name, pattern, examples, fine = [] } of RULES) {
    for (const example of examples) assert.match(example, pattern, name);
    for (const example of fine) assert.doesNotMatch(example, pattern, name);
  }
});

test('the blocks of the guides', async () => assert.deepEqual(broken(RULES, await blocks()), []));

test('the fences of the manual', () => assert.deepEqual(broken(RULES, manual()), []));

test('the scripts of the project', () => assert.deepEqual(broken(RULES, setup()), []));

test('what the engine writes for bash', () => {
  // A newer bash takes this limit; on macOS nobody could read it.
  const limit = /ulimit -S -R "\$GUIDEPOST_LIMIT"/;
  const scripts = [...generated(true), ...generated(false)].map(({ name, text }) => ({
    name,
    text: text.replace(limit, ''),
  }));
  // It asks whether BASHOPTS is there before it lists what is on.
  assert.deepEqual(
    broken(RULES, scripts).filter((place) => !place.includes('[[ ${BASHOPTS-} ]]')),
    [],
  );
});
