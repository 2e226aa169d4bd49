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
    ['1', '2.1', 'v24.21.0', '2.0.0rc1', '1.0.0-alpha.1+build.5', '1.0.post1', '3.12.0a7'].concat(
      ['1.1.1w', '2.39.2.windows.1', '1.8.0_292', '24.0.7-ce', '8.0.21-Debian', '1~22.04', '9.6p1', '2024a'],
      [
        '10.11.6-MariaDB-0+deb12u1',
        '2:8.2.3995-1ubuntu2.17',
        '13.3.0-6ubuntu2~24.04',
        '5.4.0-42-generic',
        '17.0.2+8-Ubuntu-122.04',
      ],
      ['1.2.3-SNAPSHOT', '6.0.0.RELEASE', '1.8.0_292-b10', '0.8.0~rc1', '1.0.2k-fips', '5.40.1.Final'],
    ),
    ['1.', 'v', 'latest', '1..2', '2.0.', '5s', '1.5s', '12abc', '2.4GHz', '1-', '3m'],
  ],
  DATE: [
    ['2025-01-31', '2025/12/01', '31 Jan 2025', 'January 31, 2025', '31-Jan-2025'],
    ['2025-13-01', '2025-1-1', '2025-01-32', '31.01.2025'],
  ],
  TIME: [
    ['09:05', '9:05:07', '23:59:59.123', '9:05 PM'],
    ['25:00', '9:60', '9'],
  ],
  DATETIME: [
    ['2025-01-31T09:05:00Z', '2025-01-31 09:05', '2025-01-31T09:05:00.123+02:00'].concat(
      [
        '2025-01-31 09:05:00+00',
        '2025-01-31 09:05:00.123456-0800',
        '2025-01-31 09:05:00 +0100',
        '2025-01-31 09:05:00,123',
      ],
      [
        '2025-01-31 09:05:00 UTC',
        '2025-01-31 09:05:00 CEST',
        '2025/01/31 09:05:00',
        '20250131T090500Z',
        '2025-01-31, 09:05 PM',
      ],
      ['Fri, 31 Jan 2025 09:05:00 GMT', 'Fri Jan 31 09:05:00 2025', 'Fri Jan 31 09:05:00 UTC 2025', 'Jan 31 09:05:00'],
      ['31/Jan/2025:09:05:00 +0000', 'Fri Jan 31 09:05:00 AM CET 2025', 'Jan  3 09:05:00'],
    ),
    ['2025-01-31', '09:05', '2025-01-31 09:05:00 INFO', '2025-01-31 25:00', 'Foo 31 09:05:00', '2025-01-31T'],
  ],
  DURATION: [
    ['3s', '1.5 ms', '1m 30s', '2h3m', '12 seconds', '0:05', '1:02:03'].concat([
      '1,234 ms',
      '1,234,567.5 s',
      '2 weeks',
      '1 day, 2:03:04',
      '1 h, 2 min',
      '3 minutes and 2 seconds',
      '0m0.003s',
      '7 milliseconds',
    ]),
    ['3', 's', '3 parsecs', '3sec5', '1,23 ms', '1,2345 ms'],
  ],
  SIZE: [
    ['10 B', '1.5 GB', '3KiB', '12 bytes', '4k', '1,024 bytes', '1,234.5 MB', '3 mb', '2Kb', '7 Bytes', '1 EiB'],
    ['10', 'GB', '3 XB', '5m', '1,02 kB', '10,0000 B'],
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
    ['127.0.0.1', '::1', 'fe80::1'].concat([
      '::ffff:192.168.0.1',
      '::',
      '1::',
      '2001:db8::8a2e:370:7334',
      '1:2:3:4:5:6:7:8',
      '1:2:3:4:5:6:1.2.3.4',
      '64:ff9b::192.0.2.33',
      'fe80::1%eth0',
      '1:2:3:4:5:6:7::',
    ]),
    [
      '256.1.1.1',
      '1.2.3',
      '1.2.3.4.5',
      'a:b',
      '12:33:44',
      ':::',
      '1::2::3',
      '1:2:3:4:5:6:7:8:9',
      '::256.1.1.1',
      '12345::',
      '1:2:3:4:5:6:7',
      '09:05:00.123',
    ],
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
  ['[INT==9007199254740993]', ['9007199254740993', '+09007199254740993'], ['9007199254740992', '9007199254740994']],
  ['[INT>-9007199254740993]', ['-9007199254740992', '0'], ['-9007199254740993', '-9007199254740994']],
  ['[NUMBER<0.1]', ['0.09999999999999999999', '-1', '1e-400'], ['0.1', '0.10', '0.10000000000000000001', '1e400']],
  ['[NUMBER==1e3]', ['1,000', '1000.0', '10e2'], ['1000.0000000000000000001', '999']],
  ['[NUMBER==0]', ['0', '-0', '0.000', '0e9'], ['1e-999']],
  ['[SIZE==0.3kB]', ['300 B', '0.300kB'], ['300.0000000001 B']],
  ['[SIZE>9007199254740992B]', ['9007199254740993 B', '9,007,199,254,740,993 B'], ['9007199254740992 B']],
  ['[DURATION<=0.3s]', ['300 ms', '0.1s 200ms', '300,000 µs'], ['0.30000000000000000001s', '1 day, 0:00:00']],
  ['[DURATION==90061s]', ['1 day, 1:01:01', '1d 1h 1m 1s'], ['90061.0000001 s']],
  [
    '[DATETIME==2025-01-31 09:05:00+00]',
    [
      '2025-01-31T10:05:00+01:00',
      'Fri, 31 Jan 2025 09:05:00 GMT',
      '31/Jan/2025:09:05:00 +0000',
      'Fri Jan 31 10:05:00 CET 2025',
      '20250131T090500Z',
      '2025-01-31 04:05:00 EST',
      'Fri Jan 31 09:05:00 AM UTC 2025',
    ],
    ['2025-01-31 09:05:00.0000000001Z', '2025-01-31 09:05:00-01', '31/Jan/2024:09:05:00 +0000', 'Jan 31 09:05:00'],
  ],
  ['[DATE<2025-02-01]', ['31 Jan 2025', 'January 31, 2025'], ['1 Feb 2025', '2025/02/01']],
  ['[VERSION>=1.1.1k]', ['1.1.1w', '1.1.1k', '1.1.2', '3.0', '1.1.1l-fips'], ['1.1.1', '1.1.1j', '1.1.0z']],
  [
    '[VERSION>=8.0.21]',
    ['8.0.21-Debian', '8.0.21-ce', '8.0.21.Final', '8.0.21+b1', '8.0.21-0ubuntu0.22.04.1', '8.0.21~22.04', '8.0.21-p1'],
    ['8.0.21-rc1', '8.0.21~rc1', '8.0.21-SNAPSHOT', '8.0.20-Debian', '8.0.21-beta', '8.0.21-alpha.1'],
  ],
  ['[VERSION>1.8.0_291]', ['1.8.0_292', '1.8.0_1000', '1.8.1', '1:1.0'], ['1.8.0_291', '1.8.0_30', '1.8.0']],
  [
    '[VERSION==2.39.2]',
    ['2.39.2', '2.39.2.0', 'v2.39.2', '2.39.2.windows', '2.39.2~bpo12'],
    ['2.39.2.windows.1', '2.39.20'],
  ],
  ['[VERSION<20250131123456789013]', ['20250131123456789012', '1'], ['20250131123456789013']],
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
