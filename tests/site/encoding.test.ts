/** How the files of a site are sent: packed for those who take it, and kept where their name says what is in them. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { encoder } from '../../server/site/encoding.ts';
import { startRunner } from '../socket/runner.ts';

const TEXT = 'A step that runs, and a check that tells the truth.\n'.repeat(100);
const page = { type: 'text/html; charset=utf-8', body: Buffer.from(TEXT) };

test('a text is packed as the browser takes it, the better way first, and comes out as it was', () => {
  const encode = encoder();
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, GZIP;q=0.5', 'gzip'],
    ['identity', undefined],
    ['', undefined],
  ];
  for (const [accepts, coding] of rows) {
    const { body, headers } = encode(page, accepts);
    assert.deepEqual([accepts, headers['Content-Encoding'], headers['Vary']], [accepts, coding, 'Accept-Encoding']);
    const text = coding === 'br' ? brotliDecompressSync(body) : coding === 'gzip' ? gunzipSync(body) : body;
    assert.equal(text.toString(), TEXT);
    if (coding) assert.ok(body.length < page.body.length / 5);
  }
});

test('what is packed already, or fits into one packet, is sent as it is', () => {
  const encode = encoder();
  for (const asset of [
    { type: 'image/png', body: page.body },
    { type: page.type, body: Buffer.from('short') },
  ])
    assert.deepEqual(encode(asset, 'br'), { body: asset.body, headers: {} });
});

test('the same file is packed once', () => {
  const encode = encoder();
  assert.equal(encode(page, 'br').body, encode(page, 'br').body);
});

test('a file that is named by its hash is kept by the browser; a page, and what is not there, never', async (t) => {
  const dist = mkdtempSync(join(tmpdir(), 'guidepost-site-'));
  t.after(() => rmSync(dist, { recursive: true, force: true }));
  mkdirSync(join(dist, '_astro'));
  writeFileSync(join(dist, 'index.html'), TEXT);
  writeFileSync(join(dist, '404.html'), 'lost');
  writeFileSync(join(dist, '_astro/page.DfX0-_b1.js'), TEXT);
  const { port } = await startRunner(t, { dist });
  const ask = (path: string) => answer(port, path);
  assert.equal(
    (await ask('/_astro/page.DfX0-_b1.js')).headers['cache-control'],
    'private, max-age=31536000, immutable',
  );
  for (const path of ['/', '/_astro/page.AAAAAAAA.js', '/_astro/page.js'])
    assert.equal((await ask(path)).headers['cache-control'], 'no-store', path);
  const { headers, body } = await ask('/');
  assert.equal(headers['content-encoding'], 'br');
  assert.equal(Number(headers['content-length']), body.length);
  assert.equal(brotliDecompressSync(body).toString(), TEXT);
});

/** As it is sent: `fetch` would unpack it. */
async function answer(port: number, path: string) {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get({ host: '127.0.0.1', port, path, headers: { 'Accept-Encoding': 'gzip, br' } }, resolve).on('error', reject);
  const response = await promise;
  return { headers: response.headers, body: await buffer(response) };
}
