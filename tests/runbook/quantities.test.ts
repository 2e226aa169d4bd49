/** Sizes, as page, terminal and reports say them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes } from '../../src/runbook/quantities.ts';
import { bytes as german } from '../../src/words/de.ts';

test('a size has the largest unit of which there is at least one, and one decimal place', () => {
  const sizes = [0, 1, 999, 1000, 1500, 999_949, 999_950, 1 << 20, 999_999_999, 1 << 30, 5e12, 5e15];
  assert.deepEqual(sizes.map(bytes), [
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1.0 kB',
    '1.5 kB',
    '999.9 kB',
    '1.0 MB',
    '1.0 MB',
    '1.0 GB',
    '1.1 GB',
    '5.0 TB',
    '5000.0 TB',
  ]);
  assert.deepEqual([1, 2, 1500, 1 << 30].map(german), ['1 Byte', '2 Bytes', '1,5 kB', '1,1 GB']);
});
