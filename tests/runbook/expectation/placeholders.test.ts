import { test } from 'node:test';
import assert from 'node:assert/strict';
import { placeholderTypes } from '../../../src/runbook/expectation/placeholders.ts';
import { verdict } from './ask.ts';

/** For each kind: what it takes as a whole line, and what it does not. */
const kinds: Readonly<Record<string, readonly [yes: readonly string[], no: readonly string[]]>> = {
  INT: [
    ['0', '-3', '+7', '20250101'],
    ['1.5', 'x', '', '1e3', '12a'],
  ],
  NUMBER: [
    ['0', '-3.25', '1,234,567', '.5', '1e-3', '12.5'],
    ['1.', 'one', '1,23', '1.2.3', '--1'],
  ],
  VERSION: [
    ['1', '2.1', 'v24.21.0', '2.0.0rc1', '1.0.0-alpha.1+build.5', '1.0.post1', '3.12.0a7'],
    ['1.', 'v', 'latest', '1..2', '2.0.'],
  ],
  DATE: [
    ['2025-01-31', '2025/12/01'],
    ['2025-13-01', '2025-1-1', '2025-01-32', '31.01.2025'],
  ],
  TIME: [
    ['09:05', '9:05:07', '23:59:59.123', '9:05 PM'],
    ['25:00', '9:60', '9'],
  ],
  DATETIME: [
    ['2025-01-31T09:05:00Z', '2025-01-31 09:05', '2025-01-31T09:05:00.123+02:00'],
    ['2025-01-31', '09:05'],
  ],
  DURATION: [
    ['3s', '1.5 ms', '1m 30s', '2h3m', '12 seconds', '0:05', '1:02:03'],
    ['3', 's', '3 parsecs', '3sec5'],
  ],
  SIZE: [
    ['10 B', '1.5 GB', '3KiB', '12 bytes', '4k'],
    ['10', 'GB', '3 XB'],
  ],
  UUID: [
    ['123e4567-e89b-12d3-a456-426614174000'],
    ['123e4567e89b12d3a456426614174000', '123e4567-e89b-12d3-a456-42661417400g'],
  ],
  PATH: [
    ['/', '/usr/bin', './a', 'src/main.py', '~/x', '../y/'],
    ['main', 'a b/c', 'http://x/y'],
  ],
  URL: [
    ['http://127.0.0.1:8000/docs', 'postgresql://u@h/db', 'file:///x'],
    ['127.0.0.1', 'http:/x', 'http:// x'],
  ],
  HEX: [
    ['9f86d081', '0xFF', '0'],
    ['xyz', '0x', '9g'],
  ],
  WORD: [
    ['humanizer-agent', 'a_b', 'naïve', '7'],
    ['a b', 'a.b', ''],
  ],
  IP: [
    ['127.0.0.1', '::1', 'fe80::1'],
    ['256.1.1.1', '1.2.3', '1.2.3.4.5', 'a:b'],
  ],
  PORT: [
    ['1', '8000', '65535'],
    ['0', '65536', '70000', '080', '-1'],
  ],
  HOST: [
    ['localhost', 'db.example.org', '127.0.0.1'],
    ['-x', 'a..b', 'a b', 'x.'],
  ],
};

test('every kind has its table here', () => {
  assert.deepEqual([...placeholderTypes.keys()].toSorted(), Object.keys(kinds).toSorted());
});

for (const [kind, [yes, no]] of Object.entries(kinds))
  test(`${kind} takes a whole value of its kind and nothing else`, () => {
    for (const text of yes) {
      assert.equal(verdict(`[${kind}]`, `${text}\n`), 'passed', text);
      assert.equal(verdict(`see [${kind}], then`, `see ${text}, then\n`), 'passed', text);
      assert.equal(verdict(`[..] [${kind}] [..]`, `see ${text} then\n`), 'passed', text);
    }
    for (const text of no) assert.equal(verdict(`[${kind}]`, `${text}\n`), 'failed', text);
  });

test('the example of each kind is one', () => {
  for (const { name, example } of placeholderTypes.values())
    assert.equal(verdict(`[${name}]`, example), 'passed', name);
});

const comparisons: readonly (readonly [placeholder: string, yes: readonly string[], no: readonly string[]])[] = [
  ['[NUMBER<5]', ['4', '-10', '4.99'], ['5', '1,000', '12']],
  ['[INT==7]', ['7', '07', '+7'], ['8']],
  ['[INT!=7]', ['8'], ['7']],
  [
    '[VERSION>=2.0]',
    ['2', '2.0', '2.0.0', '2.0.post1', '10.0', 'v2.1'],
    ['1.9.9', '2.0rc1', '2.0.0-beta.2', '2.0.dev1'],
  ],
  ['[VERSION>=2.0,<3]', ['2.9.9'], ['3.0', '1.0']],
  ['[VERSION<2.0rc2]', ['2.0rc1', '2.0b9', '2.0a1'], ['2.0rc2', '2.0']],
  ['[DATE>=2025-01-31]', ['2025-02-01', '2025/01/31'], ['2024-12-31']],
  ['[TIME<12:00]', ['9:05', '11:59 AM'], ['9:05 PM', '12:00']],
  ['[DATETIME<2025-01-31T10:00:00Z]', ['2025-01-31T10:30:00+01:00'], ['2025-01-31T10:00:00Z']],
  ['[DURATION<2m]', ['90s', '1m 59s', '1500 ms', '1:30'], ['2 minutes', '1h']],
  ['[SIZE>1MB]', ['1 MiB', '2 MB', '1 GB'], ['1000 kB', '900 KiB']],
  ['[PORT>1023]', ['8000'], ['80']],
];

for (const [placeholder, yes, no] of comparisons)
  test(`${placeholder} compares values, not text`, () => {
    for (const text of yes) assert.equal(verdict(`is ${placeholder}`, `is ${text}`), 'passed', text);
    for (const text of no) assert.equal(verdict(`is ${placeholder}`, `is ${text}`), 'failed', text);
  });

test('beside [..] a placeholder takes a whole value, never a part that happens to fit', () => {
  assert.equal(verdict('[..][VERSION>=2.0]', 'poetry 1.2.0'), 'failed');
  assert.equal(verdict('[NUMBER<5][..]', '12 apples'), 'failed');
  assert.equal(verdict('[INT][..]', '12.5 apples'), 'failed');
  assert.equal(verdict('[..][INT<5] left', '12 left'), 'failed');
  assert.equal(verdict('[..][NUMBER<10][..]', 'took 12.5 s'), 'failed');
  assert.equal(verdict('[..][VERSION>=2.0][..]', 'old 1.5, new 2.1, fine'), 'passed');
});

test('before literal text a placeholder ends wherever that text follows', () => {
  assert.equal(verdict('[WORD]s', 'cats'), 'passed');
  assert.equal(verdict('[PATH].py:[INT]', 'src/a.py/b.py:12'), 'passed');
  assert.equal(verdict('see [URL].', 'see http://x/y.z.'), 'passed');
  assert.equal(verdict('[VERSION].tar.gz', '1.2.3.tar.gz'), 'passed');
});

test('before literal text, too, a placeholder takes only what is of its kind', () => {
  assert.equal(verdict('[NUMBER]4', '1,234'), 'failed');
  assert.equal(verdict('[NUMBER]4', '1234'), 'passed');
});
