/**
 * Nothing that a block leaves stops the next one, nor hides what else it left. Each line below is a block; the block
 * after it is asked for a variable that was set before.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { BASH, shellIn } from './shell-in.ts';

function list(script: string): string[] {
  const text = execFileSync(BASH.path, ['--noprofile', '--norc', '-c', script], { encoding: 'utf8' });
  return text.split('\n').filter(Boolean);
}

const BUILTINS = list('enable -a').map((line) => line.replace('enable ', ''));
const OPTIONS = list('set -o').map((line) => line.split(/\s/)[0] ?? '');
const SHOPTS = list('shopt').map((line) => line.split(/\s/)[0] ?? '');

/** Of these blocks the ones after which the next block does not run, or does not know what was set before. */
async function after(t: TestContext, blocks: readonly string[], known = '1'): Promise<string[]> {
  const wrong: string[] = [];
  const left = blocks.values();
  const work = async () => {
    for (const block of left) {
      const { run, shell } = shellIn(t);
      await run(`kept=1\n${block}`);
      const { output, code } = await run('/bin/echo "next $kept"');
      if (!output.split('\n').includes(`next ${known}`) || code !== 0) wrong.push(`${block} → ${output} ${code}`);
      shell.close();
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  return wrong;
}

test('no shell option', async (t) => {
  const options = OPTIONS.filter((name) => name !== 'noexec');
  assert.deepEqual(
    await after(
      t,
      options.map((name) => `set -o ${name}`),
    ),
    [],
  );
  assert.deepEqual(
    await after(
      t,
      options.map((name) => `set +o ${name}`),
    ),
    [],
  );
});

test('no shopt', async (t) => {
  assert.deepEqual(
    await after(
      t,
      SHOPTS.map((name) => `shopt -s ${name} || true`),
    ),
    [],
  );
  assert.deepEqual(
    await after(
      t,
      SHOPTS.map((name) => `shopt -u ${name} || true`),
    ),
    [],
  );
});

test('no function named like a builtin', async (t) => {
  assert.deepEqual(
    await after(
      t,
      BUILTINS.map((name) => `function ${name} { return 0; }`),
    ),
    [],
  );
});

test('no function around a builtin', async (t) => {
  assert.deepEqual(
    await after(
      t,
      BUILTINS.map((name) => `function ${name} { command ${name} "$@"; }`),
    ),
    [],
  );
});

test('no alias named like a builtin', async (t) => {
  assert.deepEqual(
    await after(
      t,
      BUILTINS.map((name) => `alias -- '${name}=false'`),
    ),
    [],
  );
});

test('no alias named like a reserved word, though what was set before it may be lost', async (t) => {
  const blocks = ['case', 'for', 'do', 'function', '!', '[['].map((name) => `alias -- '${name}=false'`);
  assert.deepEqual(await after(t, blocks), []);
  const ours = ['if', 'then', 'fi', '{'].map((name) => `alias -- '${name}=false'`);
  assert.deepEqual(await after(t, ours, ''), []);
});

test('no builtin that is disabled', async (t) => {
  assert.deepEqual(
    await after(
      t,
      BUILTINS.map((name) => `enable -n ${name}`),
    ),
    [],
  );
});

test('no value of a variable that bash itself reads', async (t) => {
  const values = [
    'IFS=',
    'IFS=abcdefghijklmnopqrstuvwxyz',
    'IFS=/_0123456789',
    'unset IFS',
    'PATH=',
    'unset PATH',
    'HOME=/none/such',
    'POSIXLY_CORRECT=y',
    'FUNCNEST=1',
    'BASH_COMPAT=4.2',
    'TMOUT=1',
    'GLOBIGNORE=*',
    "PS4='$(exit 3)'",
    'TMPDIR=/none/such',
    'LC_ALL=xx_YY.UTF-8',
    'LANG=xx_YY',
    'LC_CTYPE=xx',
    'LD_LIBRARY_PATH=/none/such',
    'BASH_ENV=/none/such',
    'ENV=/none/such',
    'HISTFILE=/none/such',
    'PROMPT_COMMAND=false',
    'CDPATH=/none',
    'SHELL=/none/such',
    'TERM=none',
  ];
  assert.deepEqual(await after(t, values), []);
  assert.deepEqual(
    await after(
      t,
      [...values.filter((value) => value.includes('=')), 'SHELLOPTS'].map((value) => `export ${value}`),
    ),
    [],
  );
});

test('nothing read-only', async (t) => {
  const names = ['PATH', 'HOME', 'IFS', 'PS4', 'OLDPWD', 'PWD', 'BASH_ENV', 'LANG', 'TERM', 'kept', 'POSIXLY_CORRECT'];
  assert.deepEqual(await after(t, [...names.map((name) => `readonly ${name}`), 'readonly LANG=C TERM=dumb']), []);
});

test('no closed descriptor', async (t) => {
  const all = 'for fd in $(seq 3 254); do eval "exec $fd>&-"; done';
  assert.deepEqual(
    await after(t, [
      'exec 0<&-',
      'exec >&-',
      'exec 2>&-',
      'exec 0<&- >&- 2>&-',
      all,
      `${all}; set -C`,
      `${all}; exec 0<&- >&- 2>&-`,
    ]),
    [],
  );
});

test('nothing together with POSIX mode', async (t) => {
  assert.deepEqual(
    await after(
      t,
      [
        "trap 'echo bye' EXIT",
        'trap "" TERM',
        'unset -f trap',
        'exec 77>&-',
        'export POSIXLY_CORRECT',
        'enable -n printf',
        'alias echo=false',
        'f() { exit 3; }; f',
        'shift 5',
        '. /none/such',
        'exec "$BASH"',
        'exit 4',
      ].map((more) => `set -o posix\n${more}`),
    ),
    [],
  );
});

test('where it is lost, the reader is told why', async (t) => {
  const { run } = shellIn(t);
  assert.equal((await run('a=1')).forgotten, null);
  assert.equal((await run('a=2\nkill -9 $$')).forgotten, 'bash was ended by SIGKILL');
  const unseen = ['restart() { exec true; }; restart', 'set -n', "builtin trap 'true' EXIT", 'alias if=false'];
  for (const script of unseen) {
    assert.equal((await run(`a=2\n${script}`)).forgotten, 'bash was replaced or could not write it down', script);
    assert.equal((await run('echo $a')).output, '1\n', script);
  }
});
