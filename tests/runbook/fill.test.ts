import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fillInputs } from '../../src/runbook/fill.ts';

/** Without a stdin: bash takes the socket that Node makes for one as a remote login, and reads the user's ~/.bashrc. */
const run = (script: string, env: Record<string, string> = {}) =>
  execFileSync('bash', ['-c', script], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

test('a value stands where its name stood, as the reader would type it', () => {
  const values = new Map([
    ['PROJECT', '/srv/app'],
    ['DB', 'humanizer'],
  ]);
  assert.equal(
    fillInputs('cd "$PROJECT/backend" && psql -d $DB\n', values),
    'cd "/srv/app/backend" && psql -d humanizer\n',
  );
});

test('a value stands in a here-document, if it cannot end it', () => {
  const script = 'cat > .env <<END\nURL="https://$HOST/${HOST}"\nEND\n';
  const filled = 'cat > .env <<END\nURL="https://a.example/a.example"\nEND\n';
  assert.equal(fillInputs(script, new Map([['HOST', 'a.example']])), filled);
  assert.equal(fillInputs(script, new Map([['HOST', 'END']])), `export HOST=END\n${script}`);
});

const nasty = [
  'plain',
  'two words',
  "it's",
  '$(touch x)',
  '`id`',
  'a"b',
  'a\\b',
  '$HOME',
  '*',
  '-n',
  'a\nb',
  '!',
  '#x',
  ';ls',
  'END',
  'ND',
  '\ttab',
  '\\',
];
const scripts = [
  'printf "%s" "$VALUE"',
  'printf "%s" "<${VALUE}>"',
  'printf "%s" "$(printf "%s" "$VALUE")"',
  "printf '%s|' '$VALUE' \"$VALUE\"",
  'cat <<END\n$VALUE\nEND',
  'cat <<END\nsay "$VALUE", \\$VALUE and ${VALUE}\nE$VALUE\nEND\necho "$VALUE"',
  "cat <<'END' <<-TAB\n$VALUE\nEND\n\ta $VALUE b\n\tTAB",
  'x=$(cat <<A; cat <<B\nin a: $VALUE\nA\nin b: $(printf %s "$VALUE")\nB\n); printf "%s" "$x"',
  'cat <<< "$VALUE"; cat <<<$VALUE',
  'cat <<E"N"D\n<$VALUE>\nEND',
  'printf "%s" "${VALUE:-none}"',
  'f() { printf "%s" "$VALUE"; }; f # $VALUE',
  'VALUE2=$VALUE; printf "%s" "$VALUE2"',
];

test('whatever the value holds, the filled scripts do what the blocks do', () => {
  for (const value of nasty) {
    const filled = scripts.map((script) => fillInputs(script, new Map([['VALUE', value]])));
    assert.deepEqual(
      run(inOne(filled)).split('\0'),
      run(inOne(scripts), { VALUE: value }).split('\0'),
      `with ${value}`,
    );
  }
});

/** One bash for all: starting each costs more than what it does. */
function inOne(all: readonly string[]): string {
  return all.map((script) => `(\n${script}\n)\nprintf '\\0'\n`).join('');
}
