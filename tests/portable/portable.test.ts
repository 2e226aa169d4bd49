/** Every script runs with the bash and the tools of macOS, as far as lists of what they lack can tell. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { NEWER_THAN_3_2 } from './newer-than-bash-3.2.ts';
import { ONLY_GNU, type Rule } from '../../server/lint/only-gnu.ts';
import { found } from './rule.ts';
import { type Named, blocks, generated, manual, setup } from './scripts.ts';

const RULES = [...NEWER_THAN_3_2, ...ONLY_GNU];

/** Programs that each system has in its own way. */
const PROGRAMS =
  'awk basename cat chgrp chmod chown cksum cmp comm cp curl cut date dd df diff dirname du ed env expr file find fold git grep gzip head hostname id install join kill less ln ls lsof mkdir mkfifo mktemp more mv nc nl od open paste patch pgrep pkill ps readlink realpath rm rmdir rsync script sed seq shasum sleep sort split stat strings stty tail tar tee touch tr truncate tty uname uniq unzip wc which xargs zip'.split(
    ' ',
  );

const callOf = (name: string) =>
  new RegExp(
    String.raw`(^|[;&|({!]|\$\(|\b(?:do|then|else|if|while|until|exec|env|xargs))\s*(?:\w+=\S*\s+)*${name}(?=[\s)]|$)`,
    'm',
  );

function broken(rules: readonly Rule[], scripts: readonly Named[]): string[] {
  assert.ok(scripts.length > 0);
  return scripts.flatMap(({ name, text }) => found(rules, text).map((place) => `${name}, line ${place}`));
}

test('each rule finds its examples, and nothing else', () => {
  for (const { name, pattern, examples, fine = [] } of RULES) {
    for (const example of examples) assert.match(example, pattern, name);
    for (const example of fine) assert.doesNotMatch(example, pattern, name);
  }
});

test('the blocks of the guides', async () => assert.deepEqual(broken(RULES, await blocks()), []));

test('the programs of the blocks are in the table of the manual, which says how they were checked', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../content/manual/on-macos.md'), 'utf8');
  const rows = page
    .slice(page.indexOf('## Commands'))
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const known = new Set(
    rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name)),
  );
  const used = (await blocks()).flatMap(({ text }) => PROGRAMS.filter((name) => callOf(name).test(text)));
  assert.ok(used.includes('grep'));
  assert.deepEqual(
    [...new Set(used)].filter((name) => !known.has(name)),
    [],
  );
});

test('the fences of the manual', () => assert.deepEqual(broken(RULES, manual()), []));

test('the scripts of the project', () => assert.deepEqual(broken(RULES, setup()), []));

test('what the engine writes for bash', () => {
  // A newer bash takes this limit; on macOS nobody could read it.
  const limit = /ulimit -S -R "\$GUIDEPOST_LIMIT"/;
  // In 3.2 this is a variable like any other.
  const traced = 'BASH_XTRACEFD=2,';
  const scripts = [...generated(true), ...generated(false)].map(({ name, text }) => ({
    name,
    text: text.replace(limit, '').replace(traced, ''),
  }));
  // It asks whether BASHOPTS is there before it lists what is on.
  assert.deepEqual(
    broken(RULES, scripts).filter((place) => !place.includes('[[ ${BASHOPTS-} ]]')),
    [],
  );
});
