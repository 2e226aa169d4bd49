import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { createKeys, fragment, prove } from '../../server/gate/token.ts';

const HERE = 'http://127.0.0.1:1';
const THERE = 'http://localhost:1';

test('a token opens for its own origin and for no other', () => {
  const keys = createKeys([HERE, THERE]);
  const token = keys.of(HERE)?.token ?? '';
  assert.equal(Buffer.from(token, 'base64url').length, 32);
  assert.equal(keys.accept(HERE, token), true);
  assert.equal(keys.accept(THERE, token), false);
  assert.equal(keys.accept('http://evil.example', token), false);
  assert.equal(keys.accept(HERE, ''), false);
});

test('after rotation the old token opens nothing, and the new one does', () => {
  const keys = createKeys([HERE]);
  const old = keys.of(HERE);
  keys.rotate();
  assert.equal(keys.accept(HERE, old?.token ?? ''), false);
  assert.equal(keys.accept(HERE, keys.of(HERE)?.token ?? ''), true);
  assert.notEqual(keys.of(HERE)?.secret, old?.secret);
});

test('the proof is an HMAC over nonce, origin and host, as the page computes it', () => {
  const expected = createHmac('sha256', 'secret').update(`nonce\n${HERE}\n127.0.0.1:1`).digest('base64url');
  assert.equal(prove('secret', 'nonce', HERE, '127.0.0.1:1'), expected);
  assert.notEqual(prove('secret', 'nonce', THERE, '127.0.0.1:1'), expected);
});

test('the fragment names a port for hosted pages only', () => {
  const key = { token: 't', secret: 's' };
  assert.equal(fragment(key), '#guidepost=t.s');
  assert.equal(fragment(key, 8123), '#guidepost=t.s.8123');
});
