import { test } from 'node:test';
import assert from 'node:assert/strict';
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
