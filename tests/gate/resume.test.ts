import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { resumeFile } from '../../server/http/runtime.ts';
import { openResume } from '../../server/gate/resume.ts';
import { createKeys } from '../../server/gate/token.ts';
import { passKey } from '../../src/browser/runner/proof.ts';

const PORT = 8123;
const HERE = `http://127.0.0.1:${PORT}`;
const HOST = `127.0.0.1:${PORT}`;

function runtime(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'gp-resume-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A runner that starts at `at` and looks at the clock whenever it is asked; passes are made by the real clock. */
function start(folder: string, more: { content?: string; port?: number; now?: () => number } = {}) {
  const now = more.now ?? (() => Date.now());
  let first = true;
  const clock = () => {
    const at = first ? now() - 1000 : now();
    first = false;
    return at;
  };
  return openResume({
    file: resumeFile(folder, PORT),
    content: '/guides',
    port: PORT,
    origins: [HERE],
    ...more,
    now: clock,
  });
}

test('a page of before is let in again once by each pass, and both sides then share the key of now', async (t) => {
  const folder = runtime(t);
  const kept = start(folder).of(HERE) ?? '';
  const again = start(folder);
  const keys = createKeys([HERE], again);
  const pass = await passKey(kept, HERE, HOST);
  assert.equal(keys.accept(HERE, pass.token), true);
  const welcome = keys.welcome(HERE, pass.token);
  assert.equal(welcome.secret, pass.secret);
  assert.deepEqual(welcome.key, keys.of(HERE));
  assert.equal(welcome.resume, kept);
  assert.equal(keys.accept(HERE, pass.token), false, 'a second time');
  assert.equal(keys.accept(HERE, keys.of(HERE)?.token ?? ''), true);
  assert.equal(keys.welcome(HERE, keys.of(HERE)?.token ?? '').key, null);
});

test('a pass that another folder, port, origin or secret has made opens nothing', async (t) => {
  const folder = runtime(t);
  const kept = start(folder).of(HERE) ?? '';
  const opens = async (runner: ReturnType<typeof start>, secret = kept, origin = HERE, host = HOST) =>
    runner.accept(HERE, (await passKey(secret, origin, host)).token);
  assert.equal(await opens(start(folder, { content: '/others' })), false);
  const own = start(folder);
  const secret = own.of(HERE) ?? '';
  assert.notEqual(secret, kept, 'the other folder has taken the port over');
  assert.equal(await opens(own, secret), true);
  assert.equal(await opens(own, kept), false);
  assert.equal(await opens(own, secret, 'http://evil.example'), false);
  assert.equal(await opens(own, secret, HERE, '127.0.0.1:9'), false);
  assert.equal(own.accept('http://evil.example', (await passKey(secret, 'http://evil.example', HOST)).token), false);
  const other = openResume({ file: resumeFile(folder, 9), content: '/guides', port: 9, origins: [HERE] });
  assert.equal(await opens(other, secret), false);
});

test('a pass from before this runner began opens nothing: whoever held the port meanwhile may have it', async (t) => {
  const folder = runtime(t);
  const kept = start(folder).of(HERE) ?? '';
  const { token } = await passKey(kept, HERE, HOST);
  const began = Date.now() + 2000;
  assert.equal(start(folder, { now: () => began }).accept(HERE, token), false);
  assert.equal(start(folder, { now: () => Date.now() + 60_000 }).accept(HERE, token), false, 'of long ago');
  assert.equal(start(folder, { now: () => Date.now() - 60_000 }).accept(HERE, token), false, 'of a time to come');
});

test('new keys, and a day, invalidate what a page has stored', async (t) => {
  const folder = runtime(t);
  const runner = start(folder);
  const kept = runner.of(HERE) ?? '';
  createKeys([HERE], runner).rotate();
  assert.notEqual(runner.of(HERE), kept);
  assert.equal(runner.accept(HERE, (await passKey(kept, HERE, HOST)).token), false);
  const renewed = runner.of(HERE);
  assert.equal(start(folder).of(HERE), renewed);
  assert.notEqual(start(folder, { now: () => Date.now() + 25 * 3_600_000 }).of(HERE), renewed);
});

test('what is kept is for its owner only, and a link in its place is not followed', (t) => {
  const folder = runtime(t);
  const kept = start(folder).of(HERE);
  const [name = ''] = readdirSync(folder);
  assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
  rmSync(join(folder, name));
  const elsewhere = join(runtime(t), 'mine');
  writeFileSync(elsewhere, JSON.stringify({ content: '/guides', at: Date.now(), secrets: { [HERE]: kept } }));
  symlinkSync(elsewhere, join(folder, name));
  assert.notEqual(start(folder).of(HERE), kept);
});
