import { test } from 'node:test';
import assert from 'node:assert/strict';
import { RunbookError } from '../../../src/runbook/error.ts';
import { matchOutput } from '../../../src/runbook/expectation/index.ts';
import { explanation, verdict } from './ask.ts';

const json = { format: 'json' } as const;

const cases: readonly (readonly [check: string, yes: readonly string[], no: readonly string[]])[] = [
  [
    '{"a": 1, "b": [true, null]}',
    ['{"b":[true,null],"a":1.0}\n', ' {"a":1,\n"b":[true,null]} '],
    ['{"a":1}', '{"a":1,"b":[true,null],"c":0}', '{"a":"1","b":[true,null]}', '[]', '{"a":1,"b":[true,null]} x', ''],
  ],
  ['{"a": 1, "...": "..."}', ['{"a":1}', '{"x":[],"a":1}'], ['{"x":1}', '{"a":2,"x":1}']],
  ['[1, "...", 3]', ['[1,3]', '[1,2,{},3]'], ['[1]', '[3,1]', '[1,2]']],
  ['["...", {"id": "[INT]"}, "..."]', ['[{"id":7}]', '[0,{"id":"7"},1]'], ['[]', '[{"id":"x"}]']],
  [
    '{"port": "[PORT>1023]", "at": "[DATE] [..]"}',
    ['{"port":8000,"at":"2025-01-31 today"}'],
    ['{"port":80,"at":"2025-01-31 x"}', '{"port":8000,"at":"today"}'],
  ],
  ['{"v": "..."}', ['{"v":1}', '{"v":{"x":[]}}', '{"v":null}'], ['{}']],
  ['{"v": "[..]"}', ['{"v":""}', '{"v":"x"}', '{"v":3}'], ['{"v":[]}', '{"v":null}']],
  ['[1, 1]', ['[1,1]'], ['[1]', '[1,1,1]', '[1,2]']],
  [
    '{"id": 1234567890123456789, "n": 100000000000000000000, "any": "[INT>1]"}',
    ['{"id":1234567890123456789,"n":1e20,"any":12345678901234567890}'],
    ['{"id":1234567890123456788,"n":1e20,"any":2}', '{"id":1234567890123456789,"n":1e21,"any":2}'],
  ],
  ['"text"', ['"text"'], ['"Text"', 'text']],
];

for (const [check, yes, no] of cases)
  test(`json check ${check}`, () => {
    for (const output of yes) assert.equal(verdict(check, output, json), 'passed', output);
    for (const output of no) assert.equal(verdict(check, output, json), 'failed', output);
  });

test('a value is captured and used again', () => {
  const check = '{"port": "[port=PORT]", "url": "http://127.0.0.1:[port]/"}';
  const answer = matchOutput({ expect: check, output: '{"port": 8000, "url": "http://127.0.0.1:8000/"}', ...json });
  assert.deepEqual([answer.verdict, answer.captured], ['passed', { port: '8000' }]);
  assert.equal(verdict(check, '{"port": 8000, "url": "http://127.0.0.1:8001/"}', json), 'failed');
});

test('a miss names the place and both values', () => {
  assert.equal(
    explanation('{"a": {"b": [1, 2]}}', '{"a": {"b": [1, 3]}}', json).sentence,
    'At .a.b[1] the value is 3; expected 2.',
  );
  assert.equal(explanation('{"a": 1}', '{"a": 1, "b": 2}', json).sentence, 'At .b the value 2 is not in the check.');
  assert.equal(explanation('{"a": 1}', '{}', json).sentence, 'At .a the value is missing; expected 1.');
  assert.match(explanation('{}', 'Error: no', json).sentence, /^The output is not one JSON value: /);
  assert.equal(
    explanation('{}', '{}', { ...json, exit: 3 }).sentence,
    'The JSON matched, but the program ended with exit code 3, not 0.',
  );
});

const jsonHints: readonly (readonly [check: string, output: string, hint: RegExp])[] = [
  ['{"n": "[INT>5]"}', '{"n": 3}', /^3 is an INT, but not >5\.$/],
  ['{"at": "[DATETIME]"}', '{"at": "yesterday"}', /^yesterday is not a DATETIME/],
  ['{"took": "[SECONDS]"}', '{"took": 3}', /the placeholder is \[NUMBER\]/],
  ['{"took": "[SECONDS]"}', '{"took": "3s"}', /the placeholder is \[DURATION\]/],
  ['{"v": "[version]"}', '{"v": "1.2.3"}', /the placeholder is \[VERSION\]/],
  ['{"v": "v[...]"}', '{"v": "v1"}', /\[\.\.\] stands for anything/],
  ['{"v": "Ready"}', '{"v": "ready"}', /^Only upper and lower case differ/],
  ['{"v": "a b"}', '{"v": "a\u00A0b"}', /look alike differ.*saw U\+00A0 NO-BREAK SPACE\.$/],
  ['{"n": "[n=INT]", "again": "[n]"}', '{"n": 5, "again": 6}', /^Here, \[n\] is 5\.$/],
  ['[{"id": 1}, {"id": 2}]', '[{"id": 2}, {"id": 1}]', /^All items came, in another order/],
  ['[9007199254740993, 1]', '[1, 9007199254740992]', /^$/],
  ['{"a": 1}', '{"a": 1}\n{"a": 2}', /jq -s \./],
  ['{"a": true}', '{"a": True}', /json\.dumps/],
  ['{"a": 1}', "{'a': 1}", /json\.dumps/],
  ['{"a": 1}', 'Loading\n{"a": 1}', /stream=stdout/],
];

for (const [check, output, hint] of jsonHints)
  test(`the hint for ${check} against ${output}`, () => {
    assert.match(explanation(check, output, json).hint ?? '', hint);
  });

test('a placeholder is not called a string, because it stands for a number, too', () => {
  assert.equal(
    explanation('{"n": "[INT>5]"}', '{"n": 3}', json).sentence,
    'At .n the value is 3, a number; expected "[INT>5]".',
  );
  assert.match(explanation('{"n": "three"}', '{"n": 3}', json).sentence, /expected "three", a string\.$/);
});

test('a value that is captured and used again is no difference', () => {
  for (const [check, output] of [
    ['{"n": "[n=INT]", "again": "[n]", "x": 1}', '{"n": 5, "again": "5", "x": 2}'],
    ['["[n=INT]", "[n]", 1]', '[5, 5, 2]'],
    ['{"a": {"n": "[n=INT]"}, "b": ["[n]", 1]}', '{"a": {"n": 5}, "b": [5, 2]}'],
  ] as const)
    assert.match(explanation(check, output, json).sentence, /the value is 2; expected 1\.$/);
});

test('of an array in which other items may be, the item that is missing is told', () => {
  const of = (check: string, output: string) => explanation(check, output, json).sentence;
  assert.equal(of('{"tags": ["...", "b", "..."]}', '{"tags": ["a", "c"]}'), 'At .tags no item is "b".');
  assert.equal(of('["...", {"id": 7}, "..."]', '[{"id": 8}]'), 'At [0].id the value is 8; expected 7.');
});

test('a key that is not a plain name is quoted in a path', () => {
  const { diff } = explanation('{"a.b": 1, "": 2, "x y": 3, "x-y": 4, "é": 5}', '{}', json);
  assert.deepEqual(
    diff.filter(({ sign }) => sign === '-').map(({ text }) => text),
    ['."a.b" 1', '."" 2', '."x y" 3', '.x-y 4', '.é 5'],
  );
});

const mistakes: readonly (readonly [lines: readonly string[], line: number, says: RegExp])[] = [
  [['{', '"v": [VERSION],', '"w": 1', '}'], 2, /write the placeholder in double quotes, "\[VERSION\]"/],
  [['{', '"v": [..]', '}'], 2, /write the placeholder in double quotes, "\[\.\.\]"/],
  [['{', '"v": 1,', '...', '}'], 3, /in an object, write "\.\.\.": "\.\.\."/],
  [['{', "'v': 1", '}'], 2, /write strings in double quotes/],
  [['{', 'v: 1', '}'], 2, /write the key in double quotes, "v"/],
  [['{', '"v": 1,', '}'], 3, /leave out the comma before }/],
  [['[1,', 'None]'], 2, /None is not a value of JSON/],
  [['[1, // one', '2]'], 1, /JSON has no comments/],
  [['[1,', '2'], 2, /it ends too early/],
  [['{"a": 1}', '{"a": 2}'], 2, /another follows/],
  [[''], 0, /the check is empty/],
  [['{"a": 1,', '"b": 2,', '"a": 3}'], 3, /the key "a" comes twice in one object/],
];

for (const [lines, line, says] of mistakes)
  test(`a check that is not JSON names its line and what to write: ${lines.join(' ')}`, () => {
    assert.throws(
      () => verdict(lines.join('\n'), '{}', json),
      (error) => error instanceof RunbookError && error.place.line === line && says.test(error.message),
    );
  });

test('the same key in different objects is not an error', () => {
  assert.equal(verdict('[{"a": {"a": 1}}, {"a": 2}]', '[{"a": {"a": 1}}, {"a": 2}]', json), 'passed');
});

test('a large number is shown with all its digits', () => {
  const { sentence } = explanation('{"id": 1234567890123456789}', '{"id":1234567890123456788}', json);
  assert.equal(sentence, 'At .id the value is 1234567890123456788; expected 1234567890123456789.');
});

test('an output that is nested however deeply gets a verdict', () => {
  for (const depth of [400, 5000, 30_000])
    for (const check of ['1', '"..."', '["..."]']) {
      const output = `${'['.repeat(depth)}"]\\"["${']'.repeat(depth)}`;
      assert.equal(verdict(check, output, json), depth === 400 && check !== '1' ? 'passed' : 'failed');
    }
  assert.match(explanation('1', '['.repeat(5000), json).sentence, /nested more than 500 levels deep/);
});

test('decimals are compared to the last digit, and never rounded', () => {
  const of = (check: string, output: string) => verdict(check, output, { format: 'json' });
  assert.equal(of('{"x": 0.1}', '{"x": 0.10}'), 'passed');
  assert.equal(of('{"x": 0.1}', '{"x": 0.10000000000000000001}'), 'failed');
  assert.equal(of('{"x": 0.10000000000000000001}', '{"x": 0.10000000000000000001}'), 'passed');
  assert.equal(of('{"x": 1e400}', '{"x": 1e400}'), 'passed');
  assert.equal(of('{"x": 1e400}', '{"x": 1e401}'), 'failed');
  assert.equal(of('{"x": 1e2}', '{"x": 100}'), 'passed');
  assert.equal(of('{"x": "[NUMBER>0.1]"}', '{"x": 0.10000000000000000001}'), 'passed');
});
