import { test } from 'node:test';
import assert from 'node:assert/strict';
import { explanationText } from '../../../src/runbook/expectation/index.ts';
import { early, explanation, matcherOf } from './ask.ts';

test('the banner with a cross instead of a check mark', () => {
  const banner = [
    'Checking',
    ...Array.from({ length: 13 }, (_, at) => `✓ part ${at + 1}`),
    'ALL CRITICAL DEPENDENCIES VALIDATED ✓',
  ];
  const output = banner.with(14, 'ALL CRITICAL DEPENDENCIES VALIDATED ✗');
  assert.equal(
    explanationText(explanation(`...\n${banner.join('\n')}\n...`, `INFO start\n${output.join('\n')}\n`)),
    `14 of 15 lines matched; line 15 never came.

Line 16 of the output is closest to line 15 of the check:
  expected  ALL CRITICAL DEPENDENCIES VALIDATED ✓
                                                ^
  saw       ALL CRITICAL DEPENDENCIES VALIDATED ✗
                                                ^
  expected ✓ U+2713 CHECK MARK, saw ✗ U+2717 BALLOT X

Check (-) and output (+):
  … 1 line of the output
  … 11 lines agree
    ✓ part 11
    ✓ part 12
    ✓ part 13
  - ALL CRITICAL DEPENDENCIES VALIDATED ✓
  + ALL CRITICAL DEPENDENCIES VALIDATED ✗`,
  );
});

const sentences: readonly (readonly [what: string, check: string, output: string, sentence: string, words?: object])[] =
  [
    ['a line that never came', 'a\nb\nc', 'a\nb\n', '2 of 3 lines matched; line 3 never came.'],
    [
      'a line in the place of another',
      'a\nb\nc',
      'a\nx\n',
      '1 of 3 lines matched; expected “b”, but line 2 of the output says “x”.',
    ],
    ['a line that was left out', 'a\nb\nc', 'a\nc\n', '2 of 3 lines matched; line 2 never came.'],
    [
      'a line between two that matched',
      'a\nb',
      'a\nx\nb\n',
      'All 2 lines matched, but line 2 of the output is not in the check.',
    ],
    ['a line behind ..., which is not counted', '...\na\n...\nb', 'a\nx\n', '1 of 2 lines matched; line 2 never came.'],
    [
      'a line that is missing in any order',
      'a\nb\n...',
      'b\nx\n',
      '1 of 2 lines matched; line 1 never came.',
      { unordered: true },
    ],
    [
      'a line too many in any order',
      'a\nb',
      'b\nx\na\n',
      'All 2 lines matched, but line 2 of the output is not in the check.',
      { unordered: true },
    ],
    ['nothing at all', 'a\nb', '', 'No output came; 2 lines were expected.'],
    ['too much', 'a', 'a\nb\n', 'The one line matched, but line 2 of the output is not in the check.'],
    ['anything where nothing should come', '', 'a\n', 'The check expects no output, but 1 line came.'],
    [
      'the exit code',
      'a\nb',
      'a\nb\n',
      'All 2 lines matched, but the program ended with exit code 3, not 0.',
      { exit: 3 },
    ],
    [
      'a signal',
      'a\nb',
      'a\nb\n',
      'All 2 lines matched, but a signal ended the program; exit code 0 was expected.',
      { exit: null },
    ],
    [
      'a forbidden line',
      'x\nb',
      'a\nb\n',
      'Line 2 of the output is forbidden by line 2 of the check, “b”.',
      { never: true },
    ],
  ];

for (const [what, check, output, sentence, words] of sentences)
  test(`the sentence for ${what}`, () => assert.equal(explanation(check, output, words).sentence, sentence));

const earlySentences: readonly (readonly [
  what: string,
  check: string,
  output: string,
  sentence: string,
  words?: object,
])[] = [
  [
    'a line in the place of another',
    '==\nA\n==\n✓ a\n✓ b\n==\nB\n==',
    '==\nA\n==\n✓ a\n✗ b\n',
    '4 of 8 lines matched so far; expected “✓ b”, but line 5 of the output says “✗ b”.',
  ],
  [
    'a line that was left out',
    'a\nb\nc',
    'a\nc\n',
    '2 of 3 lines matched so far; line 2 of the check should have come before line 2 of the output.',
  ],
  ['too much', 'a', 'a\nb\n', 'The one line matched so far, but line 2 of the output is not in the check.'],
  [
    'a line too many in any order',
    'a\nb',
    'b\nx\n',
    '1 of 2 lines matched so far, but line 2 of the output is not in the check.',
    { unordered: true },
  ],
];

for (const [what, check, output, sentence, words] of earlySentences)
  test(`the sentence for ${what}, while the program runs`, () =>
    assert.equal(early(check, output, words).sentence, sentence));

const hints: readonly (readonly [what: string, check: string, output: string, hint: RegExp, words?: object])[] = [
  ['exit code', 'a', 'a\n', /^If exit code 2 is right, write exit=2 on the check\.$/, { exit: 2 }],
  [
    'an exit code before the end',
    'a\nb',
    'a\n',
    /exit code 1\. It may have stopped before it reached this line/,
    { exit: 1 },
  ],
  [
    'the last words of a program that failed',
    '...\nready',
    'starting\nThe service was NOT started.\n======\n\n',
    /^The program ended with exit code 1; the last line it printed: The service was NOT started\.$/,
    { exit: 1 },
  ],
  [
    'a success that should be a failure',
    'a',
    'a\n',
    /^The program succeeded, but the check expects exit code/,
    { wantExit: 1 },
  ],
  ['case', 'Done', 'done\n', /Only upper and lower case differ/],
  ['leading blanks', '  done', 'done\n', /Only the spaces at the start of the line differ/],
  ['blanks within', 'a  b', 'a b\n', /Only the number of spaces differs/],
  ['tabs', 'a\tb', 'a b\n', /Only tabs and spaces differ/],
  ['order', '...\na\nb\n', 'b\na\n', /in another order\. To accept any order, write unordered/],
  ['order, of the whole output', 'a\nb', 'b\na\n', /in another order\. To accept any order, write unordered/],
  ['more at the end', 'a', 'a\nb\n', /continues after the last line of the check\. To allow that, end the check/],
  [
    'more at the start',
    'done',
    'b\ndone\n',
    /begins before the first line of the check\. To allow that, begin the check/,
  ],
  [
    'a placeholder that is none',
    '[VERSOIN]',
    '1.2\n',
    /\[VERSOIN\] is plain text here; the placeholder is \[VERSION\]/,
  ],
  [
    'blanks in a placeholder',
    'Poetry [v=VERSION >= 2.0]',
    'Poetry 2.1\n',
    /^\[v=VERSION >= 2\.0\] is plain text here; the placeholder is \[v=VERSION>=2\.0\]\.$/,
  ],
  ['a comparison', 'Poetry [VERSION>=2.0]', 'Poetry 1.8.3\n', /^1\.8\.3 is a VERSION, but not >=2\.0\.$/],
  [
    'a comparison beside [..]',
    'see [..][VERSION>=2.0]',
    'see poetry 1.2.0\n',
    /^1\.2\.0 is a VERSION, but not >=2\.0\.$/,
  ],
  ['another kind', 'Poetry [VERSION]', 'Poetry latest\n', /^latest is not a VERSION; 2\.1\.0rc1 would be one\.$/],
  ['a kind that begins with a vowel', 'took [INT] s', 'took no s\n', /^no is not an INT; 42 would be one\.$/],
  ['a captured value', 'port [p=PORT]\nGET :[p]/', 'port 8000\nGET :8001/\n', /^Here, \[p\] is 8000\.$/],
];

for (const [what, check, output, hint, words] of hints)
  test(`the hint for ${what}`, () => assert.match(explanation(check, output, words).hint ?? '', hint));

test('hints while the program runs', () => {
  assert.match(early('a\nb', 'b\n').hint ?? '', /is further down in the check.*unordered/);
  assert.match(early('done\n...', 'b\n').hint ?? '', /other lines may come first, begin the check with a line \.\.\./);
});

test('no hint guesses at lines that may come first where the end will tell, or where an error is named', () => {
  assert.equal(early('done', 'b\n').hint, null);
  assert.equal(early('done\n...', 'bash: line 1: serve: command not found\n').hint, null);
});

/** What programs say when they fail, and the line that says why. */
const failures: readonly (readonly [what: string, output: string, said: string])[] = [
  [
    'a traceback',
    `Traceback (most recent call last):
  File "main.py", line 1, in <module>
    import asyncpg
ModuleNotFoundError: No module named 'asyncpg'`,
    "ModuleNotFoundError: No module named 'asyncpg'",
  ],
  [
    'an error with the statement behind it',
    `sqlalchemy.exc.ProgrammingError: (driver) relation "users" does not exist
[SQL: SELECT 1
FROM users]
(Background on this error at: https://example.org/f405)`,
    'sqlalchemy.exc.ProgrammingError: (driver) relation "users" does not exist',
  ],
  [
    'the cause before its consequences',
    `LOG:  could not bind IPv4 address "127.0.0.1": Address already in use
WARNING:  could not create listen socket
FATAL:  could not create any TCP/IP sockets
LOG:  database system is shut down`,
    'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use',
  ],
  ['a shell', 'step: line 3: poetry: command not found\nsee the manual', 'step: line 3: poetry: command not found'],
  [
    'a client',
    `psql: error: connection to server at "127.0.0.1", port 5432 failed: Connection refused
\tIs the server running on that host and accepting TCP/IP connections?`,
    'psql: error: connection to server at "127.0.0.1", port 5432 failed: Connection refused',
  ],
  [
    'npm',
    `npm warn deprecated old@1.0.0
npm error canceled due to missing packages
npm error A complete log of this run can be found in: debug-0.log`,
    'npm error canceled due to missing packages',
  ],
  ['Node', 'Error: Port 5173 is already in use\n    at listen (node.js:1:1)', 'Error: Port 5173 is already in use'],
  ['a compiler', 'main.c:3:5: error: expected ;\n    3 | int x\n      |     ^', 'main.c:3:5: error: expected ;'],
  ['Rust', 'error[E0432]: unresolved import `foo`\n --> src/main.rs:1:5', 'error[E0432]: unresolved import `foo`'],
  [
    'Java',
    'Exception in thread "main" java.lang.RuntimeException: no\n\tat A.b\nCaused by: java.net.ConnectException: Connection refused',
    'Caused by: java.net.ConnectException: Connection refused',
  ],
  ['git', 'fatal: not a git repository: gone\nhint: see git help', 'fatal: not a git repository: gone'],
  [
    'pip',
    'ERROR: No matching distribution found for foo\nWARNING: pip is old',
    'ERROR: No matching distribution found for foo',
  ],
];

for (const [what, output, said] of failures)
  test(`the hint quotes what went wrong, as ${what} says it`, () => {
    assert.equal(
      explanation('ready', output, { exit: 1 }).hint?.replace(
        /\. (?:Another program is using this port: stop it, or use another port|Install that program, or correct its name in the block|Nothing listens at that address: start the server first, or correct the port)\.$/,
        '',
      ),
      `The program ended with exit code 1 and said: ${said}`,
    );
    assert.equal(
      explanation('...\nready\n...', `${output}\n${'...\n'.repeat(5)}go\non\nto\nthe end\n`).hint,
      `The output says: ${said}`,
    );
  });

test('of a long line both ends are quoted', () => {
  const { hint } = explanation('ready', `error: ${'x'.repeat(500)}: No such file or directory`, { exit: 1 });
  assert.match(hint ?? '', /said: error: x+ … x+: No such file or directory$/);
});

test('an error that [..] has matched is told; one that the check itself asks for is not', () => {
  const said = 'du: cannot access gone: No such file or directory';
  assert.match(explanation('[..]', said, { exit: 1 }).hint ?? '', /^The program ended with exit code 1 and said: du: /);
  assert.match(
    explanation('[..]No such file[..]', said, { exit: 1 }).hint ?? '',
    /^If exit code 1 is right, write exit=1/,
  );
});

test('that nothing went wrong is not quoted as an error', () => {
  assert.equal(
    explanation('...\nready\n...', 'compiled with 0 errors\nno error: fine\nWARNING: failed: old\na\nb\nc\n').hint,
    null,
  );
});

test('the command that ended a program is named where it is known', () => {
  const hint = (check: string, output: string) => {
    const matcher = matcherOf(check);
    matcher.push(output);
    const verdict = matcher.end(1, 'test -x start.sh');
    return verdict.outcome === 'passed' ? null : verdict.explanation?.hint;
  };
  assert.equal(hint('ready', ''), 'The program ended with exit code 1 at this line: test -x start.sh');
  assert.match(hint('a\nready', 'a\n') ?? '', /exit code 1 at this line: test -x start\.sh$/);
  assert.match(hint('a', 'a\n') ?? '', /write exit=1 on the check\. It came from this line: test -x start\.sh$/);
});

test('a line that matched is never called missing because of what follows it', () => {
  const noise = Array.from({ length: 100 }, (_, at) => `  at ${at}`);
  const { sentence, nearest, diff } = explanation('...\nUpgrade [INT]', ['start', 'Upgrade 1', ...noise].join('\n'));
  assert.equal(sentence, 'The one line matched, but line 3 of the output is not in the check.');
  assert.equal(nearest, null);
  assert.deepEqual(
    diff.map(({ sign, text }) => `${sign} ${text}`),
    [
      '… 1 line of the output',
      '  Upgrade [INT]',
      ...noise.slice(0, 5).map((text) => `+ ${text}`),
      '… 90 lines of the output',
      ...noise.slice(-5).map((text) => `+ ${text}`),
    ],
  );
});

test('where the output ends without the line and none is near to it, the difference shows how it ended', () => {
  const { nearest, diff } = explanation(
    '...\nNo dependencies to install or update\n...',
    'Resolving dependencies...\n\nPackage operations: 1 install\n\n  - Installing iniconfig\n',
  );
  assert.equal(nearest, null);
  assert.deepEqual(
    diff.map(({ sign, text }) => `${sign} ${text}`),
    [
      '- No dependencies to install or update',
      '+ Resolving dependencies...',
      '+ ',
      '+ Package operations: 1 install',
      '+ ',
      '+   - Installing iniconfig',
    ],
  );
});

test('a line that only shares letters is not called near', () => {
  const traceback = 'Traceback (most recent call last):\n    from _pytest.config import _console_main\n';
  for (const check of ['pytest [VERSION]', '{"status":"ok",[..]}', 'alembic is there: [VERSION]'])
    assert.equal(explanation(check, traceback).nearest, null);
});

test('a line that stands elsewhere is out of order, not missing', () => {
  const { sentence, nearest, hint, diff } = explanation('...\nready\ndone [INT]\n...', 'done 3\nready\nx\n');
  assert.equal(sentence, '1 of 2 lines matched; line 1 of the check came out of order, as line 2 of the output.');
  assert.equal(nearest, null);
  assert.match(hint ?? '', /^All lines came, in another order\..* unordered/);
  assert.ok(diff.some(({ sign, text }) => sign === '+' && text === 'ready'));
});

test('any order is only recommended where it would pass', () => {
  assert.match(explanation('a1\nb2', 'b2\na1\n').hint ?? '', /unordered/);
  assert.equal(explanation('a1\nb2', 'b2\nc3\na1\n').hint, null);
});

test('a line that came and was not the last, of a program that runs on', () => {
  const { sentence, hint } = explanation('...\nready', 'ready\nGET /\n', { partial: true });
  assert.equal(sentence, '0 of 1 line matched so far; line 1 came as line 1 of the output, but other lines followed.');
  assert.equal(hint, 'If other lines may follow, end the check with a line ...');
});

test('that a value is of another kind is said only where all else fits', () => {
  assert.match(explanation('users: [INT]', 'users: none').hint ?? '', /^none is not an INT/);
  assert.equal(explanation('users: [INT] in all', 'users: none at all').hint, null);
});

const lookalikes: readonly (readonly [check: string, output: string, text: string])[] = [
  ['say “yes”', 'say "yes"', 'expected “ U+201C LEFT DOUBLE QUOTATION MARK, saw " U+0022 QUOTATION MARK'],
  ['a - b is fine', 'a – b is fine', 'expected - U+002D HYPHEN-MINUS, saw – U+2013 EN DASH'],
  ['a b is fine', 'a\u00a0b is fine', 'expected U+0020 SPACE, saw U+00A0 NO-BREAK SPACE'],
  ['password is set', 'p\u0430ssword is set', 'expected a U+0061, saw \u0430 U+0430 CYRILLIC SMALL LETTER A'],
  ['hello world', 'hello\u200b world', 'the output has U+200B ZERO WIDTH SPACE, which the check lacks'],
];

for (const [check, output, text] of lookalikes)
  test(`look-alikes are named: ${text}`, () =>
    assert.ok(explanation(check, output).nearest?.lookalikes.includes(text)));

test('lines that a placeholder matched show as the check has them', () => {
  const { diff } = explanation('at [TIME]\nb\nc', 'at 09:05\nb\nx\n');
  assert.deepEqual(diff, [
    { sign: ' ', text: 'at [TIME]' },
    { sign: ' ', text: 'b' },
    { sign: '-', text: 'c' },
    { sign: '+', text: 'x' },
  ]);
});

test('where nothing differs no difference is shown', () => {
  assert.deepEqual(explanation('a\nb', 'a\nb\n', { partial: true }).diff, []);
});

test('a line that is missing stands beside the one that came nearest', () => {
  const { diff } = explanation('...\nAll is ready ✓\n...\nend', 'a\nAll is ready ✗\nb\n');
  assert.deepEqual(diff, [
    { sign: '…', text: '1 line of the output' },
    { sign: '-', text: 'All is ready ✓' },
    { sign: '+', text: 'All is ready ✗' },
    { sign: '…', text: '1 line of the output' },
    { sign: '-', text: 'end' },
  ]);
});

test('colour adds nothing but colour', () => {
  const told = explanation('a\nb', 'a\nc\n');
  const colored = explanationText(told, { color: true });
  assert.match(colored, /\x1b\[31m {2}- b\x1b\[39m/);
  assert.equal(colored.replace(/\x1b\[\d+m/g, ''), explanationText(told));
});

test('a long output is explained with the lines where the check last got on', () => {
  const noise = Array.from({ length: 5000 }, (_, at) => `noise ${at}`);
  const output = [...noise, 'Connected', 'Server redy on 8000', ...noise].join('\n');
  const { nearest } = explanation('...\nConnected\n...\nServer ready on 8000\n...', output);
  assert.deepEqual([nearest?.actual, nearest?.actualLine], ['Server redy on 8000', 5002]);
});

const banner = ['==', 'VALIDATING', '==', '✓ a', '✓ b', '==', 'ALL ✓', '=='];
const crossed = banner.with(4, '✗ b');

test('while the program runs, what it may still print is not called missing', () => {
  assert.deepEqual(early(banner.join('\n'), `${crossed.slice(0, 5).join('\n')}\n`).diff, [
    { sign: '…', text: '1 line agrees' },
    ...['VALIDATING', '==', '✓ a'].map((text) => ({ sign: ' ', text })),
    { sign: '-', text: '✓ b' },
    { sign: '+', text: '✗ b' },
    { sign: '…', text: '3 lines of the check, not printed yet' },
  ]);
});

test('at the end the whole output explains a miss, although the verdict was in before', () => {
  const matcher = matcherOf(banner.join('\n'));
  const verdicts = crossed.map((line) => matcher.push(`${line}\n`));
  const end = matcher.end(0);
  assert.equal(
    verdicts.findIndex((verdict) => verdict?.outcome === 'failed'),
    4,
  );
  const told = end.outcome === 'failed' ? end.explanation : null;
  assert.equal(told?.sentence, '7 of 8 lines matched; expected “✓ b”, but line 5 of the output says “✗ b”.');
  assert.deepEqual(told?.diff.slice(-5), [
    { sign: '-', text: '✓ b' },
    { sign: '+', text: '✗ b' },
    ...['==', 'ALL ✓', '=='].map((text) => ({ sign: ' ', text })),
  ]);
});

test('of a program that is stopped, what it printed until then explains a miss', () => {
  const matcher = matcherOf(banner.join('\n'));
  matcher.push(`${crossed.slice(0, 5).join('\n')}\n`);
  matcher.push('==\n');
  const stopped = matcher.undecided();
  assert.equal(stopped.outcome, 'failed');
  assert.match(stopped.explanation?.sentence ?? '', /^5 of 8 lines matched so far/);
  assert.equal(matcher.push('more\n'), stopped);
});

test('in a check as long as may be, one wrong line is the only difference', () => {
  const lines = Array.from({ length: 1000 }, (_, at) => `line ${at}`);
  const { sentence, diff } = explanation(lines.join('\n'), lines.with(200, 'wrong').join('\n'));
  assert.match(sentence, /^999 of 1000 lines matched; expected “line 200”, but line 201 of the output says/);
  assert.deepEqual(
    diff.filter(({ sign }) => sign === '-' || sign === '+'),
    [
      { sign: '-', text: 'line 200' },
      { sign: '+', text: 'wrong' },
    ],
  );
});

test('in any order the lines are paired as the verdict pairs them', () => {
  const { sentence, diff } = explanation('[..]\na\nb', 'a\nx\nc\n', { unordered: true });
  assert.match(sentence, /^2 of 3 lines matched; line 3 never came/);
  assert.deepEqual(
    diff.filter(({ sign }) => sign !== ' '),
    [
      { sign: '-', text: 'b' },
      { sign: '+', text: 'c' },
    ],
  );
});

test('in any order the line that something came near to is explained', () => {
  const { nearest } = explanation('first of all\nServer ready on 8000\n...', 'Server redy on 8000\n', {
    unordered: true,
  });
  assert.deepEqual([nearest?.expectedLine, nearest?.actual], [2, 'Server redy on 8000']);
});
