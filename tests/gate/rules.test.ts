/**
 * Every rule of the gate over bare TCP: the case it exists for is refused and the canary does not run; with the rule
 * taken out the same bytes come in. Before and after each, an honest visitor is served.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROTOCOL, TOKEN_PREFIX } from '../../src/runbook/protocol.ts';
import { rawSocket } from '../socket/raw.ts';
import { type Runner, attack, startRunner } from '../socket/runner.ts';

interface Case {
  readonly rule: string;
  readonly of: string;
  readonly bytes: (runner: Runner) => string;
  /** The answer with the rule, and without it. */
  readonly refused: number;
  readonly admitted: number;
  /** Rules that would refuse the same bytes for a reason of their own, and are out in both halves. */
  readonly alsoOut?: readonly string[];
}

const evil = 'http://evil.example';
const local = (runner: Runner) => `http://127.0.0.1:${runner.port}`;

const CASES: readonly Case[] = [
  {
    rule: 'version',
    of: 'an upgrade by HTTP/1.0',
    bytes: (runner) => runner.upgrade({ version: '1.0' }),
    refused: 400,
    admitted: 101,
  },
  {
    rule: 'target',
    of: 'a target of 2049 characters',
    bytes: (runner) => get(runner, `/?${'a'.repeat(2047)}`),
    refused: 400,
    admitted: 200,
  },
  ...['//', '/#', '/\\', 'http://127.0.0.1/'].map((target) => ({
    rule: 'target',
    of: `the target ${target}`,
    bytes: (runner: Runner) => get(runner, target),
    refused: 400,
    admitted: 404,
  })),
  {
    rule: 'one host',
    of: 'two Hosts that both fit',
    bytes: (runner) => runner.upgrade({ hosts: [`127.0.0.1:${runner.port}`, `localhost:${runner.port}`] }),
    refused: 400,
    admitted: 101,
  },
  {
    rule: 'host',
    of: 'a second Host that does not fit',
    alsoOut: ['one host'],
    bytes: (runner) => runner.upgrade({ hosts: [`127.0.0.1:${runner.port}`, 'evil.example'] }),
    refused: 403,
    admitted: 101,
  },
  ...[
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1.:PORT',
    '[::1]:PORT',
    '0.0.0.0:PORT',
    'localhost:PORT.evil',
    '127.1:PORT',
    '127.0.0.1:0PORT',
  ].map((host) => ({
    rule: 'host',
    of: `the Host ${host}`,
    bytes: (runner: Runner) => runner.upgrade({ hosts: [host.replace('PORT', String(runner.port))] }),
    refused: 403,
    admitted: 101,
  })),
  {
    rule: 'host',
    of: 'a rebound name whose Origin agrees with its Host',
    alsoOut: ['origin', 'token'],
    bytes: (runner) =>
      runner.upgrade({ hosts: [`evil.example:${runner.port}`], origins: [`http://evil.example:${runner.port}`] }),
    refused: 403,
    admitted: 101,
  },
  {
    rule: 'one origin',
    of: 'two Origins that both fit',
    bytes: (runner) => runner.upgrade({ origins: [local(runner), local(runner)] }),
    refused: 403,
    admitted: 101,
  },
  ...[
    evil,
    'null',
    '',
    'http://127.0.0.1:PORT/',
    'HTTP://127.0.0.1:PORT',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1',
    'http://127.0.0.1:PORT.evil.example',
  ].map((origin) => ({
    rule: 'origin',
    of: `the Origin "${origin}"`,
    alsoOut: ['token'],
    bytes: (runner: Runner) => runner.upgrade({ origins: [origin.replace('PORT', String(runner.port))] }),
    refused: 403,
    admitted: 101,
  })),
  {
    rule: 'origin',
    of: 'a cross-origin GET',
    bytes: (runner) => get(runner, '/', `Origin: ${evil}`),
    refused: 403,
    admitted: 200,
  },
  {
    rule: 'origin required',
    of: 'an upgrade without Origin',
    alsoOut: ['token'],
    bytes: (runner) => runner.upgrade({ origins: [] }),
    refused: 403,
    admitted: 101,
  },
  {
    rule: 'body',
    of: 'a GET with a body',
    bytes: (runner) => get(runner, '/', 'Content-Length: 5') + 'hello',
    refused: 413,
    admitted: 200,
  },
  {
    rule: 'body',
    of: 'a GET with a chunked body',
    bytes: (runner) => get(runner, '/', 'Transfer-Encoding: chunked') + '0\r\n\r\n',
    refused: 413,
    admitted: 200,
  },
  ...['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'PROPFIND'].map((method) => ({
    rule: 'method',
    of: method,
    bytes: (runner: Runner) => get(runner, '/').replace('GET', method),
    refused: 405,
    admitted: 200,
  })),
  {
    rule: 'service worker',
    of: 'the script of a service worker',
    bytes: (runner) => get(runner, '/', 'Service-Worker: script'),
    refused: 403,
    admitted: 200,
  },
  {
    rule: 'path',
    of: 'an upgrade elsewhere',
    bytes: (runner) => runner.upgrade({ target: '/' }),
    refused: 404,
    admitted: 101,
  },
  {
    rule: 'protocol',
    of: 'a token without the protocol',
    bytes: (runner) => runner.upgrade({ protocols: TOKEN_PREFIX + runner.token }),
    refused: 400,
    admitted: 101,
  },
  ...Object.entries({
    'no token': () => PROTOCOL,
    'a wrong token': () => `${PROTOCOL}, ${TOKEN_PREFIX}${'A'.repeat(43)}`,
    'half a token': (runner: Runner) => `${PROTOCOL}, ${TOKEN_PREFIX}${runner.token.slice(0, 20)}`,
    'two tokens': (runner: Runner) => `${PROTOCOL}, ${TOKEN_PREFIX}${runner.token}, ${TOKEN_PREFIX}x`,
    'the secret instead of the token': (runner: Runner) =>
      `${PROTOCOL}, ${TOKEN_PREFIX}${runner.served.keys.of(local(runner))?.secret}`,
    "another origin's token": (runner: Runner) =>
      `${PROTOCOL}, ${TOKEN_PREFIX}${runner.served.keys.of(`http://localhost:${runner.port}`)?.token}`,
  }).map(([of, protocols]) => ({
    rule: 'token',
    of,
    bytes: (runner: Runner) => runner.upgrade({ protocols: protocols(runner) }),
    refused: 401,
    admitted: 101,
  })),
];

for (const { rule, of, bytes, refused, admitted, alsoOut = [] } of CASES)
  test(`${rule}: ${of} is refused with ${refused}, and comes in without the rule`, async (t) => {
    const guarded = await startRunner(t, { rules: without(alsoOut) });
    await assertHonestVisitorIsServed(guarded);
    assert.deepEqual(await attack(guarded, bytes(guarded)), { status: refused, ran: false });
    await assertHonestVisitorIsServed(guarded);

    const open = await startRunner(t, { rules: without([rule, ...alsoOut]) });
    assert.deepEqual(await attack(open, bytes(open)), { status: admitted, ran: admitted === 101 });
  });

test('places: the ninth socket is refused with 503 until one of the eight goes, and comes in without the rule', async (t) => {
  const guarded = await startRunner(t);
  const eight = await Promise.all(Array.from({ length: 8 }, () => guarded.enter()));
  assert.deepEqual(await attack(guarded, guarded.upgrade()), { status: 503, ran: false });
  eight[0]?.end();
  while ((await attack(guarded, guarded.upgrade())).status === 503);
  await assertHonestVisitorIsServed(guarded);

  const open = await startRunner(t, { rules: without(['places']) });
  await Promise.all(Array.from({ length: 8 }, () => open.enter()));
  assert.deepEqual(await attack(open, open.upgrade()), { status: 101, ran: true });
});

test('after ten wrong tokens further ones get 429, while those inside and the right token are untouched', async (t) => {
  const runner = await startRunner(t);
  const inside = await runner.enter();
  const wrong = runner.upgrade({ token: 'B'.repeat(43) });
  for (let attempt = 0; attempt < 10; attempt += 1) assert.equal((await attack(runner, wrong)).status, 401);
  assert.deepEqual(await attack(runner, wrong), { status: 429, ran: false });
  inside.send({ type: 'sessions', ref: 9, guide: 'guide' });
  assert.equal((await inside.message())?.type, 'sessions');
  await assertHonestVisitorIsServed(runner);
});

test('cross-origin attempts do not count towards the 429', async (t) => {
  const runner = await startRunner(t);
  const foreign = runner.upgrade({ token: 'B'.repeat(43), origins: [evil] });
  for (let attempt = 0; attempt < 12; attempt += 1) assert.equal((await attack(runner, foreign)).status, 403);
  assert.equal((await attack(runner, runner.upgrade({ token: 'B'.repeat(43) }))).status, 401);
});

test('no header gets round the 429', async (t) => {
  const runner = await startRunner(t);
  const wrong = (more: string) => runner.upgrade({ token: 'B'.repeat(43), more: [more] });
  for (let attempt = 0; attempt < 10; attempt += 1) await attack(runner, wrong(`X-Forwarded-For: 10.0.0.${attempt}`));
  for (const header of [
    'X-Forwarded-For: 10.1.1.1',
    'Forwarded: for=10.1.1.1',
    'X-Real-IP: 10.1.1.1',
    'X-Device-Token: a',
  ])
    assert.equal((await attack(runner, wrong(header))).status, 429);
});

test('an upgrade without any Host, and a header of more than 8 KiB, do not get past Node itself', async (t) => {
  const runner = await startRunner(t);
  assert.equal((await attack(runner, runner.upgrade({ hosts: [] }))).status, 400);
  assert.equal((await attack(runner, runner.upgrade({ more: [`X: ${'x'.repeat(8192)}`] }))).status, 431);
  await assertHonestVisitorIsServed(runner);
});

test('the answer to an upgrade names the protocol and never the token', async (t) => {
  const runner = await startRunner(t);
  for (const protocols of [
    `${PROTOCOL}, ${TOKEN_PREFIX}${runner.token}`,
    `${TOKEN_PREFIX}${runner.token}, ${PROTOCOL}`,
  ]) {
    const visitor = rawSocket(runner.port, runner.upgrade({ protocols }));
    const { head } = await visitor.answer;
    assert.match(head, /^Sec-WebSocket-Protocol: guidepost\.v1$/m);
    assert.doesNotMatch(head, new RegExp(runner.token));
    visitor.end();
  }
});

test('compression is not agreed to', async (t) => {
  const runner = await startRunner(t);
  const visitor = rawSocket(runner.port, runner.upgrade({ more: ['Sec-WebSocket-Extensions: permessage-deflate'] }));
  assert.doesNotMatch((await visitor.answer).head, /Extensions/i);
  visitor.end();
});

test('a refusal is logged in one line, whatever the request holds', async (t) => {
  const runner = await startRunner(t);
  await attack(runner, runner.upgrade({ origins: ['http://evil.example\u009b2J\u0085x'] }));
  assert.equal(runner.log.length, 1);
  assert.match(runner.log[0] ?? '', /^refused 40\d .*evil\.example/);
  assert.doesNotMatch(runner.log[0] ?? '', /\p{Cc}/u);
});

async function assertHonestVisitorIsServed(runner: Runner): Promise<void> {
  assert.deepEqual(await attack(runner, runner.upgrade()), { status: 101, ran: true });
  assert.equal((await attack(runner, get(runner, '/'))).status, 200);
}

function get(runner: Runner, target: string, ...more: readonly string[]): string {
  return [`GET ${target} HTTP/1.1`, `Host: 127.0.0.1:${runner.port}`, ...more, '', ''].join('\r\n');
}

function without(names: readonly string[]) {
  return <R extends { readonly name: string }>(rules: readonly R[]): readonly R[] => {
    for (const name of names)
      assert.ok(
        rules.some((rule) => rule.name === name),
        `there is no rule "${name}"`,
      );
    return rules.filter(({ name }) => !names.includes(name));
  };
}
