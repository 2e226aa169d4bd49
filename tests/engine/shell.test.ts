/**
 * The contract of openShell(): blocks follow each other as if typed in one terminal, though each is a bash of its own.
 */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { NotStarted } from '../../server/engine/process/not-started.ts';
import { BASH, shellIn } from './shell-in.ts';

/** What a bash of the kind of 3.2 cannot express. */
const without = (feature: string) => ({ skip: BASH.old && `this bash has no ${feature}` });

/** What the second block prints after the first. */
async function then(t: TestContext, first: string, second: string): Promise<string> {
  const { run } = shellIn(t);
  await run(first);
  return (await run(second)).output;
}

test('variables and exports are carried, each as what it was', async (t) => {
  const seen = await then(t, 'a=1\nexport b=2', 'echo "$a $b"; sh -c \'echo "[$a] [$b]"\'');
  assert.equal(seen, '1 2\n[] [2]\n');
});

test('a changed and an unset variable of the reader stay so', async (t) => {
  const { run } = shellIn(t, { GREETING: 'hello', GONE: 'x' });
  await run('GREETING="$GREETING you"; unset GONE');
  assert.equal(
    (await run('echo "$GREETING ${GONE-unset}"; sh -c "echo \\${GONE-unset}"')).output,
    'hello you unset\nunset\n',
  );
});

test('a variable of bash’s own stays unset once it was unset', async (t) => {
  const seen = await then(t, 'unset HOME OLDPWD OSTYPE', 'echo "${HOME-none} ${OLDPWD-none} ${OSTYPE-none}"');
  assert.equal(seen, 'none none none\n');
});

test('quotes, newlines, dollars, backslashes and glob characters survive', async (t) => {
  const value = `it's "q" $HOME \`id\` \\n * ? ! ~ {a,b}\n\n  two\t#end\n`;
  const { run } = shellIn(t);
  await run('kept=$V', { env: { V: value } });
  assert.equal((await run('printf %s "$kept"')).output, value);
});

test('every byte but NUL survives', async (t) => {
  const { run } = shellIn(t);
  const all = Array.from({ length: 255 }, (_, index) => `\\${(index + 1).toString(8).padStart(3, '0')}`).join('');
  await run(`kept=$(printf '${all}x')`);
  const { bytes } = await run('printf %s "$kept"');
  assert.deepEqual([...bytes], [...Array.from({ length: 255 }, (_, index) => index + 1), 'x'.charCodeAt(0)]);
});

test('a value that looks like our own marks is only a value', async (t) => {
  const value = 'declare -x A="1"\n@abc functions\n@abc end\nL 4 1\n';
  const { run } = shellIn(t);
  await run('kept=$V', { env: { V: value } });
  assert.equal((await run('printf %s "$kept"; echo "${A-}"')).output, `${value}\n`);
});

test('an environment of 1 MiB is carried', async (t) => {
  const { run } = shellIn(t);
  await run('for ((i = 0; i < 64; i++)); do printf -v "big_$i" %16384s "$i"; done');
  assert.equal(
    (
      await run(
        'n=0; for ((i = 0; i < 64; i++)); do v="big_$i"; n=$((n + ${#v} - ${#v} + $(eval "echo \\${#$v}"))); done; echo $n',
      )
    ).output,
    '1048576\n',
  );
});

test('arrays are carried, sparse ones and emptied ones, too', async (t) => {
  const seen = await then(
    t,
    'a=(1 "two words" $\'three\\nlines\'); a[9]=nine; e=()',
    'echo "${#a[@]} ${a[1]} ${a[2]} ${a[9]} ${#e[@]}"',
  );
  assert.equal(seen, '4 two words three\nlines nine 0\n');
});

test('integer variables are carried', async (t) => {
  assert.equal(await then(t, 'declare -i n=3', 'n=n+4; echo "$n"'), '7\n');
});

test('associative arrays are carried', without('associative arrays'), async (t) => {
  const seen = await then(t, 'declare -A m=([x]=1 ["y z"]=2)', 'echo "${m[x]} ${m[y z]}"');
  assert.equal(seen, '1 2\n');
});

test('a read-only variable is carried writable, so that its block can run again', async (t) => {
  const { run } = shellIn(t);
  await run('readonly r=1');
  const again = await run('echo $r; readonly r=2; echo $r');
  assert.deepEqual([again.output, again.code], ['1\n2\n', 0]);
});

test('functions are carried and can be taken back; exported ones reach child shells', async (t) => {
  const { run } = shellIn(t);
  await run(
    'f() { local x=$1; echo "f $x"; }\ng() { cat <<EOF\n  here $1\nEOF\n}\nh() { echo h; }\nexport -f h\nk() { :; }',
  );
  await run('unset -f k');
  const { output } = await run('f 1; g 2; "$BASH" -c h; declare -F | grep -c -v guidepost; type k || echo no k');
  assert.match(output, /^f 1\n {2}here 2\nh\n/);
  assert.match(output, /no k\n$/);
});

test('aliases are carried, and a function is not rewritten by one', async (t) => {
  const seen = await then(
    t,
    'shopt -s expand_aliases\nsay() { echo said; }\nalias hello="echo hi" it="echo \'it is\'"\nalias echo="echo aliased"',
    'hello\nit\nsay\nunalias -a\necho plain',
  );
  assert.equal(seen, 'aliased hi\naliased it is\nsaid\nplain\n');
});

test('an alias works in the first line of the next block', async (t) => {
  assert.equal(await then(t, 'shopt -s expand_aliases; alias hi="echo hi"', 'hi'), 'hi\n');
});

test('shell options are carried', async (t) => {
  const seen = await then(
    t,
    'set +e -u +o pipefail; shopt -s nullglob extglob',
    'false; echo $-; shopt nullglob; case ab in @(ab|c)) echo ext;; esac; echo *.none; echo $nothing',
  );
  assert.match(seen, /^h?u?[a-zA-Z]*u[a-zA-Z]*\nnullglob\s+on\next\n\n.*nothing: unbound variable\n$/);
});

test('a function whose text needs extglob comes back', async (t) => {
  assert.equal(await then(t, 'shopt -s extglob\nf() { case $1 in +(a)) echo yes;; esac; }', 'f aaa'), 'yes\n');
});

test('errexit and pipefail are on at first', async (t) => {
  const { run } = shellIn(t);
  assert.equal((await run('false | true\necho no')).code, 1);
  assert.equal((await run('sh -c "exit 3"\necho no')).code, 3);
});

test('a subshell that fails ends the block', without('errexit for subshells'), async (t) => {
  assert.equal((await shellIn(t).run('(exit 3)\necho no')).code, 3);
});

test('the directory is carried, and the one before it', async (t) => {
  const { run, home } = shellIn(t);
  await run('mkdir -p "a b/c"; cd "a b/c"');
  assert.equal((await run('pwd; cd -')).output, `${home}/a b/c\n${home}\n`);
});

test('a directory deleted under us: the next block runs at home and says so', async (t) => {
  const { run, home } = shellIn(t);
  await run('mkdir gone; cd gone');
  rmSync(join(home, 'gone'), { recursive: true });
  assert.equal((await run('pwd')).output, `guidepost: ${home}/gone is gone; running in ${home}\n${home}\n`);
});

test('a block with its own directory leaves the carried one alone', async (t) => {
  const { run, home } = shellIn(t);
  mkdirSync(join(home, 'sub'));
  assert.equal((await run('pwd', { cwd: join(home, 'sub') })).output, `${home}/sub\n`);
  assert.equal((await run('pwd')).output, `${home}\n`);
});

test('a directory that does not exist is why a block does not start', async (t) => {
  const { run, home } = shellIn(t);
  await assert.rejects(run('true', { cwd: join(home, 'none') }), NotStarted);
});

test('state is carried after a failing block', async (t) => {
  const { run } = shellIn(t);
  assert.equal((await run('a=1\nfalse\na=2')).code, 1);
  assert.equal((await run('echo $a')).output, '1\n');
});

test('state is carried after exit in the middle, from a function, too', async (t) => {
  const { run } = shellIn(t);
  assert.equal((await run('a=1\nleave() { exit 7; }\nleave\na=2')).code, 7);
  assert.equal((await run('echo $a')).output, '1\n');
});

test("the author's EXIT trap fires once per block, sees the exit code and is not carried", async (t) => {
  const { run } = shellIn(t);
  const first = await run('x=1\ntrap \'echo "bye $? $x"\' EXIT\nx=2\nexit 4');
  assert.deepEqual([first.output, first.code], ['bye 4 2\n', 4]);
  assert.equal((await run('echo "$x"; trap -p EXIT')).output, '2\n');
});

test("the author's EXIT trap may change the exit code, run several commands and be taken back", async (t) => {
  const { run } = shellIn(t);
  const changed = await run("trap 'code=$?; echo one; echo two; exit 9' EXIT INT TERM\nfalse");
  assert.deepEqual([changed.output, changed.code], ['one\ntwo\n', 9]);
  assert.equal((await run('trap "echo no" 0\ntrap - EXIT\necho yes')).output, 'yes\n');
  assert.equal(
    (await run('trap "echo quoted \'it\'" exit\ntrap -p EXIT')).output,
    "trap -- 'echo quoted '\\''it'\\''' EXIT\nquoted it\n",
  );
});

test("an author's RETURN trap runs when a function returns, and for nothing of ours", async (t) => {
  const { run } = shellIn(t);
  const RETURNS: Readonly<Record<string, string>> = {
    "f() { trap 'echo r$?' RETURN; echo f; return 3; }; f || echo $?; echo end": 'f\nr0\n3\nend\n',
    "trap 'echo r' RETURN; f() { echo f; }; f": 'f\n',
    "set -T; trap 'echo r' RETURN; f() { echo f; }; f; set +T": 'f\nr\n',
    "echo echo s >s; trap 'echo r' RETURN; . ./s; trap -p RETURN; trap - RETURN; . ./s":
      "s\nr\ntrap -- 'echo r' RETURN\ns\n",
    'f() { trap \'echo "leave $1"; trap - RETURN\' RETURN; echo in; }; f a; f b': 'in\nleave a\nin\nleave b\n',
  };
  for (const [script, output] of Object.entries(RETURNS)) assert.equal((await run(script)).output, output, script);
});

test('a trap can be set again, and taken back', async (t) => {
  const { run } = shellIn(t);
  assert.equal(
    (await run("set +e; trap 'echo A' ERR; false; trap 'echo B' ERR; false; trap - ERR; false; true")).output,
    'A\nB\n',
  );
  assert.equal((await run("trap 'echo A' EXIT; trap 'echo B' EXIT")).output, 'B\n');
  assert.equal((await run("trap 'echo A' USR1; trap - USR1; trap -p USR1; trap '' USR1; kill -USR1 $$")).output, '');
});

test('what is wrong with a trap is told at the line of the block', async (t) => {
  const { run } = shellIn(t);
  const { output, code } = await run("trap 'echo x' EXIT\n\ntrap 'echo y' NOSUCH\necho never");
  assert.match(output, /^\S+\/block: line 3: trap: NOSUCH: invalid signal specification\nx\n$/);
  assert.equal(code, 1);
});

test('under xtrace a trap shows itself, and nothing of how it is set', async (t) => {
  const { run } = shellIn(t);
  assert.equal(
    (await run("set -euxo pipefail\ntrap 'set +x; echo bye' EXIT\ntrap : USR1\necho a")).output,
    "+ trap 'set +x; echo bye' EXIT\n+ trap : USR1\n+ echo a\na\nbye\n",
  );
});

test("xtrace in a file of its own holds what is the block's", without('BASH_XTRACEFD'), async (t) => {
  const { run } = shellIn(t);
  await run('exec 5>traced; BASH_XTRACEFD=5; set -x\necho a\necho b');
  assert.equal((await run('set +x; cat traced')).output, '+ set +x\n+ echo a\n+ echo b\n');
});

test('a block that ends in the middle of a command has failed', async (t) => {
  const { run } = shellIn(t);
  for (const end of ['&&', '||', '|', '&& # more\n# to come\n', '&& \\\n'])
    assert.notEqual((await run(`echo a ${end}`)).code, 0, end);
  for (const end of ['\\|', '# a |', '\n# a && b &&', '"|"']) assert.equal((await run(`echo a ${end}`)).code, 0, end);
});

test('traps in a subshell are its own', async (t) => {
  const { run } = shellIn(t);
  assert.equal(
    (await run('( trap "echo sub" EXIT; echo in )\necho "$(trap "echo comsub" EXIT; echo in2)"\necho out')).output,
    'in\nsub\nin2\ncomsub\nout\n',
  );
});

test("the author's PIPE trap is theirs again in their EXIT trap", async (t) => {
  const { run } = shellIn(t);
  assert.equal((await run("trap 'echo pipe' PIPE; trap 'kill -PIPE $$; echo bye' EXIT")).output, 'pipe\nbye\n');
  assert.equal((await run("trap '' PIPE; trap 'kill -PIPE $$; echo bye' EXIT")).output, 'bye\n');
  assert.equal((await run("trap 'kill -PIPE $$; echo bye' EXIT")).output, '');
});

test('traps of other signals work', async (t) => {
  const { run } = shellIn(t);
  assert.equal(
    (await run("trap 'echo got' USR1\nkill -USR1 $$\ntrap 'echo \"err $LINENO\"' ERR\nset +e\nfalse\ntrue")).output,
    'got\nerr 5\n',
  );
});

test('state is carried past an exec that replaces bash', async (t) => {
  const { run } = shellIn(t);
  const replaced = await run('a=1\nexec echo replaced');
  assert.deepEqual([replaced.output, replaced.code], ['replaced\n', 0]);
  assert.equal((await run('echo $a')).output, '1\n');
  assert.equal((await run('a=2\nexec 5>&1 2>&1\na=3; X=y exec "$BASH"')).code, 0);
  assert.equal((await run('echo $a')).output, '3\n');
});

test('a killed shell leaves the state as it was', async (t) => {
  const { run } = shellIn(t);
  await run('a=1');
  assert.equal((await run('a=3\nkill -9 $$')).signal, 'SIGKILL');
  assert.equal((await run('echo $a')).output, '1\n');
  assert.equal((await run('kill -TERM $$')).signal, 'SIGTERM');
  assert.equal((await run('echo $a')).output, '1\n');
});

test('a redirected exec hides nothing of the state', async (t) => {
  assert.equal(await then(t, 'a=1\nexec >/dev/null 2>&1\necho hidden', 'echo $a'), '1\n');
});

test('a syntax error names the line of the block, and what ran before it counts', async (t) => {
  const { run } = shellIn(t);
  const broken = await run('a=1\necho before\nif then\n');
  assert.match(broken.output, /^before\n.*\/block: line 3: syntax error/);
  assert.equal(broken.code, 2);
  assert.equal((await run('echo $a')).output, '1\n');
});

test('messages and $LINENO count the lines of the block, $0 and BASH_SOURCE name its file', async (t) => {
  const { run } = shellIn(t);
  const { output } = await run('echo $LINENO\n\necho "${0##*/} ${BASH_SOURCE##*/} $#"\nset +e\nnosuchcommand');
  assert.match(output, /^1\nblock block 0\n.*\/block: line 5: nosuchcommand: command not found\n$/);
});

test('return at the top level is an error, as in any script', async (t) => {
  const { run } = shellIn(t);
  assert.match((await run('return 3')).output, /can only `?return/);
});

test("nounset, xtrace and verbose show only what is the author's", async (t) => {
  const { run } = shellIn(t);
  assert.equal((await run('set -x\necho 1\nset +x')).output, '+ echo 1\n1\n+ set +x\n');
  assert.equal((await run('set -ux')).output, '');
  assert.equal((await run('echo 2')).output, '+ echo 2\n2\n');
  await run('set +x -v');
  // bash prints the text of a trap under verbose: one line of ours remains, at the end.
  assert.match((await run('echo 3')).output, /^echo 3\n3\n(if .*__guidepost_files.*\n)?$/);
});

test('$_, $? and PIPESTATUS pass from line to line', async (t) => {
  const { run } = shellIn(t);
  assert.equal(
    (await run('set +eo pipefail\necho a b\necho "$_"\nfalse | true\necho "${PIPESTATUS[*]}"\n(exit 5)\necho $?'))
      .output,
    'a b\nb\n1 0\n5\n',
  );
});

test('the codes of a pipe are known in the next line', async (t) => {
  const { run } = shellIn(t);
  assert.equal((await run('set +eo pipefail\ntrue | false | true\necho "${PIPESTATUS[*]}"')).output, '0 1 0\n');
  assert.equal((await run('false | true\nif [ "${PIPESTATUS[0]}" = 1 ]; then echo seen; fi')).output, 'seen\n');
});

test('input is at its end at once', async (t) => {
  const { run } = shellIn(t);
  assert.equal((await run('read -r x || echo "end $?"\ncat')).output, 'end 1\n');
});

test('stdout and stderr arrive in the order written, and /dev/stderr can be opened', async (t) => {
  const { run } = shellIn(t);
  assert.equal(
    (await run('for i in 1 2 3; do echo o$i; echo e$i >&2; done\necho x >/dev/stderr\necho y | tee /dev/stdout'))
      .output,
    'o1\ne1\no2\ne2\no3\ne3\nx\ny\ny\n',
  );
});

test('split output keeps the streams apart', async (t) => {
  const { run } = shellIn(t);
  const seen: Record<string, string> = {};
  await run('echo o; echo e >&2', { split: true, onOutput: (bytes, stream) => (seen[stream] = bytes.toString()) });
  assert.deepEqual(seen, { stdout: 'o\n', stderr: 'e\n' });
});

test('other languages see what is exported and where we are, and leave the state alone', async (t) => {
  const { run, home } = shellIn(t);
  await run('export A="x y"; B=hidden; mkdir sub; cd sub; kept=1');
  const { output } = await run("import os; print(os.environ['A'], os.environ.get('B'), os.getcwd())", {
    with: 'python3',
  });
  assert.equal(output, `x y None ${home}/sub\n`);
  assert.equal((await run('echo $kept')).output, '1\n');
});

test('the top-level line that runs is reported, with how the one before ended', async (t) => {
  const { run } = shellIn(t);
  const { lines, commands } = await run('f() {\n  true\n  return 3\n}\ntrue\nset +e\nf\necho a |\n  cat');
  assert.deepEqual(
    lines,
    [5, 6, 7, 8, 9, null].filter((line) => lines.includes(line)),
  );
  assert.deepEqual(commands.find(({ line }) => line === 7)?.code, 3);
});

test('the line that failed is reported, also inside a loop', async (t) => {
  const { run } = shellIn(t);
  const { commands } = await run('true\nfor i in 1 2 3; do\n  [ $i != 3 ]\n  echo $i\ndone\necho after');
  assert.deepEqual([commands.at(-1)?.line, commands.at(-1)?.code], [3, 1]);
});

test('a block that ends itself was ended by that line', async (t) => {
  const { run } = shellIn(t);
  const three = 'f() { return 3; }; ';
  for (const script of ['echo one\ntrue\nexit 3', `${three}\ntrue\n[ x = y ] || exit 3`, `${three}set +e\ntrue\nf`]) {
    const { commands } = await run(script);
    assert.deepEqual([commands.at(-1)?.line, commands.at(-1)?.code], [3, 3]);
  }
});

test('a subshell that ends the block is reported, or nothing is', async (t) => {
  const { run } = shellIn(t);
  for (const script of [
    'true\n(exit 3)',
    'set +e\n(exit 3)',
    'set +e; if true\nthen (exit 3); fi',
    'true &&\n  (exit 3)',
  ]) {
    const { commands } = await run(script);
    assert.deepEqual([commands.at(-1)?.line, commands.at(-1)?.code], BASH.old ? [undefined, undefined] : [2, 3]);
  }
});

test('what makes bash itself give up has failed, with its line', async (t) => {
  const { run } = shellIn(t);
  for (const script of [
    'true\necho ${none?no such thing}',
    'set -u\necho $none',
    'true\n. /none/such',
    'true\nif then',
  ]) {
    const { code, commands } = await run(script);
    assert.notEqual(code, 0);
    assert.ok([2, undefined].includes(commands.findLast(({ code }) => code !== 0)?.line), script);
  }
  assert.notEqual((await run('echo "never closed')).code, 0);
  assert.equal((await run('leave() { exit; }; true; leave')).code, 0);
  assert.equal(
    (await run('cat <<END\nnever closed')).output
      .split('\n')
      .filter((line) => !line.includes('here-'))
      .join(),
    'never closed,',
  );
});

test('the lines of a long loop are no longer reported, nor are those after it', async (t) => {
  const { run } = shellIn(t);
  const { commands } = await run('for ((i = 0; i < 3000; i++)); do\n  true\ndone\nset +e\nfalse');
  assert.deepEqual(
    commands.filter(({ line }) => line > 2),
    [],
  );
  assert.equal(commands.at(-1)?.line, 1);
});

test(
  'the lines of a long loop are no longer reported, except the one that fails',
  without('line numbers in ERR traps'),
  async (t) => {
    const { run } = shellIn(t);
    const { commands } = await run('i=0\nwhile true; do\n  i=$((i + 1))\n  [ $i -lt 3000 ]\ndone');
    assert.deepEqual([commands.at(-1)?.line, commands.at(-1)?.code], [4, 1]);
  },
);

test("an author's DEBUG trap is the author's", async (t) => {
  const { run } = shellIn(t);
  assert.equal((await run("trap 'echo dbg' DEBUG\ntrue\ntrap - DEBUG\necho x")).output, 'dbg\ndbg\nx\n');
});

test("an author's DEBUG trap that is still set at the end prints nothing about what we do there", async (t) => {
  const { run } = shellIn(t);
  assert.equal((await run("a=1; trap 'echo dbg' DEBUG\ntrue")).output, 'dbg\n');
  assert.equal(
    (await run("set -T; f() { echo $a; }; trap 'echo dbg' DEBUG; f; set +T")).output,
    'dbg\ndbg\ndbg\n1\ndbg\n',
  );
});

test('neither IFS nor functions named like commands disturb', async (t) => {
  const { run } = shellIn(t);
  await run('IFS=0123456789; printf() { echo mine; }; a=1\ncd() { builtin cd "$@"; }; echo() { builtin echo E "$@"; }');
  assert.equal((await run('echo "$a" "$IFS"')).output, 'E 1 0123456789\n');
});

test('inputs are exported, and win over what a block has set', async (t) => {
  const { run } = shellIn(t);
  await run('export NAME=block');
  assert.equal((await run('sh -c "echo $NAME"', { env: { NAME: 'reader' } })).output, 'reader\n');
});

test('nothing of ours is left in what programs see', async (t) => {
  const { run } = shellIn(t);
  await run('true');
  const { output } = await run('env | cut -d= -f1 | grep -i -e ^BASH_ENV -e guidepost -e ^npm_ || true');
  assert.equal(output, 'GUIDEPOST_RUN\nGUIDEPOST_SESSION\n');
});
