import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guide, onlyBlock } from './guide.ts';

const SESSIONS: Readonly<Record<string, [pasted: string, script: string, expected: readonly string[]]>> = {
  'a blank line before the next prompt need not be printed': [
    '$ echo a\na\n\n$ echo b\nb',
    'echo a\necho b\n',
    ['a', ' (?)', '$ echo b', 'b'],
  ],
  'a blank line within what was printed is printed': ['$ x\na\n\nb\n$ y', 'x\ny\n', ['a', '', 'b', '$ y']],
  'an indented session': ['  $ echo a\n  a\n    b\n  $ echo c\n  c', 'echo a\necho c\n', ['a', '  b', '$ echo c', 'c']],
  'only the prompts are indented': ['  $ echo a\na', 'echo a\n', ['a']],
  'a continued command': ['$ echo a \\\n> b\na b', 'echo a \\\nb\n', ['a b']],
  'a continued command without its prompt': ['$ echo a \\\n    b\na b', 'echo a \\\n    b\n', ['a b']],
  'a pipe that goes on': ['$ echo a |\n  cat &&\n  true\na', 'echo a |\n  cat &&\n  true\n', ['a']],
  'a here-document as it is typed': ["$ cat <<'EOF'\n> a\n> EOF\na", "cat <<'EOF'\na\nEOF\n", ['a']],
  'a here-document without prompts': ['$ cat <<EOF\na\n\nEOF\na', 'cat <<EOF\na\n\nEOF\n', ['a']],
  'a loop': ['$ for i in 1; do\n    echo $i\n  done\n1', 'for i in 1; do\n    echo $i\n  done\n', ['1']],
  'a loop in a loop': [
    '$ while x; do\n    for i in 1; do\n      y\n    done\n  done\n1',
    'while x; do\n    for i in 1; do\n      y\n    done\n  done\n',
    ['1'],
  ],
  'a loop in one line': ['$ for i in 1; do echo $i; done\n1', 'for i in 1; do echo $i; done\n', ['1']],
  'a function': ['$ f() {\n  echo 1\n}\n$ f\n1', 'f() {\n  echo 1\n}\nf\n', ['$ f', '1']],
  'an open quote': ['$ echo "a\nb"\na\nb', 'echo "a\nb"\n', ['a', 'b']],
  'an apostrophe that opens nothing': ["$ echo it\\'s # don't\nit's", "echo it\\'s # don't\n", ["it's"]],
  'a here-string is none': ['$ cat <<<a\na', 'cat <<<a\n', ['a']],
  'prompts of other shells': [
    '(venv) $ a\nme@host:~/dir$ b\nme@mac dir % c\nroot@host:/# d\n1',
    'a\nb\nc\nd\n',
    ['me@host:~/dir$ b', 'me@mac dir % c', 'root@host:/# d', '1'],
  ],
  'prompts of the bash of macOS, and of one without a start file': [
    'Macs-Air:~ me$ a\nMacs-Air:my-project me$ b\nbash-3.2$ c\nsh-5.1# d\n1',
    'a\nb\nc\nd\n',
    ['Macs-Air:my-project me$ b', 'bash-3.2$ c', 'sh-5.1# d', '1'],
  ],
  'prompts of Fedora, and of themes': [
    '[me@host dir]$ a\n(base) [root@host ~]# b\n❯ c\n➜  dir git:(main) ✗ d\n➜  ~ e\n1',
    'a\nb\nc\nd\ne\n',
    ['(base) [root@host ~]# b', '❯ c', '➜  dir git:(main) ✗ d', '➜  ~ e', '1'],
  ],
  'lines that only look like a prompt': [
    '$ a\nerror: it costs 5$ or so\n[me] $\nnote:x y\nbash-3.2\n❯❯ b\nsize: 10 kB\n[a@b] #1',
    'a\n',
    ['error: it costs 5$ or so', '[me] $', 'note:x y', 'bash-3.2', '❯❯ b', 'size: 10 kB', '[a@b] #1'],
  ],
  'a comment before the next command': ['$ a\n1\n\n# then\n$ b\n2', 'a\nb\n', ['1', ' (?)', '# then (?)', '$ b', '2']],
  'a comment above the first command': ['# first\n$ a\n1', 'a\n', ['1']],
  'a line with # that is printed': ['$ cat README.md\n# Title\n$ b', 'cat README.md\nb\n', ['# Title', '$ b']],
  'percent signs of others': ['$ curl x\n  % Total\n50% done', 'curl x\n', ['  % Total', '50% done']],
};

for (const language of ['console', 'shell-session', 'bash', 'sh', 'zsh']) {
  for (const [what, [pasted, script, expected]] of Object.entries(SESSIONS)) {
    test(`${language}: ${what}`, () => {
      const block = onlyBlock(`'''${language}\n${pasted}\n'''`);
      assert.equal(block.script, script);
      assert.deepEqual(block.expectations[0]?.lines ?? [], expected);
      assert.equal(block.language, 'console');
      assert.equal(block.typed, true);
    });
  }
}

test('exit marks stand as the last line of what a command printed', () => {
  for (const mark of ['[2]', '? 2']) {
    const block = onlyBlock(`'''console\n$ ls x\nno x\n${mark}\n\n$ echo '[2]' more\n[2] more\n'''`);
    assert.match(block.script, /^ls x\ncase \$\? in 2\) \(exit 2\) ;; .* esac\necho '\[2\]' more\n$/);
    assert.deepEqual(block.expectations[0]?.lines, ['no x', ' (?)', "$ echo '[2]' more", '[2] more']);
    assert.deepEqual(block.expectations[0]?.at, [3, 5, 6, 7]);
  }
});

test('commands alone, with prompts, are an ordinary step', () => {
  const block = onlyBlock("'''bash\n# first\n$ cd /tmp\n\n# then\n$ make\n'''");
  assert.deepEqual([block.script, block.typed, block.expectations], ['cd /tmp\nmake\n', false, []]);
});

test('a session without a prompt is only shown', () => {
  for (const language of ['console', 'shellsession']) assert.deepEqual(guide(`'''${language}\noutput\n'''`).blocks, []);
});

test('a script that mentions a prompt is a script', () => {
  const block = onlyBlock("'''bash\ncat <<EOF\n$ not typed\nEOF\n'''");
  assert.deepEqual([block.language, block.typed, block.script], ['bash', false, 'cat <<EOF\n$ not typed\nEOF\n']);
});
