/** The doors with the real engine behind them: real guides, a real bash, a canary file that must never appear. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createEngine } from '../../server/engine/engine.ts';
import { readGuide } from '../../server/guides/read-guides.ts';
import { serve } from '../../server/http/serve.ts';
import { type RawSocket, handshake, rawSocket } from './raw.ts';
import { HELLO } from './runner.ts';

const GUIDE = `---
title: Canary
inputs:
  - name: TEXT
    type: string
---

\`\`\`bash id=canary
touch "$CANARY"
\`\`\`

\`\`\`bash id=say
printf '%s' "$TEXT"
\`\`\`
`;

test('by id and hash the canary sings; by anything else it does not', async (t) => {
  const real = await startReal(t);
  const visitor = await real.enter();
  const session = await visitor.open();
  const { canary, say } = real.hashes;
  const refused: readonly [string, Record<string, unknown>][] = [
    ['unknown_block', { block: 'canaries' }],
    ['stale_block', { hash: '0'.repeat(64) }],
    ['stale_block', { hash: say }],
    ['unknown_session', { session: 'another-session' }],
  ];
  for (const [code, change] of refused) {
    const answer = await visitor.ask({ ...runOf(session, 'canary', canary), ...change });
    assert.equal(answer?.type === 'refused' && answer.code, code);
  }
  assert.ok(!existsSync(real.canary));
  await visitor.run(session, 'canary');
  assert.ok(existsSync(real.canary));
});

test('an edited block runs in the session that is open, once the runner has read the guide again', async (t) => {
  const real = await startReal(t);
  const visitor = await real.enter();
  const session = await visitor.open();
  await visitor.ask({ type: 'input', session, name: 'TEXT', value: 'text' });
  assert.equal(await visitor.run(session, 'say'), 'text');
  const { say } = real.hashes;
  await real.edit(GUIDE.replace(`printf '%s' "$TEXT"`, `printf 'new %s' "$TEXT"`));
  const answer = await visitor.ask(runOf(session, 'say', say));
  assert.equal(answer?.type === 'refused' && answer.code, 'stale_block');
  assert.equal(await visitor.run(session, 'say'), 'new text');
});

test('many visitors with broken tokens, hosts and messages later, the canary has not sung and the guide still runs', async (t) => {
  const real = await startReal(t);
  const attempts = [
    { token: 'C'.repeat(43) },
    { hosts: ['evil.example'] },
    { origins: ['http://evil.example'] },
    { origins: [] },
    { version: '1.0' },
    { target: '/' },
    { method: 'POST' },
  ];
  for (const parts of attempts) {
    const visitor = rawSocket(real.port, handshake({ port: real.port, token: real.token, ...parts }));
    visitor.send(HELLO);
    visitor.send(runOf('some-session', 'canary', real.hashes.canary));
    assert.notEqual((await visitor.answer).status, 101);
    visitor.end();
  }
  assert.ok(!existsSync(real.canary));
  const visitor = await real.enter();
  await visitor.run(await visitor.open(), 'canary');
  assert.ok(existsSync(real.canary));
});

test('the whole output of a long run crosses the socket byte for byte', async (t) => {
  const real = await startReal(t, '```bash id=long\nseq 1 400000\n```\n');
  const visitor = await real.enter();
  const output = await visitor.run(await visitor.open(), 'long');
  assert.ok(output.startsWith('1\n2\n'));
  assert.equal(output.split('\n').length, 400_001);
  assert.ok(output.endsWith('\n400000\n'));
});

async function startReal(t: TestContext, text: string = GUIDE) {
  const folder = mkdtempSync(join(tmpdir(), 'real-'));
  const file = join(folder, 'guide.md');
  const [canary, state] = [join(folder, 'canary'), join(folder, 'state')];
  writeFileSync(file, text);
  let guide = await readGuide(file);
  const log: string[] = [];
  const engine = createEngine({
    stateDir: state,
    runtimeDir: join(folder, 'runtime'),
    practiceDir: join(folder, 'practice'),
    env: { ...process.env, CANARY: canary },
    cwd: folder,
    guide: () => guide,
  });
  const served = await serve({
    engine,
    guides: () => [guide],
    log: (line) => log.push(line),
    dist: null,
    content: folder,
    port: 0,
  });
  const visitors: RawSocket[] = [];
  t.after(async () => {
    for (const visitor of visitors) visitor.end();
    await served.close();
    await engine.shutdown();
    rmSync(folder, { recursive: true });
  });
  const token = served.keys.of(served.url)?.token ?? '';
  const hashes = Object.fromEntries(guide.hashes);
  return {
    port: served.port,
    token,
    file,
    state,
    canary,
    log,
    hashes: hashes as Record<'canary' | 'say', string>,
    async edit(text: string) {
      writeFileSync(file, text);
      guide = await readGuide(file);
    },
    async enter() {
      const visitor = rawSocket(served.port, handshake({ port: served.port, token }));
      visitors.push(visitor);
      return guest(visitor, guide.runbook.id, (block) => guide.hashes.get(block) ?? '');
    },
  };
}

/** A page as the engine's tests need one: asks, runs a block to its end, and collects its output. */
function guest(visitor: RawSocket, guideId: string, hashOf: (block: string) => string) {
  let [ref, runs] = [10, 0];
  const received: string[] = [];
  const next = async () => {
    const message = await visitor.message();
    assert.ok(message, `the socket was closed; ${received.slice(-2).join(' ')}`);
    received.push(JSON.stringify(message));
    return message;
  };
  const ask = async (request: Record<string, unknown>) => {
    ref += 1;
    visitor.send({ ...request, ref });
    for (;;) {
      const message = await next();
      if ('ref' in message && message.ref === ref) return message;
    }
  };
  return {
    ask,
    received: () => received.join('\n'),
    async open() {
      visitor.send(HELLO);
      await next();
      const opened = await ask({ type: 'open', guide: guideId, workspace: 'mine' });
      assert.ok(opened.type === 'opened');
      await ask({ type: 'follow', session: opened.session, after: 0 });
      return opened.session;
    },
    async run(session: string, block: string): Promise<string> {
      runs += 1;
      const run = `run-of-a-test-${runs}`;
      visitor.send({ ...runOf(session, block, hashOf(block)), run });
      visitor.send({ type: 'watch', ref: 2, session, run, from: 0, to: null });
      const chunks: Buffer[] = [];
      let [size, got, ended] = [0, 0, false];
      while (!ended || got < size) {
        const message = await next();
        assert.notEqual(message.type, 'refused');
        if (message.type === 'output') {
          const frame = await visitor.next();
          chunks.push(frame?.data ?? Buffer.alloc(0));
          got += message.bytes;
          visitor.send({ type: 'ack', ref: 3, session, run, upto: got });
        }
        if (message.type !== 'entries') continue;
        for (const { event } of message.entries) {
          if (event.type === 'output' && event.run === run) size = event.size;
          if (event.type === 'ended' && event.run === run) ended = true;
        }
      }
      received.push(Buffer.concat(chunks).toString('latin1'));
      return Buffer.concat(chunks).toString();
    },
  };
}

function runOf(session: string, block: string, hash: string) {
  return { type: 'run', ref: 5, session, run: 'run-of-nobody', block, hash, answer: null, anyway: false };
}
