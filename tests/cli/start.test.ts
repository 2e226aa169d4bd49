import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { addressIn } from '../address-in.ts';
import { handshake, rawSocket } from '../socket/raw.ts';
import { HELLO } from '../socket/runner.ts';
import { freePort } from '../free-port.ts';
import { folderOf, guidepost, start } from './guidepost.ts';

test(
  'start serves the site at an address with a key, a signal ends it, and only an author may accept outputs',
  { timeout: 300_000 },
  async (t) => {
    const folder = folderOf(t);
    mkdirSync(join(folder, 'practice'));
    writeFileSync(
      join(folder, 'guide.md'),
      '---\ntitle: Left\npractice: { folder: practice }\n---\n```bash\ntrue\n```\n',
    );
    assert.equal((await guidepost(folder, 'run', 'guide.md', '--practice', '--keep')).code, 0);
    const { child, ended } = start(folder, 'start', '--no-open', '--yes', '--site', 'https://example.com/docs/');
    const left = new Promise<void>((resolve) =>
      child.stdout?.on(
        'data',
        (text: string) =>
          /^1 practice session left open, using \S+ kB\. To delete them: .*prune --older-than 0d/m.test(text) &&
          resolve(),
      ),
    );
    t.after(() => child.kill('SIGKILL'));
    const address = await Promise.race([addressIn(child.stdout), ended.then(({ err }) => assert.fail(err))]);
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/#guidepost=/);
    const page = await fetch(address);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /Guidepost/);
    assert.equal(await offersAccept(address), false);
    await left;
    const rotated = await guidepost(folder, 'rotate');
    child.kill('SIGTERM');
    const { code, out, err } = await ended;
    assert.equal(code, 0, err);
    assert.match(out, /Stopping …/);
    const paired = /https:\/\/example\.com\/docs\/#guidepost=\S{43}\.\S{43}\.\d+$/m;
    assert.match(out, paired);
    assert.match(rotated.out, paired);
    await assert.rejects(fetch(address));

    const author = start(folder, 'start', '--no-open', '--yes', '--author');
    t.after(() => author.child.kill('SIGKILL'));
    const link = await Promise.race([addressIn(author.child.stdout), author.ended.then(({ err }) => assert.fail(err))]);
    assert.equal(await offersAccept(link), true);
    author.child.kill('SIGTERM');
    assert.equal((await author.ended).code, 0);
  },
);

/** Whether a page that was opened from this address offers to accept what came into the guide. */
async function offersAccept(address: string): Promise<boolean> {
  const { origin, port: own, hash } = new URL(address);
  const [token = '', , port = own] = hash.replace('#guidepost=', '').split('.');
  const socket = rawSocket(Number(port), handshake({ port: Number(port), token, origins: [origin] }));
  socket.send(HELLO);
  const hello = await socket.message();
  socket.end();
  if (hello?.type !== 'hello') throw new Error(`the runner says ${JSON.stringify(hello)}`);
  return hello.accepts;
}

test('dev serves the sources themselves, and a signal ends it', { timeout: 300_000 }, async (t) => {
  const { child, ended } = start(folderOf(t), 'dev', '--no-open', '--yes', '--port', String(await freePort()));
  t.after(() => child.kill('SIGKILL'));
  const address = await Promise.race([addressIn(child.stdout), ended.then(({ err }) => assert.fail(err))]);
  const page = await fetch(address);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /@vite\/client/);
  assert.equal(await offersAccept(address), true);
  child.kill('SIGTERM');
  const { code, out, err } = await ended;
  assert.equal(code, 0, err);
  assert.match(out, /Stopping …/);
});

test('wrong flags of start are reported before anything is built', async (t) => {
  const folder = folderOf(t);
  for (const [flags, why] of [
    [['--port', 'eight'], /--port eight should be a number/],
    [['--site', 'http://docs.example.com'], /should look like --site https:/],
    [['--site', 'https://*.example.com'], /give each site in full; wildcards are not supported/],
    [['--no-opne'], /did you mean --no-open\?/],
    [['somewhere'], /there is no such file or folder/],
  ] as const) {
    const { code, err, out } = await guidepost(folder, 'start', ...flags);
    assert.equal(code, 2);
    assert.match(err, why);
    assert.equal(out, '');
  }
});

test('a hosted site is not paired if nobody can consent', async (t) => {
  const { code, err } = await guidepost(folderOf(t), 'start', '--no-open', '--site', 'https://docs.example.com');
  assert.equal(code, 2);
  assert.match(err, /needs your consent on a terminal, or --yes/);
});
