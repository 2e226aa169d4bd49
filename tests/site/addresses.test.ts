/** The addresses that a built site has, whether its pages are folders or files. */
import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { openSite } from '../../server/site/site.ts';

const page = (name: string) => ({ type: 'text/html; charset=utf-8', body: Buffer.from(name) });
const assets = new Map(
  [
    '/docs/',
    '/docs/index.html',
    '/docs/folder/',
    '/docs/folder/index.html',
    '/docs/file.html',
    '/docs/über.html',
    '/docs/404.html',
  ].map((path) => [path, page(path)]),
);

let listener: RequestListener = () => undefined;
const server = createServer((request, response) => listener(request, response));
let origin = '';

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  listener = openSite(assets, { port, rules: [], onRefused: () => undefined }, { base: '/docs/' });
});
after(() => server.close());

for (const [path, status, leads] of [
  ['/docs/', 200, '/docs/'],
  ['/docs', 301, '/docs/'],
  ['/docs/folder/', 200, '/docs/folder/'],
  ['/docs/folder', 301, '/docs/folder/'],
  ['/docs/file', 200, '/docs/file.html'],
  ['/docs/file.html', 200, '/docs/file.html'],
  ['/docs/file/', 301, '/docs/file'],
  ['/docs/%C3%BCber', 200, '/docs/über.html'],
  ['/docs/%C3%BCber/', 301, '/docs/%C3%BCber'],
  ['/docs/none', 404, '/docs/404.html'],
  ['/docs/none/', 404, '/docs/404.html'],
  ['//host.example/', 404, '/docs/404.html'],
  ['/docs//file/', 404, '/docs/404.html'],
] as const)
  test(`${path} is ${status === 301 ? 'redirected to' : 'answered with'} ${leads}`, async () => {
    const answer = await fetch(`${origin}${path}`, { redirect: 'manual' });
    assert.equal(answer.status, status);
    assert.equal(status === 301 ? answer.headers.get('location') : await answer.text(), leads);
  });
