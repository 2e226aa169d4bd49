import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMask } from '../../server/engine/journal/secrets.ts';

const SECRET = 'p@ss w/rd?';
const FORMS = [
  SECRET,
  Buffer.from(SECRET).toString('base64'),
  Buffer.from(SECRET).toString('base64url'),
  encodeURIComponent(SECRET),
];

function masked(chunks: readonly string[], secrets = [SECRET]): string {
  const mask = openMask(secrets);
  return Buffer.concat([...chunks.map((chunk) => mask.push(Buffer.from(chunk))), mask.end()]).toString();
}

test('a secret is masked in each of its forms, wherever a chunk ends', () => {
  for (const form of FORMS) {
    const text = `a ${form} b ${form}${form} c`;
    for (let at = 0; at <= text.length; at += 1) {
      assert.equal(masked([text.slice(0, at), text.slice(at)]), 'a *** b ****** c');
    }
    assert.equal(masked([...text]), 'a *** b ****** c');
  }
});

test('what only begins like a secret is shown whole', () => {
  assert.equal(masked(['p@ss', ' w', 'ord p@ss']), 'p@ss word p@ss');
});

test('of two secrets that overlap neither shows', () => {
  assert.equal(masked(['xabcdx abcx'], ['abc', 'abcd']), 'x***x ***x');
});

test('without secrets the bytes pass untouched', () => {
  const bytes = Buffer.from([0, 255, 1]);
  assert.equal(openMask([]).push(bytes), bytes);
  assert.equal(openMask(['']).push(bytes), bytes);
});
