import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { SiteOptions } from '../../server/site/site.ts';
import { inlineScript } from '../../src/site/inline-script.ts';
import { startRunner } from '../socket/runner.ts';
import { rawSocket } from '../socket/raw.ts';

const INLINE = inlineScript(readFileSync('src/browser/runner/arrival.js', 'utf8'));

test('pages, files and folders of the build are served, and nothing else', async (t) => {
  const get = await site(t);
  assert.match((await get('/')).body, /the site/);
  assert.match((await get('/?page=1')).body, /the site/);
  assert.equal((await get('/guide/')).body, 'guide');
  assert.equal((await get('/guide/index.html')).body, 'guide');
  assert.equal((await get('/app.js')).head.get('content-type'), 'text/javascript; charset=utf-8');
  assert.equal((await get('/with%20space.txt')).body, 'space');
  const moved = await get('/guide');
  assert.deepEqual([moved.status, moved.head.get('location')], [301, '/guide/']);
  for (const path of [
    '/nothing',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/link.txt',
    '/linked/secret.txt',
    '/.hidden',
    '/guide/../app.js',
    '/toString',
    '/__proto__',
    '/%00',
    '/__guidepost/ws',
  ])
    assert.deepEqual([path, (await get(path)).status], [path, 404]);
  assert.equal((await get('/nothing')).body, 'lost');
  assert.equal((await get('/%ff')).status, 400);
});

test('a site that is made for a path stands below it, with its own page for what is missing', async (t) => {
  const get = await site(t, build(t), { base: '/docs/' });
  assert.match((await get('/docs/')).body, /the site/);
  assert.equal((await get('/docs/guide/')).body, 'guide');
  assert.equal((await get('/docs')).head.get('location'), '/docs/');
  for (const path of ['/', '/guide/', '/app.js', '/docs/nothing']) assert.equal((await get(path)).status, 404);
  assert.equal((await get('/docs/nothing')).body, 'lost');
});

test('what is written after the start is not served', async (t) => {
  const folder = build(t);
  const get = await site(t, folder);
  writeFileSync(join(folder, 'late.txt'), 'late');
  writeFileSync(join(folder, 'app.js'), 'other');
  assert.equal((await get('/late.txt')).status, 404);
  assert.equal((await get('/app.js')).body, 'app');
});

test('a site that was built anew is served, and what an open page may still ask for stays', async (t) => {
  const folder = build(t);
  const { port, served } = await startRunner(t, { dist: folder });
  const read = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  writeFileSync(join(folder, 'guide/index.html'), 'anew');
  rmSync(join(folder, 'app.js'));
  assert.equal(await read('/guide/'), 'guide');
  served.renew();
  assert.equal(await read('/guide/'), 'anew');
  assert.equal(await read('/app.js'), 'app');
});

test('every answer keeps to itself: headers of a page, of a file, of a miss and of a refusal', async (t) => {
  const get = await site(t);
  for (const { head } of [
    await get('/'),
    await get('/app.js'),
    await get('/nothing'),
    await get('/', 'Origin: null'),
  ]) {
    assert.equal(head.get('x-frame-options'), 'DENY');
    assert.equal(head.get('cross-origin-resource-policy'), 'same-origin');
    assert.equal(head.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(head.get('x-content-type-options'), 'nosniff');
    assert.equal(head.get('referrer-policy'), 'no-referrer');
    assert.equal(head.get('cache-control'), 'no-store');
    assert.match(head.get('content-security-policy') ?? '', /^default-src 'none'; /);
    assert.equal(head.get('access-control-allow-origin'), undefined);
    assert.equal(head.get('set-cookie'), undefined);
  }
});

test('the policy of a page allows its own inline script by hash, and the socket of this port', async (t) => {
  const get = await site(t);
  const { head, port } = await get('/');
  const policy = head.get('content-security-policy') ?? '';
  const hash = createHash('sha256').update(INLINE).digest('base64');
  assert.match(policy, new RegExp(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash.replaceAll('+', '\\+')}';`));
  assert.match(policy, new RegExp(`connect-src 'self' ws://127\\.0\\.0\\.1:${port};`));
  assert.doesNotMatch(policy.replace("style-src-attr 'unsafe-inline'", ''), /'unsafe-(inline|eval|hashes)'|\*/);
  for (const rule of ["frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"])
    assert.ok(policy.includes(rule));
});

test('an inline script that is not ours runs nowhere', async (t) => {
  const get = await site(t, build(t, { 'guides/index.html': `<script>${INLINE}</script><script>theirs</script>` }));
  for (const path of ['/guides/', '/'])
    assert.equal((await get(path)).head.get('content-security-policy')?.match(/sha256-/g)?.length, 1);
});

test('a page holds no token', async (t) => {
  const get = await site(t);
  for (const path of ['/', '/app.js', '/nothing']) {
    const { body, raw, keys } = await get(path);
    assert.ok(body.length > 0);
    for (const origin of keys.origins) {
      assert.ok(!raw.includes(keys.of(origin)?.token ?? '?'));
      assert.ok(!raw.includes(keys.of(origin)?.secret ?? '?'));
    }
  }
});

function build(t: TestContext, more: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'site-'));
  t.after(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, 'secret.txt'), 'secret');
  const folder = join(root, 'dist');
  for (const name of ['guide', 'guides']) mkdirSync(join(folder, name), { recursive: true });
  const files = {
    'index.html': `<!doctype html><script>${INLINE}</script><script>theirs</script><script src="/app.js"></script>the site`,
    'guide/index.html': 'guide',
    'app.js': 'app',
    'with space.txt': 'space',
    '.hidden': 'hidden',
    '404.html': 'lost',
    ...more,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  symlinkSync(join(root, 'secret.txt'), join(folder, 'link.txt'));
  symlinkSync(root, join(folder, 'linked'));
  return folder;
}

async function site(t: TestContext, dist: string = build(t), more: SiteOptions = {}) {
  const { port, served } = await startRunner(t, { dist, ...more });
  return async (path: string, ...more: readonly string[]) => {
    const request = [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Connection: close', ...more, '', ''];
    const client = rawSocket(port, request.join('\r\n'));
    const answer = await client.answer;
    const chunks: Buffer[] = [];
    const rest = client.rest();
    for await (const chunk of rest) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const head = new Map(
      answer.head
        .split('\r\n')
        .slice(1)
        .map((line): [string, string] => {
          const colon = line.indexOf(':');
          return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
        }),
    );
    return { status: answer.status, head, body, raw: answer.head + body, port, keys: served.keys };
  };
}
