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
    ['0', '-3.25', '1,234,567', '.5', '1e-3', '12.5', '1_000', "1'234.5", '1\u202F234'],
    ['1.', 'one', '1,23', '1.2.3', '--1', '0,500', '1,234_567'],
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
      ['1.0.2zg', '3.3a', '5.2.15(1)-release', '3.13.0+', '115.7.0esr', '17devel', '3.3.0dev', '8.3.0RC1', '1!2.0'],
      ['10.6.16-MariaDB-1:10.6.16+maria~ubu2204', '2.43.0.rc1.windows.1', '11.0.20.1+1-post-Ubuntu-0ubuntu122.04'],
      [
        '1.0.0-beta+exp.sha.5114f85',
        '0.0.0-canary.2414721f.3',
        'v1.2.3-14-g2414721-dirty',
        '2.0.0.dev1+g5114f85.d20250101',
      ],
      [
        'v0.0.0-20230101000000-abcdef123456',
        '1.0.0+21AF26D3---117B344092BD',
        '1.0~~pre1',
        '4.18.0-305.el8.x86_64',
        '2.0rc.1',
        '1.0.0-rc.1.2',
        '13.2-RELEASE-p4',
      ],
    ),
    ['1.', 'v', 'latest', '1..2', '2.0.', '5s', '1.5s', '12abc', '2.4GHz', '1-', '3m', '1.5Gi', '1.2.3ms', '(1)'],
  ],
  DATE: [
    ['2025-01-31', '2025/12/01', '31 Jan 2025', 'January 31, 2025', '31-Jan-2025'].concat([
      '2025.01.31',
      'Fri Jan 31 2025',
      'Friday, January 31, 2025',
      '1st Feb 2025',
      '2024-02-29',
      'Jan  3 2025',
      '20250131',
      '31-JAN-2025',
      'Jan. 31, 2025',
      '06-Nov-94',
    ]),
    [
      '20251301',
      '20250230',
      '12345678',
      '2025-13-01',
      '2025-1-1',
      '2025-01-32',
      '31.01.2025',
      '2025-02-30',
      '2025/04/31',
    ],
  ],
  TIME: [
    [
      '09:05',
      '9:05:07',
      '23:59:59.123',
      '9:05 PM',
      '09:05:00Z',
      '09:05:00.123+02',
      '23:59:60',
      '09:05:00 UTC',
      '9:05\u202FPM',
      '9:05 p.m.',
    ],
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
      ['2025-01-31 09:05:00+05:30', '2025-01-31T09:05:00-05:45', '2025-01-31 09:05:00 -03', '20250131T090500+0100'],
      ['Fri Jan 31 09:05:00 2025 +0100', 'Fri 31 Jan 09:05:00 UTC 2025', 'Fri 2025-01-31 09:05:00 UTC'],
      ['2025-01-31 09:05:00 +0000 UTC', 'Fri, 31 Jan 2025 09:05:00 +0000 (UTC)', '2025-01-31t09:05:00z'],
      ['2025-01-31T09:05:00+01:00[Europe/Berlin]', '2025-01-31 09:05:00 IST', '2025-12-31T23:59:60Z'],
      [
        'Jan  3 2025 09:05:00',
        'Sunday, 06-Nov-94 08:49:37 GMT',
        '20250131 09:05:00',
        '2025-01-31_09:05:00',
        '2025/01/31-09:05:00',
      ],
      [
        'Fri Jan 31 2025 09:05:00 GMT+0100 (Central European Standard Time)',
        '2025-01-31 09:05:00 UTC+1',
        '2025-01-31T09:05:00Z[UTC]',
      ],
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
      '2 days 03:04:05',
      '1 year 2 mons 3 days 04:05:06',
      '5 months',
      '0m0,003s',
      '1.2e-05s',
      "1'234 ms",
      '1_234 ms',
      '3 Minutes',
      '1.5\u00A0s',
      'PT1H30M',
      'P3DT0.5S',
      '-1.5s',
      '.5s',
      '00:01:02.345',
      '00:01:02,345',
      '1-02:03:04',
      '1 hour, 2 minutes, and 3 seconds',
      '3 days,  2:04',
    ]),
    ['3', 's', '3 parsecs', '3sec5', '1,234,5 ms', '1,234_567 ms', 'PT', 'UPT5S', '5e123 s'],
  ],
  SIZE: [
    ['10 B', '1.5 GB', '3KiB', '12 bytes', '4k', '1,024 bytes', '1,234.5 MB', '3 mb', '2Kb', '7 Bytes', '1 EiB'].concat(
      ["1'024 bytes", '1_024 B', '1\u202F024 bytes', '1,5 MB', '1.234,5 kB', '1.5\u00A0GB'],
      ['3 megabytes', '2 Gibibytes', '512 KBytes', '10 kbytes', '4.0K', '64Ki', '1 YiB'],
      ['1.234.567 B', '1.234.567 kB', '+5 kB', '-1 B', '.5 MB'],
    ),
    ['10', 'GB', '3 XB', '5m', '5g', '1,02 bytes', '10,0000 B', '100 bits', '1,02,400 bytes'],
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
    ['9f86d081', '0xFF', '0X1F', '0'],
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
      '::FFFF:c0a8:1',
      '::192.168.0.1',
      'fe80::1%lo0',
      '1:2:3::8',
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
      '::ffff:1.2.3.4.5',
      '::1::',
    ],
  ],
  PORT: [
    ['1', '8000', '65535'],
    ['0', '65536', '70000', '080', '-1'],
  ],
  HOST: [
    ['localhost', 'db.example.org', '127.0.0.1', 'project_db_1'],
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
  ['[SIZE==1.5 MB]', ['1,5 MB', '1,500 kB', '1_500_000 B', '1.5 megabytes', '1500 KBytes'], ['1.5 MiB', '1.5M']],
  ['[SIZE==1 MiB]', ['1M', '1024K', '1,024 KiB', '1 mebibyte', '1048576 bytes'], ['1 MB', '1000K']],
  ['[SIZE>=1,024 bytes,<2 KiB]', ['1 KiB', '2,047 bytes'], ['1,023 bytes', '2 KiB']],
  ['[SIZE==1234.5 kB]', ['1.234,5 kB', '1,234.5 kB'], ['1.2345 kB']],
  ['[SIZE>9007199254740992B]', ['9007199254740993 B', '9,007,199,254,740,993 B'], ['9007199254740992 B']],
  ['[DURATION<=0.3s]', ['300 ms', '0.1s 200ms', '300,000 µs'], ['0.30000000000000000001s', '1 day, 0:00:00']],
  ['[DURATION==90061s]', ['1 day, 1:01:01', '1d 1h 1m 1s', '1 day 01:01:01', 'P1DT1H1M1S'], ['90061.0000001 s']],
  ['[DURATION==3ms]', ['0m0.003s', '0m0,003s', '3e-3 s', '3.0e-03s', 'PT0.003S', '3,0 ms'], ['3 s', '0.0031 s']],
  ['[DURATION==1,234 ms]', ['1234 ms', '1.234 s', "1'234 ms"], ['1,23 ms', '1,235 ms']],
  ['[DURATION==30d]', ['1 month', '1 mon', '1mo', 'P1M', 'P30D'], ['30m', 'PT30M']],
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
      'Fri Jan 31 10:05:00 2025 +0100',
      'Fri Jan 31 06:05:00 -03 2025',
      'Fri 31 Jan 09:05:00 UTC 2025',
      'Fri 2025-01-31 14:35:00 IST',
      '2025-01-31 14:35:00+05:30',
      '2025-01-31T03:20:00-0545',
      '2025-01-31 11:05:00 +0200 EET',
      '31-Jan-2025 09:05:00',
      '20250131T100500+0100',
    ],
    ['2025-01-31 09:05:00.0000000001Z', '2025-01-31 09:05:00-01', '31/Jan/2024:09:05:00 +0000', 'Jan 31 09:05:00'],
  ],
  [
    '[DATETIME==2025-01-03T09:05:00Z]',
    [
      'Jan  3 2025 09:05:00',
      'Friday, 03-Jan-25 09:05:00 GMT',
      '20250103 09:05:00',
      'Fri Jan 03 2025 10:05:00 GMT+0100 (Central European Standard Time)',
      '2025-01-03 10:05:00 UTC+1',
      '2025-01-03 04:05:00 GMT-05:00',
      '2025-01-03T10:05:00+01:00[Europe/Berlin]',
      '2025-01-03_09:05:00',
    ],
    ['Friday, 03-Jan-95 09:05:00 GMT', '2025-01-03 09:05:00 UTC+1', 'Jan  3 2024 09:05:00'],
  ],
  ['[DURATION==62.345s]', ['00:01:02.345', '0:01:02,345', '1m2.345s', '1 min 2.345 s'], ['-1m2.345s', '62.344s']],
  ['[DURATION<0s]', ['-1.5s', '-PT5S', '-3 ms'], ['0s', '1ms', '+1s']],
  ['[DURATION==93784s]', ['1-02:03:04', '1 day, 2 hours, 3 minutes, and 4 seconds'], ['02:03:04']],
  ['[SIZE==1234567 B]', ['1.234.567 B', '1,234,567 bytes', '1.234.567 bytes'], ['-1,234,567 B', '1.234567 B']],
  ['[SIZE==0.5 MB]', ['.5 MB', '+500 kB'], ['-.5 MB']],
  ['[VERSION<3.0.0]', ['3.0.0-prerelease', '3.0.0-develop', '3.0.0~~pre1'], ['3.0.0', '3.0.0-1']],
  ['[TIME==09:05:00Z]', ['10:05:00+01', '09:05', '9:05 AM'], ['09:05:00+01']],
  ['[DATE==2025-01-31]', ['31-Jan-2025', 'Fri Jan 31 2025', 'January 31st, 2025', '2025.01.31'], ['31-Jan-2024']],
  ['[DATE<2025-02-01]', ['31 Jan 2025', 'January 31, 2025'], ['1 Feb 2025', '2025/02/01']],
  ['[VERSION>=1.1.1k]', ['1.1.1w', '1.1.1k', '1.1.2', '3.0', '1.1.1l-fips'], ['1.1.1', '1.1.1j', '1.1.0z']],
  [
    '[VERSION>=8.0.21]',
    ['8.0.21-Debian', '8.0.21-ce', '8.0.21.Final', '8.0.21+b1', '8.0.21-0ubuntu0.22.04.1', '8.0.21~22.04', '8.0.21-p1'],
    ['8.0.21-rc1', '8.0.21~rc1', '8.0.21-SNAPSHOT', '8.0.20-Debian', '8.0.21-beta', '8.0.21-alpha.1'],
  ],
  ['[VERSION>1.0.2z]', ['1.0.2za', '1.0.2zg', '1.0.3'], ['1.0.2y', '1.0.2z', '1.0.2']],
  ['[VERSION>=3.3.0]', ['3.3.0', '3.3.0+', '3.3.0esr', '3.3.0(1)-release'], ['3.3.0dev', '3.3.0RC1', '3.3.0devel']],
  ['[VERSION==5.2.15]', ['5.2.15(1)-release', '5.2.15(9)-release', '5.2.15+'], ['5.2.15a', '5.2.15_1']],
  ['[VERSION>1.8.0_291]', ['1.8.0_292', '1.8.0_1000', '1.8.1', '1:1.0'], ['1.8.0_291', '1.8.0_30', '1.8.0']],
  [
    '[VERSION==2.39.2]',
    ['2.39.2', '2.39.2.0', 'v2.39.2', '2.39.2.windows', '2.39.2~bpo12'],
    ['2.39.2.windows.1', '2.39.20'],
  ],
  ['[VERSION<20250131123456789013]', ['20250131123456789012', '1'], ['20250131123456789013']],
  [
    '[VERSION>=1.2.3]',
    ['1.2.3-14-g2414721', '1.2.3-dirty', '1.2.3p53', '1.2.3.post1', '1:0.9', '1.2.3+9-LTS', '1.2.3.45063', '1.2.3-r1'],
    ['1.2.3.dev14+g2414721', '1.2.3-rc.11', '1.2.3-M1', '1.2.3-nightly20231201', '1.2.3-pre.1', '1.2.3a1.dev1'],
  ],
  ['[INT==18446744073709551616]', ['+18446744073709551616'], ['18446744073709551615', '18446744073709551617']],
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
  for (const [check, output] of [
    ['[..][NUMBER>1]', 'is -5'],
    ['[..][INT>1][..]', '(-5)'],
    ['[..][INT<0][..]', 'x-5'],
    ['[..][SIZE>1 kB]', 'free: -5 kB'],
    ['[..][NUMBER==3][..]', '1e3'],
    ['[..][INT==3][..]', '1e-3'],
    ['[..][INT==345][..]', "12'345"],
    ['[..][INT==345][..]', '12_345'],
    ['[..][INT==12][..]', '12\u202F345'],
    ['[..][VERSION>=22]', '1~22.04'],
    ['[..][DURATION<60s]', 'took 1m 30s'],
    ['[..][DURATION<60s]', 'took 1m30s'],
    ['[..][DURATION<60s]', 'took 1 minute and 30 seconds'],
    ['[..][DURATION<1d]', 'up 2 days 03:04:05'],
  ] as const)
    assert.equal(verdict(check, output), 'failed', `${check} ${output}`);
  for (const [check, output] of [
    ['[..][INT==5][..]', 'x-5'],
    ['[..][INT==-5][..]', 'x=-5'],
    ['[..][INT==345][..]', '12 345'],
    ['[..][INT==80][..]', ':80/tcp'],
    ['[..][DURATION==90s]', 'took 1m 30s'],
  ] as const)
    assert.equal(verdict(check, output), 'passed', `${check} ${output}`);
});

test('blanks between [..] and a placeholder do not divide a value', () => {
  for (const [check, output] of [
    ['[..] [DURATION<60s]', '12 passed in 1m 30s'],
    ['took [DURATION<70s] [..]', 'took 1m 30s in all'],
    ['at [TIME<12:00] [..]', 'at 9:05 PM today'],
    ['[DATETIME<2025-01-31 10:00] [..]', '2025-01-31 09:05 PM ready'],
    ['[..] [DURATION<1d]', 'up 2 days, 03:04:05'],
  ] as const)
    assert.equal(verdict(check, output), 'failed', `${check} ${output}`);
  for (const [check, output] of [
    ['[..] [DURATION<100s]', '12 passed in 1m 30s'],
    ['took [DURATION>70s] [..]', 'took 1m 30s in all'],
    ['took [DURATION] [..]', 'took 1m 30s'],
    ['[DURATION] [DURATION]', '1m 30s'],
    ['at [TIME] [..]', 'at 9:05 PM'],
    ['[DATE] [..]', '31 Jan 2025 09:05'],
  ] as const)
    assert.equal(verdict(check, output), 'passed', `${check} ${output}`);
});

test('no kind takes exponential time on a long value that has a wrong end', () => {
  const parts = [
    '-rc1',
    '.1rc1',
    'a1',
    '-1:2.3',
    '.1234a567',
    '.1234a56',
    '_123',
    ',123',
    '1s ',
    '1,5s, ',
    '1Y',
    ':1',
    '/a',
    '.a',
    ' 10:00',
  ];
  for (const kind of placeholderTypes.keys())
    for (const part of parts)
      for (const start of ['1.0', '1', 'P', '1:'])
        assert.equal(verdict(`[..][${kind}][..]!`, `${start}${part.repeat(40)}_é`), 'failed', kind + part);
});

test('an offset ends where a number of another meaning begins', () => {
  assert.equal(verdict('[DATETIME] [INT]', '2025-01-31 09:05:00 -05'), 'passed');
  assert.equal(verdict('[DATETIME] [NUMBER] degrees', '2025-01-31 09:05:00 -10.5 degrees'), 'passed');
  assert.equal(verdict('[TIME]-[TIME]', '09:00:00-10:30'), 'passed');
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
