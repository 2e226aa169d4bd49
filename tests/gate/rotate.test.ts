import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import type { Io } from '../../server/commands/io.ts';
import { rotate } from '../../server/commands/rotate.ts';
import { startRunner } from '../socket/runner.ts';

test('guidepost rotate replaces the keys of a running server, sends its pages away, and prints the new address', async (t) => {
  const { io, home, texts } = terminal(t);
  const runner = await startRunner(t, { runtime: join(home, 'guidepost') });
  const page = await runner.enter();
  assert.equal(await rotate([], io), 0);
  assert.deepEqual(await page.message(), { type: 'bye', why: 'rotated' });
  assert.ok(texts.out.includes(runner.served.link()));
  assert.equal((await runner.connect().answer).status, 401);
  assert.ok(runner.log.includes('keys replaced, every page disconnected'));
});

test('with no runner it says so', async (t) => {
  const { io, texts } = terminal(t);
  assert.equal(await rotate([], io), 1);
  assert.equal(texts.err, 'You have no running runner, so there are no keys to replace.\n');
});

function terminal(t: TestContext) {
  const home = mkdtempSync(join(tmpdir(), 'rotate-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const texts = { out: '', err: '' };
  const io: Io = {
    out: (text) => void (texts.out += text),
    err: (text) => void (texts.err += text),
    cwd: home,
    env: { HOME: home, XDG_RUNTIME_DIR: home },
    stdin: Readable.from([]),
    facts: { root: home, canAsk: false, isTerminal: false, color: false, columns: 80 },
    ask: async () => null,
    onInterrupt: () => () => {},
  };
  return { io, home, texts };
}
