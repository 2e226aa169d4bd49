/**
 * What Node refuses before the gate has seen it says no more, and is kept to itself as well, as what the gate refuses.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rawSocket } from '../socket/raw.ts';
import { startRunner } from '../socket/runner.ts';

const REFUSED: Readonly<Record<string, readonly [status: number, bytes: string]>> = {
  'what is no HTTP': [400, 'hello\r\n\r\n'],
  'a header that is none': [400, 'GET / HTTP/1.1\r\nHost HOST\r\n\r\n'],
  'a name with a blank': [400, 'GET / HTTP/1.1\r\nHost: HOST\r\nBad Name: x\r\n\r\n'],
  'headers without end': [431, `GET / HTTP/1.1\r\nHost: HOST\r\nX: ${'x'.repeat(9000)}\r\n\r\n`],
  'no Host': [400, 'GET / HTTP/1.1\r\n\r\n'],
  'two lengths': [400, 'GET / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
  'an unknown Host': [403, 'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
  'an upgrade without a key': [401, 'UPGRADE'],
};

for (const [what, [status, bytes]] of Object.entries(REFUSED)) {
  test(`${what}: refused with the headers of every answer`, async (t) => {
    const runner = await startRunner(t);
    const text =
      bytes === 'UPGRADE' ? runner.upgrade({ token: '' }) : bytes.replace('HOST', `127.0.0.1:${runner.port}`);
    const visitor = rawSocket(runner.port, text);
    t.after(() => visitor.end());
    const { status: answered, head } = await visitor.answer;
    assert.equal(answered, status);
    assert.match(head, /^cross-origin-resource-policy: same-origin\r?$/im);
    assert.match(head, /^x-content-type-options: nosniff\r?$/im);
    assert.match(head, /^x-frame-options: DENY\r?$/im);
    assert.match(head, /^cache-control: no-store\r?$/im);
    assert.match(head, /^content-security-policy: default-src 'none'/im);
  });
}

test('localhost links to 127.0.0.1, where the key of the link is valid', async (t) => {
  const runner = await startRunner(t);
  const visitor = rawSocket(
    runner.port,
    `GET /guides/a/?q=1 HTTP/1.1\r\nHost: localhost:${runner.port}\r\nConnection: close\r\n\r\n`,
  );
  const { status, head } = await visitor.answer;
  assert.equal(status, 307);
  assert.match(head, new RegExp(`^location: http://127\\.0\\.0\\.1:${runner.port}/guides/a/\\?q=1\\r?$`, 'im'));
  const origin = `http://localhost:${runner.port}`;
  assert.equal((await runner.connect({ origins: [origin] }).answer).status, 403);
});
