/**
 * Nothing that a block leaves stops the next one, nor hides what else it left. Each line below is a block; the block
 * after it is asked for a variable that was set before.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { isOlder } from '../../src/runbook/version.ts';
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
    'unset HOSTNAME HOSTTYPE MACHTYPE OSTYPE',
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
      'exec 3>&- 77>&-',
      'for fd in $(seq 3 99); do eval "exec $fd>own"; done; set -C',
    ]),
    [],
  );
});

test('a file that a block opens at our own descriptor holds what the block writes, and nothing of ours', async (t) => {
  const { run } = shellIn(t);
  const first = await run(
    'kept=1\nexec 77>own\necho x >&77\nset +e\nfalse\ntrap "echo dbg >/dev/null" DEBUG\necho y >&77',
  );
  assert.deepEqual([first.output, first.code], ['', 0]);
  // bash 3.2 opens no file at a descriptor from 10 on that is open already.
  assert.equal((await run('cat own; echo $kept')).output, BASH.old ? '1\n' : 'x\ny\n1\n');
});

test('nothing that has become of its directory', async (t) => {
  const gone = [
    'rmdir ../d',
    'rm -rf "$PWD"; cd .. 2>/dev/null',
    'mv ../d ../e',
    'rmdir ../d; touch ../d',
    'rmdir ../d; ln -s loop ../d',
  ];
  const where = [
    'pushd . >/dev/null; rmdir ../d',
    'mkdir -- "-x $\'y"; cd -- "-x $\'y"',
    'ln -s . l; cd l',
    'cd //tmp',
    'umask 777; cd /',
  ];
  assert.deepEqual(
    await after(
      t,
      [...gone, ...where, 'chmod 000 .'].map((block) => `mkdir d && cd d\n${block}`),
    ),
    [],
  );
});

test('nor does a pipe that a block opens there receive anything of ours', async (t) => {
  const { run } = shellIn(t);
  const first = await run('kept=1\nexec 77>&-\nexec 77> >(cat >own)\necho x >&77\nset +e\nfalse\nsleep 0.1');
  assert.deepEqual([first.output, first.code, first.forgotten], ['', 0, null]);
  assert.equal((await run('cat own; echo $kept')).output, 'x\n1\n');
});

const asRoot = { skip: process.getuid?.() === 0 && 'root enters every directory' };

test('a directory that cannot be entered is reported, and the next block can open it again', asRoot, async (t) => {
  const { run, home } = shellIn(t);
  await run('mkdir d; cd d; chmod 000 .');
  assert.equal(
    (await run('chmod 700 d; pwd')).output,
    `guidepost: ${home}/d cannot be entered; running in ${home}\n${home}\n`,
  );
});

test('nothing that people paste', async (t) => {
  const blocks = [
    'set -euo pipefail\nfalse',
    'set -u\necho $nosuch',
    'set -t\necho more',
    'return 5',
    'break; continue',
    'if true',
    'echo "open',
    'cat <<EOF\nopen',
    'echo open \\',
    'x=1\r\necho x\r',
    "trap 'exit 3' EXIT",
    'd=$(mktemp -d); trap \'rm -rf "$d"\' EXIT',
    "set -eE; trap 'exit 9' ERR; false",
    "trap 'echo $LINENO' DEBUG RETURN",
    "trap '' HUP INT TERM QUIT PIPE USR1 USR2 CHLD",
    'kill -INT $$',
    'exec "$BASH"',
    'exec -l bash',
    'exec nosuch',
    'exec >/dev/null',
    'exec >log 2>&1',
    'exec > >(cat >log) 2>&1',
    'exec 3>x 5>tr 9<x; BASH_XTRACEFD=5; set -x; echo',
    'ulimit -f 0',
    'ulimit -n 10',
    'ulimit -c 0 -s 4096',
    'hash -p /none/such ls; hash -p /bin/false true',
    'echo exit 4 >e.sh; export BASH_ENV=$PWD/e.sh ENV=$PWD/e.sh',
    'for v in $(compgen -v); do case $v in kept | __guidepost*) ;; *) unset "$v" ;; esac; done 2>/dev/null; true',
    'for v in $(compgen -v); do export "$v"; done 2>/dev/null; true',
    'unalias -a; for f in $(compgen -A function); do unset -f $f; done',
    'PWD=/none; OLDPWD=/none; unset PWD; SHLVL=1000; OPTIND=7; SECONDS=5; RANDOM=1',
    'export -n PATH HOME',
    'function a-b { :; }; function a.b { :; }; function ns::x { :; }; cd() { builtin cd "$@" && ls; }',
    'deactivate() { unset -f deactivate; }; PATH=$PWD/v/bin:$PATH; hash -r; PS1="(v) "; export PATH PS1',
    'nvm() { local V=20; case $1 in use) export NVM_BIN=x ;; esac; { :; } 2>&1 | cat; }; nvm use 20',
    '__conda_exe() ( "$CONDA_EXE" "$@" ); conda() { \\local cmd="$1"; __conda_exe; }; export CONDA_SHLVL=1',
    'set -o history -o histexpand; history -s "echo hi"',
    "v='declare -x kept=\"2\"\ndeclare -- y'; w=$'\"\\n)\\n'; q='\"`$\\'",
    'a[5]=five; a[9]="n i n e"; unset a[9]; declare -i n=3+4',
    "a=$'\\377\\376\\001\\n'; export b=$'\\200\\n\\n'",
    'declare -n r=kept; declare -n l=l; declare -u U=a; declare -A m=(["]"]=1 [a b]=2); true',
    'big=$(head -c 1000000 /dev/zero | tr "\\0" x)',
    'for i in $(seq 1 2000); do export "v$i=value of $i"; done',
    'shopt -s lastpipe inherit_errexit compat31 localvar_inherit 2>/dev/null; set +B +h; true',
    'sleep 1 & disown; coproc cat; true',
  ];
  assert.deepEqual(
    await after(
      t,
      blocks.map((block) => `{ :; } 2>/dev/null\n${block}`),
    ),
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

test('if the state is lost, the page says why', async (t) => {
  const { run } = shellIn(t);
  assert.equal((await run('a=1')).forgotten, null);
  assert.equal((await run('a=2\nkill -9 $$')).forgotten, 'bash was ended by SIGKILL');
  const unseen = [
    'restart() { exec true; }; restart',
    'set -n',
    'set -r',
    "builtin trap 'true' EXIT",
    'alias if=false',
    'ulimit -n 3',
  ];
  for (const script of unseen) {
    assert.equal((await run(`a=2\n${script}`)).forgotten, 'bash was replaced or could not write it down', script);
    assert.equal((await run('echo $a')).output, '1\n', script);
  }
});

test('an alias works in the next block, and in the next line', async (t) => {
  const { run } = shellIn(t);
  assert.equal((await run("alias k=echo hi='echo \"it'\\''s\"'\nk here")).output, 'here\n');
  assert.equal((await run('k works; hi\nunalias k\ntype k 2>/dev/null || echo gone')).output, "works\nit's\ngone\n");
  assert.equal((await run('shopt -u expand_aliases')).code, 0);
  assert.match((await run('hi')).output, /hi: command not found/);
});

test('an alias may begin with a dash, or have a value of several lines', async (t) => {
  const { run, home } = shellIn(t);
  await run(`alias -- -='cd -' --='echo dashes' lines='printf "%s\\n" "one\nalias -x=y"'\nmkdir d; cd d`);
  assert.equal((await run('-\n--\nlines')).output, `${home}\ndashes\none\nalias -x=y\n`);
});

test('umask is carried', async (t) => {
  const { run } = shellIn(t);
  await run('umask 077');
  assert.equal((await run('umask; mkdir d; ls -ld d | cut -c1-10')).output, '0077\ndrwx------\n');
});

test('positional parameters are carried, each byte of them', async (t) => {
  const { run } = shellIn(t);
  const words = `set -- one 'two words' '' "it's" $'new\\nline' '~' 'a=~/b' '\\back' $'\\377\\1~' ' '`;
  await run(words);
  assert.equal(
    (await run(`[ "$#" = 10 ]; kept=("$@"); ${words}; [ "\${kept[*]}" = "$*" ]; echo "$2"`)).output,
    'two words\n',
  );
  assert.equal((await run('f() { set -- inner; exit 0; }; f')).code, 0);
  assert.equal((await run('echo "$# $1"; shift 10; exit')).output, '10 one\n');
  assert.equal((await run('echo "$#"')).output, '0\n');
});

const HERE_DOCUMENTS = `f1() {
  cat <<EOF | tr a-z A-Z
up $1
EOF
  cat <<EOF && echo and || echo or
text
EOF
  if cat <<'E O F' | grep -q q; then echo found; fi
q $x
E O F
  while read -r line; do echo "[$line]"; done <<-EOF | sort -r
	1
	2
	EOF
  cat /dev/fd/3 - 3<<A <<B | cat
a
A
b
B
  : <<EOF &
EOF
  wait
}`;

test('functions are carried whatever follows their here-documents', async (t) => {
  const { run } = shellIn(t);
  const text = 'UP X\ntext\nand\nfound\n[2]\n[1]\na\nb\n';
  assert.equal((await run(`${HERE_DOCUMENTS}\nz() { echo z; }\nf1 x`)).output, text);
  assert.equal((await run('f1 x; z')).output, `${text}z\n`);
});

test('functions are carried whatever their names are', async (t) => {
  const { run } = shellIn(t);
  const names = ['a-b', 'a.b', 'a::b', 'a/b', '@a', '1f', 'é', 'a=b', 'if', 'time', '[[', '!', '{', '-x', 'z'];
  await run(names.map((name) => `function ${name} { echo "named ${name}"; }`).join('\n'));
  for (const name of names) {
    // A quoted word is neither reserved nor an assignment.
    assert.equal((await run(`'${name}'`)).output, `named ${name}\n`, name);
  }
});

test('a function that needs extglob is carried, and extglob is as it was', async (t) => {
  const { run } = shellIn(t);
  await run('shopt -s extglob\nf() { case $1 in +(a|b)) echo yes ;; esac; }\nshopt -u extglob\nz() { echo z; }');
  assert.match((await run('z; shopt extglob || shopt -s extglob; f abab')).output, /^z\nextglob\s+off\nyes\n$/);
});

test('a function that bash cannot read again is reported, and nothing else is lost', async (t) => {
  const { shell } = shellIn(t);
  const functions = ['a', "b's"].map((name) => `${name} () \n{ \n    if\n}\n`).join('') + 'c () \n{ \n    echo c\n}\n';
  const { run } = shellIn(t, {}, { ...shell.state, functions });
  const lost = (name: string) =>
    `guidepost: the function ${name} is lost: bash cannot read again what it has printed of it\n`;
  assert.equal((await run('c')).output, `${lost('a')}${lost("b's")}c\n`);
  assert.equal((await run('c')).output, 'c\n');
});

test('what is exported keeps its bytes, and stays without a value if it has none', async (t) => {
  const { run } = shellIn(t, { LC_ALL: 'C.UTF-8' });
  await run(`export BYTES=$'\\377\\200 \\303\\251' NONE; list[1]=$'\\1\\177\\1b'`);
  const { bytes } = await run('printf "%s" "$BYTES"; sh -c \'printf "%s" "$BYTES"\'; echo "${NONE-none}"');
  assert.equal(bytes.toString('latin1'), '\xff\x80 \xc3\xa9\xff\x80 \xc3\xa9none\n');
  await run(':');
  assert.deepEqual([...(await run('printf %s "${list[1]}"')).bytes], [1, 127, 1, 98]);
});

test('getopts continues in the next block, and stays as silent as it was set to be', async (t) => {
  const { run } = shellIn(t);
  await run('set -- -a -b x rest; getopts ab: option; OPTERR=0');
  const next = await run('getopts ab: option; echo $option $OPTARG; shift $((OPTIND - 1)); echo $1 $OPTERR');
  assert.equal(next.output, 'b x\nrest 0\n');
});

test('the stack of pushd is carried', async (t) => {
  const { run, home } = shellIn(t);
  await run('mkdir -p "a b" c; pushd "a b"; pushd ../c');
  assert.equal(
    (await run('dirs -l -p; popd; pwd')).output,
    `${home}/c\n${home}/a b\n${home}\n~/a b ~\n${home}/a b\n`.replaceAll('~', home),
  );
  assert.equal((await run('dirs -l -p')).output, `${home}/a b\n${home}\n`);
});

test('a variable is carried whatever its name begins with, and only what bash gives itself is not', async (t) => {
  const { run } = shellIn(t);
  await run('export BASH_PROJECT_DIR=/p GUIDEPOST_URL=u BASHRC=r BASH_ENV=/none/such EPOCH=e UIDS=i; BASH_COLOR=1');
  assert.equal(
    (await run('echo $BASH_PROJECT_DIR $GUIDEPOST_URL $BASHRC $BASH_ENV $EPOCH $UIDS $BASH_COLOR')).output,
    '/p u r /none/such e i 1\n',
  );
  assert.equal((await run('sh -c "echo \\$BASH_PROJECT_DIR \\$BASH_COLOR"')).output, '/p\n');
});

test('a directory whose name is not UTF-8 is carried, and the one before it', async (t) => {
  const { run, home } = shellIn(t);
  await run(`mkdir a; cd a; d=$'caf\\351 \\'q\\'\\n'; mkdir "$d" && cd "$d"`);
  const { output } = await run('[ "${PWD##*/}" = "$d" ] && /bin/pwd | wc -l; cd -');
  assert.deepEqual(
    output.split('\n').map((line) => line.trim()),
    ['2', `${home}/a`, ''],
  );
});

test('a language that is not installed is reported where it is set, and not again', async (t) => {
  const { run } = shellIn(t);
  await run('export LC_ALL=xx_YY.UTF-8');
  assert.equal((await run('echo "$LC_ALL"; sh -c \'echo "$LC_ALL"\'')).output, 'xx_YY.UTF-8\nxx_YY.UTF-8\n');
  assert.equal((await shellIn(t, { LC_ALL: 'xx_YY.UTF-8' }).run('echo first')).output, 'first\n');
});

const listsLocals = { skip: isOlder(BASH.version, '5') && 'this bash does not list them at its end' };

test('local variables of a function that ends the block hide nothing', listsLocals, async (t) => {
  const { run } = shellIn(t);
  await run('a=1; b=2');
  await run('f() { local a=inner c=inner; b=3; exit 1; }; f');
  assert.equal((await run('echo "$a $b ${c-none}"')).output, '1 3 none\n');
});

test('what a block exports reaches programs, not the start of bash', async (t) => {
  const { run } = shellIn(t);
  await run('export LD_LIBRARY_PATH=/none/such SHELLOPTS');
  assert.equal((await run('sh -c \'echo "$LD_LIBRARY_PATH"\'')).output, '/none/such\n');
});
