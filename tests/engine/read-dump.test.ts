/** What recorded dumps of bash 3.2, 4.4, 5.2 and 5.3 leave for the next block, in whatever bash this system has. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { initialState, plainValue } from '../../server/engine/shell/carry.ts';
import { readDump } from '../../server/engine/shell/read-dump.ts';
import { BASH, shellIn } from './shell-in.ts';

const FOLDER = new URL('../fixtures/dumps/', import.meta.url);
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.dump'));

function stateOf(name: string) {
  const dump = readFileSync(new URL(name, FOLDER), 'latin1');
  const state = readDump(dump, '@nonce', initialState({}, BASH));
  assert.ok(state);
  return state;
}

const QUOTES = 'it\'s "q" $HOME `id` \\n * ? ! ~ {a,b}';
const BYTES = '\x01\x02\x1b\x7f\t\r\n\\x';

test('dumps of 3.2, 4.x and 5.x are there', () => {
  assert.deepEqual([...new Set(NAMES.map((name) => name.slice(0, 2)))], ['3.', '4.', '5.']);
});

for (const name of NAMES) {
  test(`${name}: each variable as what it was, and nothing else`, () => {
    const { variables } = stateOf(name);
    const given = [
      'BASH_LOADABLES_PATH',
      'HOME',
      'HOSTNAME',
      'HOSTTYPE',
      'IFS',
      'LANG',
      'MACHTYPE',
      'OLDPWD',
      'OPTERR',
      'OPTIND',
      'OSTYPE',
      'PATH',
      'PS4',
      'SHELL',
      'TERM',
    ];
    const own = variables.filter(({ name }) => !given.includes(name));
    assert.deepEqual(
      own.map(({ name, flags }) => `${name}:${flags}`).toSorted(),
      'bytes: exported:x fixed: list:a looks: none:a number:i plain: quotes: text:x unset_yet:x'.split(' '),
    );
    const value = (name: string) => plainValue(variables.find((one) => one.name === name) ?? assert.fail(name));
    assert.equal(value('exported'), 'two words');
    assert.equal(value('quotes'), QUOTES);
    assert.equal(value('bytes'), BYTES);
    assert.equal(value('text'), 'naïve – ✓ 👍');
    assert.equal(value('looks'), 'declare -x A="1"\nf () \n@nonce end');
    assert.equal(value('unset_yet'), null);
    assert.equal(value('IFS'), ' \t\n');
  });

  test(`${name}: functions without ours, options, and where it was`, () => {
    const state = stateOf(name);
    assert.deepEqual(
      [...state.functions.matchAll(/^(\S+) \(\)/gm)].map(([, name]) => name),
      ['f', 'g'],
    );
    assert.deepEqual(state.exportedFunctions, ['g']);
    assert.deepEqual(
      ['errexit', 'nounset', 'pipefail'].map((option) => state.options.includes(option)),
      [true, true, false],
    );
    assert.deepEqual(
      ['nullglob', 'extglob', 'expand_aliases', 'dotglob'].map((shopt) => state.shopts.includes(shopt)),
      [true, true, true, false],
    );
    assert.deepEqual(
      [state.umask, state.positional, state.stack, state.directory],
      ['0027', "one two\\ words ''", ['/usr'], '/'],
    );
  });

  test(`${name}: brings all of it back`, async (t) => {
    const { run } = shellIn(t, {}, stateOf(name));
    const { output } = await run(`
printf '%s|' "$plain" "$exported" "$number" "$fixed" "\${#list[@]}" "\${list[1]}" "\${list[7]}" "\${#none[@]}" "$#" "$2"
[ "$quotes" = '${QUOTES.replaceAll("'", "'\\''")}' ] && [ "$bytes" = $'${String.raw`\001\002\033\177\t\r\n\\x`}' ] && echo same
number=number+1; echo "$number $text"; f 1; "$BASH" -c g; k; dirs -l; umask`);
    assert.equal(
      output,
      "1|two words|3|5|4|b c|new\nline|0|3|two words|same\n4 naïve – ✓ 👍\nf 1\n}\ng\nit's\n/ /usr\n0027\n",
    );
  });
}

test('a dump that does not reach its end is none', () => {
  const dump = readFileSync(new URL(NAMES[0] ?? '', FOLDER), 'latin1');
  for (const end of [0, 100, dump.indexOf('@nonce shopts'), dump.length - 1])
    assert.equal(readDump(dump.slice(0, end), '@nonce', initialState({}, BASH)), null);
});
