import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remedyFor } from '../../../src/runbook/expectation/index.ts';
import { explanation, matcherOf } from './ask.ts';

const cases: readonly (readonly [output: string, remedy: RegExp])[] = [
  ['sudo: a terminal is required to read the password\n', /write tty on the block/],
  ['EOFError: EOF when reading a line\n', /write tty on the block/],
  ['the input device is not a TTY\n', /write tty on the block/],
  ['bash: line 3: package-name: No such file or directory\n', /such as <package-name>/],
  ["bash: syntax error near unexpected token `newline'\n", /such as <package-name>/],
  [
    'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: are you root?\n',
    /put sudo/,
  ],
  ['This script must be run as root\n', /put sudo/],
  ["cp: error writing 'x': No space left on device\n", /disk is full.*df -i/],
  ["touch: cannot touch 'x': Disk quota exceeded\n", /share of the disk is used up/],
  ["mkdir: cannot create directory 'x': Read-only file system\n", /choose another folder/],
  ['OSError: [Errno 24] Too many open files\n', /ulimit -n/],
  ['MemoryError\n', /not enough memory/],
  ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n', /not enough memory/],
  ['curl: (6) Could not resolve host: exmaple.com\n', /host name is unknown/],
  [
    'psql: error: connection to server at "127.0.0.1", port 5432 failed: Connection refused\n',
    /start the server first/,
  ],
];

for (const [output, remedy] of cases)
  test(`the remedy for ${output.trim()}`, () => {
    assert.match(explanation('done', output, { exit: 1 }).hint ?? '', remedy);
  });

const codes: readonly (readonly [code: number, command: string, output: string, remedy: RegExp | null])[] = [
  [137, 'make all', 'Killed\n', /SIGKILL.*memory/],
  [139, './app', 'Segmentation fault\n', /SIGSEGV/],
  [141, 'yes | head -1', 'y\n', /SIGPIPE.*\|\| true/],
  [153, 'dd of=big', '', /ulimit -f/],
  [126, './run.sh', 'bash: line 1: ./run.sh: Permission denied\n', /chmod \+x/],
  [137, 'exit 137', '', null],
  [1, 'cat /root/x', 'cat: /root/x: Permission denied\n', null],
  [3, 'make all', 'x\n', null],
];

for (const [code, command, output, remedy] of codes)
  test(`what exit code ${code} of ${command} means`, () => {
    const told = remedyFor(
      output.split('\n').map((text) => ({ text })),
      command,
      code,
    );
    if (remedy === null) assert.equal(told, null);
    else assert.match(told ?? '', remedy);
  });

test('a line that reads and finds nobody names tty', () => {
  const found = matcherOf('hello').end(1, 'read -r -p "Name: " name');
  assert.match(found.outcome === 'failed' ? (found.explanation.hint ?? '') : '', /write tty on the block/);
});

test('an ordinary error gets no remedy that is not so', () => {
  for (const output of ['cat: notes.txt: No such file or directory\n', 'permission denied for table users\n', 'x\n'])
    assert.doesNotMatch(explanation('done', output, { exit: 1 }).hint ?? '', /tty|sudo|placeholder/, output);
});
