/** The doors with the real engine behind them: real guides, a real bash, a canary file that must never appear. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createEngine } from '../../server/engine/engine.ts';
import { readGuide } from '../../server/guides.ts';
import { serve } from '../../server/serve.ts';
import { type RawSocket, handshake, rawSocket } from './raw.ts';
import { HELLO } from './runner.ts';

const GUIDE = `---
title: Canary
inputs:
  - name: TEXT
    type: string
  - name: NUMBER
    type: int
  - name: PASSWORD
    type: secret
---

\`\`\`bash id=canary
touch "$CANARY"
\`\`\`

\`\`\`bash id=say
printf '%s' "$TEXT"
\`\`\`

\`\`\`bash id=count
echo $((NUMBER + 1))
\`\`\`

\`\`\`bash id=leak
echo "$PASSWORD $(printf %s "$PASSWORD" | base64)"
printf '%s' "$PASSWORD" | cut -c1-4 | tr -d '\\n'; sleep 0.1; printf '%s' "$PASSWORD" | cut -c5-
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

test('what the server read at its start is what runs, whatever is written to the file since', async (t) => {
  const real = await startReal(t);
  const visitor = await real.enter();
  const session = await visitor.open();
  await visitor.ask({ type: 'input', session, name: 'TEXT', value: 'compiled' });
  writeFileSync(real.file, GUIDE.replace(`printf '%s' "$TEXT"`, 'touch "$CANARY"'));
  assert.equal(await visitor.run(session, 'say'), 'compiled');
  assert.ok(!existsSync(real.canary));
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

const HOSTILE = [
  '$(touch "$CANARY")',
  '`touch "$CANARY"`',
  '"; touch "$CANARY"; "',
  '\'; touch "$CANARY"; \'',
  '$CANARY',
  '${CANARY}',
  '-rf --help',
  'a\nb\r\n\ttouch "$CANARY"\n',
  '\\',
  '!$&|;<>(){}[]*?~#%^=',
  'x[$(touch "$CANARY")]',
  '() { :; }; touch "$CANARY"',
  '✓ ü 漢字',
];

test('an input with any shell metacharacter arrives in the block as data', async (t) => {
  const real = await startReal(t);
  const visitor = await real.enter();
  const session = await visitor.open();
  for (const value of HOSTILE) {
    assert.equal((await visitor.ask({ type: 'input', session, name: 'TEXT', value }))?.type, 'done');
    assert.equal(await visitor.run(session, 'say'), value);
  }
  assert.ok(!existsSync(real.canary));
});

test('a number is digits, so that bash arithmetic cannot be made to execute one', async (t) => {
  const real = await startReal(t);
  const visitor = await real.enter();
  const session = await visitor.open();
  for (const value of ['a[$(touch "$CANARY")]', '1+1', '0x10', '1 ', ' 1', '1\n', '١', ''.padEnd(400, '9')]) {
    const answer = await visitor.ask({ type: 'input', session, name: 'NUMBER', value });
    assert.equal(answer?.type === 'refused' && answer.code, 'bad_value', value);
  }
  await visitor.ask({ type: 'input', session, name: 'NUMBER', value: '41' });
  assert.equal(await visitor.run(session, 'count'), '42\n');
  assert.ok(!existsSync(real.canary));
});

test('only declared names are inputs, and no value holds a NUL or half a character', async (t) => {
  const real = await startReal(t);
  const visitor = await real.enter();
  const session = await visitor.open();
  for (const [name, value] of [
    ['PATH', '/tmp'],
    ['LD_PRELOAD', 'x'],
    ['BASH_ENV', 'x'],
    ['OTHER', 'x'],
    ['TEXT', 'a\u0000b'],
    ['TEXT', '\ud800'],
  ]) {
    const answer = await visitor.ask({ type: 'input', session, name, value });
    assert.equal(answer?.type === 'refused' && answer.code, 'bad_value', name);
  }
});

test('a secret leaves in no frame and stays in no file, plain or encoded', async (t) => {
  const real = await startReal(t);
  const visitor = await real.enter();
  const session = await visitor.open();
  const secret = 'correct horse/battery+staple';
  await visitor.ask({ type: 'input', session, name: 'PASSWORD', value: secret });
  const output = await visitor.run(session, 'leak');
  assert.match(output, /\*\*\*/);
  const forms = [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)];
  const written = files(real.state).map((file) => readFileSync(file, 'latin1'));
  assert.ok(written.some((text) => text.includes('"queued"')));
  for (const text of [output, visitor.received(), real.log.join('\n'), ...written])
    for (const form of forms) assert.ok(!text.includes(form), `${form} in ${text}`);
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
  return { type: 'run', ref: 5, session, run: 'run-of-nobody', block, hash, confirmed: false, anyway: false };
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
