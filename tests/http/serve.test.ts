import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openBrowser, redirect } from '../../server/http/open-browser.ts';
import { portOf } from '../../server/http/port.ts';
import { findRunners, publish, requestRotation } from '../../server/http/runtime.ts';
import { readPrivate } from '../../server/system/private-folder.ts';
import { attach, serve } from '../../server/http/serve.ts';
import { fakeEngine, fakeGuide } from '../socket/fake-engine.ts';
import { handshake, rawSocket } from '../socket/raw.ts';
import { attack, startRunner } from '../socket/runner.ts';

const QUIET = { log: () => {}, guides: () => [fakeGuide('canary')], dist: null };

test('the port is derived from the content folder; on a collision, the next free one is taken', async (t) => {
  const settings = { ...QUIET, engine: fakeEngine(), content: folder(t) };
  const first = await serve(settings);
  const second = await serve(settings);
  assert.equal(first.port, portOf(settings.content));
  assert.ok(second.port > first.port || first.port === 29_999);
  await assert.rejects(serve({ ...settings, port: first.port }), { code: 'EADDRINUSE' });
  await Promise.all([first.close(), second.close()]);
});

test('only 127.0.0.1 answers', async (t) => {
  const { port } = await startRunner(t);
  const others = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const host of ['::1', ...others.map(({ address }) => address)]) {
    const socket = connect(port, host);
    const [error] = await once(socket, 'error');
    assert.match(String(error), /ECONNREFUSED|EADDRNOTAVAIL|ENETUNREACH|EAFNOSUPPORT/);
  }
});

test('another server keeps its requests and its other upgrades; ours pass the same gate', async (t) => {
  const server = createServer((_request, response) => response.end('theirs'));
  const theirs: string[] = [];
  server.on('upgrade', (request, socket) => {
    if (request.url === '/__guidepost/ws') return;
    theirs.push(request.url ?? '');
    socket.end('HTTP/1.1 418 Theirs\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  const engine = fakeEngine();
  const attached = await attach(server, { ...QUIET, engine });
  t.after(async () => {
    await attached.close();
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const token = attached.keys.of(attached.url)?.token ?? '';
  const runner = { port, engine };
  assert.deepEqual(await attack(runner, handshake({ port, token })), { status: 101, ran: true });
  assert.deepEqual(await attack(runner, handshake({ port, token, hosts: ['evil.example'] })), {
    status: 403,
    ran: false,
  });
  assert.equal((await rawSocket(port, handshake({ port, token, target: '/hmr' })).answer).status, 418);
  assert.deepEqual(theirs, ['/hmr']);
  assert.equal(await (await fetch(attached.url)).text(), 'theirs');
});

test('whatever another server listens to, it receives nothing that our gate refuses', async (t) => {
  const heard: string[] = [];
  const server = createServer((request, response) => response.end(heard.push(request.url ?? '')));
  server.listen(0, '127.0.0.1');
  const attached = await attach(server, { ...QUIET, engine: fakeEngine() });
  server.on('upgrade', (request) => heard.push(request.url ?? '')); // late, as Vite's own
  t.after(async () => {
    await attached.close();
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const own = `Host: 127.0.0.1:${port}\r\n`;
  for (const [status, request] of [
    [403, `GET / HTTP/1.1\r\nHost: foo.localhost:${port}\r\n\r\n`],
    [400, `GET / HTTP/1.1\r\n${own}${own}\r\n`],
    [403, `GET / HTTP/1.1\r\n${own}Origin: http://evil.example\r\n\r\n`],
    [405, `OPTIONS / HTTP/1.1\r\n${own}Origin: http://127.0.0.1:${port}\r\n\r\n`],
    [405, `POST / HTTP/1.1\r\n${own}Content-Length: 0\r\n\r\n`],
    [400, `GET / HTTP/1.0\r\n\r\n`],
    [0, handshake({ port, token: '', target: '/hmr', hosts: ['evil.example'] })],
    [0, handshake({ port, token: '', target: '/hmr', origins: [] })],
  ] as const)
    assert.equal((await rawSocket(port, request).answer).status, status, request);
  assert.deepEqual(heard, []);
});

test('a link carries the key in its fragment, with the port for a hosted page', async (t) => {
  const { served, port, token } = await startRunner(t, { sites: ['https://docs.example.com'] });
  const secret = served.keys.of(served.url)?.secret;
  assert.equal(served.link('/guide/'), `http://127.0.0.1:${port}/guide/#guidepost=${token}.${secret}`);
  assert.match(
    served.link('/', 'https://docs.example.com'),
    new RegExp(`^https://docs.example.com/#guidepost=\\S{43}\\.\\S{43}\\.${port}$`),
  );
  assert.throws(() => served.link('/', 'https://evil.example'));
});

test('another command finds the runner and has its keys replaced; the file is private and goes with the runner', async (t) => {
  const runtime = folder(t);
  const { served, port } = await startRunner(t, { runtime });
  const [runner] = findRunners(runtime);
  assert.ok(runner);
  assert.equal(runner.links[served.url], served.link());
  assert.equal(statSync(runtime).mode & 0o777, 0o700);
  for (const name of readdirSync(runtime)) assert.equal(statSync(join(runtime, name)).mode & 0o777, 0o600);
  const rotated = await requestRotation(runtime, runner, 5_000);
  assert.equal(rotated?.links[served.url], served.link());
  assert.notEqual(rotated?.links[served.url], runner.links[served.url]);
  assert.equal(runner.port, port);
  await served.close();
  assert.deepEqual(readdirSync(runtime), [`resume-${port}.json`]);
  assert.deepEqual(findRunners(runtime), []);
});

test('a runner that crashed is not found, and one that does not answer is said to be so', async (t) => {
  const runtime = folder(t);
  const child = spawn('true');
  await once(child, 'exit');
  const gone = publish(runtime, { pid: child.pid ?? 0, port: 1, links: {} }, () => {});
  assert.deepEqual(findRunners(runtime), []);
  gone.remove();
  assert.equal(await requestRotation(runtime, { pid: 1, port: 2, links: {} }, 20), null);
});

test('a private file is not read through a link', (t) => {
  const runtime = folder(t);
  symlinkSync('/etc/passwd', join(runtime, 'trust.json'));
  assert.throws(() => readPrivate(join(runtime, 'trust.json')), { name: 'NotPlain' });
});

test('the browser is given a private file that leads on, so that no argument holds the key', async (t) => {
  const runtime = folder(t);
  const log = join(runtime, 'log');
  const opener = join(runtime, 'opener');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(opener, `#!/bin/sh\necho "$@" > ${log}.new && mv ${log}.new ${log}\n`, { mode: 0o700 });
  const url = 'http://127.0.0.1:1/#guidepost=TOKEN.SECRET';
  const { opened, forget } = await openBrowser(url, runtime, opener);
  assert.equal(opened, true);
  const file = join(runtime, `open-${process.pid}.html`);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.ok(readFileSync(file, 'utf8').includes(url));
  while (!readdirSync(runtime).includes('log')) await new Promise(setImmediate);
  const argument = readFileSync(log, 'utf8');
  assert.match(argument, /^file:\/\/\/.*\.html\n$/);
  assert.doesNotMatch(argument, /TOKEN|SECRET/);
  forget();
  assert.ok(!readdirSync(runtime).includes(`open-${process.pid}.html`));
  assert.equal((await openBrowser(url, runtime, join(runtime, 'missing'))).opened, false);
});

test('an address cannot break out of the redirect page', () => {
  assert.doesNotMatch(redirect('http://127.0.0.1/"><script>x</script>'), /<script>/);
});

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'serve-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
