import { test } from 'node:test';
import assert from 'node:assert/strict';
import { chance, explanation, matcherOf, verdict } from './ask.ts';

test('a check that ends in ... passes the moment all before it matched', () => {
  const matcher = matcherOf('starting\n...\nready on [port=PORT]\n...');
  assert.equal(matcher.push('starting\nloading\n'), null);
  assert.equal(matcher.push('ready on 8000'), null);
  assert.deepEqual(matcher.push('\n'), { outcome: 'passed', captured: { port: '8000' } });
});

test('a check that fails does so with the first line after which nothing can match', () => {
  const matcher = matcherOf('a\nb\nc');
  assert.equal(matcher.push('a\n'), null);
  assert.equal(matcher.push('x\n')?.outcome, 'failed');
});

test('a verdict stays, whatever follows', () => {
  const passed = matcherOf('a\n...');
  passed.push('a\n');
  assert.equal(passed.push('Traceback\n')?.outcome, 'passed');
  assert.equal(passed.end(0).outcome, 'passed');
  const failed = matcherOf('a\nb');
  const first = failed.push('x\n');
  assert.equal(first?.outcome, 'failed');
  assert.equal(failed.push('a\nb\n'), first);
  assert.equal(failed.end(0).outcome, 'failed');
  assert.equal(failed.undecided(), failed.end(0));
  const forbidden = matcherOf('x', { never: true });
  const found = forbidden.push('x\n');
  assert.equal(forbidden.push('y\n'), found);
  assert.equal(forbidden.end(0), found);
});

test('the exit code counts, also of a check that has passed and of a program that printed nothing', () => {
  assert.equal(verdict('...', '', { exit: 1 }), 'failed');
  assert.equal(verdict('...', 'x\n', { exit: 1 }), 'failed');
  assert.equal(verdict('ready\n...', 'ready\nTraceback\n', { exit: 1 }), 'failed');
  assert.equal(verdict('ready\n...', 'ready\n', { exit: null }), 'failed');
  assert.equal(verdict('ready\n...', 'ready\n', { exit: 1, wantExit: 1 }), 'passed');
  assert.equal(verdict('ready\n...', 'ready\n', { exit: 1, wantExit: 'any' }), 'passed');
  assert.equal(verdict('ready\n...', 'ready\n', { unordered: true, exit: 1 }), 'failed');
  const told = explanation('ready\n...', `ready\n${'log\n'.repeat(500)}ModuleNotFoundError: No module named 'x'\n`, {
    exit: 1,
  });
  assert.match(told.sentence, /exit code 1/);
  assert.match(told.hint ?? '', /No module named/);
});

test('any other check waits for the end of the program, and its exit code', () => {
  assert.equal(verdict('a', 'a\n', { exit: 0 }), 'passed');
  assert.equal(verdict('a', 'a\n', { exit: 1 }), 'failed');
  assert.equal(verdict('a', 'a\n', { exit: 1, wantExit: 1 }), 'passed');
  assert.equal(verdict('a', 'a\n', { exit: null }), 'failed');
  assert.equal(verdict('a', 'a\n', { exit: null, wantExit: 'any' }), 'passed');
});

test('a check that ends in ... but wants another exit code than 0 waits for it', () => {
  const matcher = matcherOf('broken\n...', { wantExit: 1 });
  assert.equal(matcher.push('broken\n'), null);
  assert.equal(matcher.end(0).outcome, 'failed');
  assert.equal(verdict('broken\n...', 'broken\nmore\n', { wantExit: 1, exit: 1 }), 'passed');
});

test('an unterminated last line counts after a silence', () => {
  const matcher = matcherOf('Password:\n...');
  assert.equal(matcher.push('Password:'), null);
  assert.equal(matcher.silence()?.outcome, 'passed');
});

test('a silence decides nothing that the next byte could change', () => {
  const matcher = matcherOf('10 files\nok');
  matcher.push('10');
  assert.equal(matcher.silence(), null);
  matcher.push(' files\nok');
  assert.equal(matcher.silence(), null);
  assert.equal(matcher.end(0).outcome, 'passed');
});

test('a running program whose lines all matched says so, and what to write if that is right', () => {
  const matcher = matcherOf('a\nready');
  matcher.push('a\nready');
  assert.equal(matcher.progress().complete, false);
  matcher.silence();
  const { matched, of, complete, waiting } = matcher.progress();
  assert.deepEqual({ matched, of, complete }, { matched: 2, of: 2, complete: true });
  assert.match(
    waiting,
    /the program to end with exit code 0; all lines matched\. If it is meant to keep running, end the check with a line \.\.\./,
  );
});

test('progress names the line that is waited for', () => {
  const matcher = matcherOf('a\n...\nb [INT]\nc');
  assert.match(matcher.progress().waiting, /line 1 of the check: a$/);
  matcher.push('a\nx\n');
  assert.deepEqual([matcher.progress().matched, matcher.progress().of], [1, 3]);
  assert.match(matcher.progress().waiting, /line 2 of the check: b \[INT\]$/);
});

test('when its time is over a check is undecided and says what it waits for', () => {
  const matcher = matcherOf('a\nb\nc');
  matcher.push('a\nb\n');
  const verdict = matcher.undecided();
  assert.equal(verdict.outcome, 'undecided');
  assert.match(verdict.outcome === 'undecided' ? verdict.waiting : '', /line 3 of the check: c$/);
  assert.match(
    verdict.outcome === 'undecided' ? (verdict.explanation?.sentence ?? '') : '',
    /2 of 3 lines matched so far; line 3 has not come yet/,
  );
});

test('a line of output that equals a line of the check matches it, whatever that line would mean', () => {
  for (const line of ['took [INT] s', 'a+ (re)', '[VERSION>=2.0]', 'maybe (?)', 'often (+)'])
    assert.equal(verdict(`${line}\nend`, `${line}\nend\n`), 'passed', line);
});

test('blank lines count within an output, not at its end', () => {
  assert.equal(verdict('a\n\nb', 'a\n\nb\n\n\n'), 'passed');
  assert.equal(verdict('a\nb', 'a\n\nb\n'), 'failed');
  assert.equal(verdict('a\n\n...', 'a\n\n'), 'passed');
  assert.equal(verdict('a\n\n\n', 'a\n'), 'passed');
  assert.equal(verdict('a\n\n...', 'a\n\n', { exit: 1, wantExit: 1 }), 'passed');
});

test('exact compares what came, byte for byte', () => {
  const exact = { exact: true };
  assert.equal(verdict('a', 'a\n', exact), 'passed');
  for (const output of ['a \n', 'a\r\n', '\x1b[1ma\x1b[0m\n', 'a\n\n', 'b\ra\n']) {
    assert.equal(verdict('a', output), 'passed', JSON.stringify(output));
    assert.equal(verdict('a', output, exact), 'failed', JSON.stringify(output));
  }
});

test('exact compares the line ends of a check that has them, too', () => {
  assert.equal(verdict('a\r\nb\r\n', 'a\r\nb\r\n', { exact: true }), 'passed');
  assert.equal(verdict('a\nb\n', 'a\r\nb\r\n', { exact: true }), 'failed');
});

test('values of earlier blocks stand for their names', () => {
  const values = new Map([['revision', '9f86d081']]);
  assert.equal(verdict('at [revision] (head)', 'at 9f86d081 (head)\n', { values }), 'passed');
  assert.equal(verdict('at [revision] (head)', 'at 12345678 (head)\n', { values }), 'failed');
  assert.equal(verdict('at [revision] (head)', 'at [revision] (head)\n', { values }), 'passed');
});

test('of several values that could be captured, one that fits later lines is taken', () => {
  const check = '...\nport [p=PORT]\n...\nGET :[p]/';
  assert.equal(verdict(check, 'port 1\nport 2\nport 3\nx\nGET :2/\n'), 'passed');
  assert.equal(verdict(check, 'port 1\nport 2\nx\nGET :3/\n'), 'failed');
});

test('never fails with the first forbidden line, and passes only at the end', () => {
  const matcher = matcherOf('[..]Traceback[..]\n[..]ERROR[..]', { never: true });
  assert.equal(matcher.push('fine\n'), null);
  assert.equal(matcher.progress().waiting.includes('no forbidden line'), true);
  assert.equal(matcher.push('an ERROR here\n')?.outcome, 'failed');
  assert.equal(verdict('ERROR', 'no ERROR as a line of its own\n', { never: true }), 'passed');
  assert.equal(verdict('ERROR', 'fine\n', { never: true, exit: 1 }), 'failed');
});

test('unordered passes at once where ... allows more', () => {
  const matcher = matcherOf('b\na\n...', { unordered: true });
  assert.equal(matcher.push('a\nx\n'), null);
  assert.equal(matcher.push('b\n')?.outcome, 'passed');
});

test('unordered gives every line of the check a line of its own', () => {
  assert.equal(verdict('[..]\na', 'a\nb\n', { unordered: true }), 'passed');
  assert.equal(verdict('a\na', 'a\nb\n', { unordered: true }), 'failed');
  assert.equal(verdict('a\na\n...', 'a\nb\n', { unordered: true }), 'failed');
});

const DRAWN = 'a: 10%\nb: 10%\n\x1b[2A\x1b[2Ka: done\n\x1b[2Kb: done\n';

test('a check sees lines that are drawn anew as they are in the end, however the output is cut', () => {
  const never = { never: true } as const;
  for (let cut = 0; cut <= DRAWN.length; cut += 1) {
    const end = (check: string, words = {}) => {
      const matcher = matcherOf(check, words);
      matcher.push(DRAWN.slice(0, cut));
      matcher.silence();
      matcher.push(DRAWN.slice(cut));
      return matcher.end(0).outcome;
    };
    assert.equal(end('a: done\nb: done'), 'passed', `cut at ${cut}`);
    assert.equal(end('a: 10%\nb: 10%'), 'failed');
    assert.equal(end('b: done\na: done', { unordered: true }), 'passed');
    assert.equal(end('b: 10%', never), 'failed');
    assert.equal(end('c', never), 'passed');
  }
});

test('never also sees what was written over, erased, or drawn on another screen', () => {
  const seen = (output: string) => verdict('error [..]', `${output}\nok\n`, { never: true });
  assert.equal(seen('error 7\rfine   '), 'failed');
  assert.equal(seen('error 7\x1b[2K\rfine'), 'failed');
  assert.equal(seen('x\nerror 7\x1b[A\x1b[Jfine'), 'failed');
  assert.equal(seen('\x1b[?1049herror 7\x1b[?1049lfine'), 'failed');
  assert.equal(seen('terror 7\rfine  x'), 'passed');
  const { sentence, diff } = explanation('error [..]', 'a\nerror 7\rfine   \n', { never: true });
  assert.match(sentence, /^Line 2 of the output is forbidden/);
  assert.ok(diff.some(({ text }) => text === 'error 7'));
});

test('what never sees does not depend on how the output is cut', () => {
  const { below, pick } = chance(11);
  const parts = ['error 7', 'e', 'rror 7', 'x', 'ab', '\r', '\n', '\b', '\t', '中'].concat(
    ['A', 'B', 'C', 'D', 'K', '2K', '1K', 'J', 'P', '@', '31m', '?1049h', '?1049l'].map((end) => `\x1b[${end}`),
  );
  for (let round = 0; round < 3000; round += 1) {
    const output = Array.from({ length: 2 + below(9) }, () => pick(parts)).join('');
    const pieces = matcherOf('error 7', { never: true });
    for (let at = 0; at < output.length;) {
      const to = at + 1 + below(4);
      pieces.push(output.slice(at, to));
      pieces.silence();
      at = to;
    }
    assert.equal(pieces.end(0).outcome, verdict('error 7', output, { never: true }), JSON.stringify(output));
  }
});

test('what a program that draws has on its screen fails a check only once it has left it', () => {
  const matcher = matcherOf('done');
  assert.equal(matcher.push('\x1b[?25lworking\n'), null);
  assert.equal(matcher.push('line\n'.repeat(20)), null);
  assert.equal(matcher.push('line\n'.repeat(20))?.outcome, 'failed');
});

test('a cut within an escape sequence is no line', () => {
  const matcher = matcherOf('a\n[..]\n...');
  assert.equal(matcher.push('a\n\x1b[0'), null);
  assert.equal(matcher.silence(), null);
  matcher.push('m');
  assert.equal(matcher.silence(), null);
  assert.equal(matcher.end(0).outcome, 'failed');
  assert.equal(verdict('a\n[..]\n...', 'a\n\x1b[0m'), 'failed');
});

test('a pause within a number decides nothing, nor one within anything that a placeholder takes', () => {
  for (const [check, first, rest] of [
    ['count [n=INT]\n...', 'count 12', '34\n'],
    ['count [INT<100]\n...', 'count 12', '34\n'],
    ['port 80\n...', 'port 80', '80\n'],
    ['up [WORD]\n...', 'up ser', 'vices now\n'],
    ['took \\d+ (re)\n...', 'took 5', ' s\n'],
  ] as const) {
    const paused = matcherOf(check);
    paused.push(first);
    assert.equal(paused.silence(), null, check);
    paused.push(rest);
    const whole = matcherOf(check);
    whole.push(first + rest);
    assert.deepEqual(paused.end(0), whole.end(0), check);
  }
  const prompt = matcherOf('Password: \n...');
  prompt.push('Password: ');
  assert.equal(prompt.silence()?.outcome, 'passed');
});
