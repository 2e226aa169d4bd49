/** The rules that every request passes, upgrade or not: each with the bytes that it exists for. */
import type { Row } from '../row.ts';
import type { Clause } from '../specification.ts';
import type { World } from '../world.ts';
import { REQUEST_RULES, edit, gate } from './edits.ts';

type Bytes = (world: World) => string;

const EVIL = 'http://evil.example';
const local = ({ port }: World) => `http://127.0.0.1:${port}`;
const withPort = (text: string, { port }: World) => text.replace('PORT', String(port));

export const requestRules: readonly Row[] = [
  raw('front/version', 'an upgrade by HTTP/1.0', 'version', (world) => world.upgrade({ version: '1.0' }), [400, 101]),
  raw('front/target', '2049 characters', 'target', (world) => world.get(`/?${'a'.repeat(2047)}`), [400, 200]),
  ...['//', '/#', '/\\', 'http://127.0.0.1/'].map((target) =>
    raw('front/target', target, 'target', (world) => world.get(target), [400, 404]),
  ),
  raw(
    'front/one host',
    'two Hosts that both fit',
    'one host',
    (world) => world.upgrade({ hosts: [`127.0.0.1:${world.port}`, `localhost:${world.port}`] }),
    [400, 101],
  ),
  {
    ...raw('front/one host', 'none at all', 'one host', (world) => world.upgrade({ hosts: [] }), [400, 101]),
    also: edit('server/http/serve.ts', 'maxHeaderSize: 8192', 'requireHostHeader: false, maxHeaderSize: 8192'),
  },
  {
    ...raw('front/one host', 'read as Node keeps them', '', secondHost, [403, 101]),
    also: gate('one host'),
    without: edit(
      'server/gate/raw-request.ts',
      'const { rawHeaders } = request;',
      'const rawHeaders = Object.entries(request.headers).flat().map(String);',
    ),
  },
  raw('front/host', 'a second Host that does not fit', 'host', secondHost, [403, 101], ['one host']),
  ...['evil.example:PORT', '127.0.0.1', '127.0.0.1.:PORT', '[::1]:PORT', '0.0.0.0:PORT', 'localhost:PORT.evil'].map(
    (host) => raw('front/host', host, 'host', hostIs(host), [403, 101]),
  ),
  ...['127.1:PORT', '127.0.0.1:0PORT', '0x7f.1:PORT', '2130706433:PORT'].map((host) => ({
    ...raw('front/compared', host, '', hostIs(host), [403, 101]),
    without: edit(REQUEST_RULES, 'hosts.has(host.toLowerCase())', 'hosts.has(new URL(`http://${host}`).host)'),
  })),
  ...['X-Forwarded-Host: 127.0.0.1:PORT', 'X-Forwarded-Host: localhost:PORT'].map((header) => ({
    ...raw(
      'front/forwarded',
      header,
      '',
      (world) => world.upgrade({ hosts: ['evil.example'], more: [withPort(header, world)] }),
      [403, 101],
    ),
    without: edit(
      REQUEST_RULES,
      "values(raw, 'host').every(",
      "[values(raw, 'x-forwarded-host')[0] ?? values(raw, 'host')[0] ?? ''].every(",
    ),
  })),
  raw(
    'lesson/rebinding',
    'a name whose Origin agrees with its Host',
    'host',
    (world) => world.upgrade({ hosts: [`evil.example:${world.port}`], origins: [`http://evil.example:${world.port}`] }),
    [403, 101],
    ['origin', 'token'],
  ),
  raw(
    'front/one origin',
    'two Origins that both fit',
    'one origin',
    (world) => world.upgrade({ origins: [local(world), local(world)] }),
    [403, 101],
  ),
  ...[
    EVIL,
    'http://127.0.0.1:PORT/',
    'HTTP://127.0.0.1:PORT',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1',
    'http://127.0.0.1:PORT.evil.example',
  ].map((origin) => raw('front/origin', origin, 'origin', originIs(origin), [403, 101], ['token'])),
  raw('front/origin', 'a cross-origin GET', 'origin', (world) => world.get('/', `Origin: ${EVIL}`), [403, 200]),
  ...['null', ''].map((origin) => raw('lesson/null', `"${origin}"`, 'origin', originIs(origin), [403, 101], ['token'])),
  raw('lesson/null', 'none', 'origin required', (world) => world.upgrade({ origins: [] }), [403, 101], ['token']),
  raw(
    'front/origin required',
    'an upgrade without one, with the token',
    'origin required',
    (world) => world.upgrade({ origins: [] }),
    [403, 101],
    ['token'],
  ),
  raw('front/body', 'five bytes', 'body', (world) => `${world.get('/', 'Content-Length: 5')}hello`, [413, 200]),
  raw(
    'front/body',
    'chunks',
    'body',
    (world) => `${world.get('/', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
    [413, 200],
  ),
  ...['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'PROPFIND'].map((method) =>
    raw('front/method', method, 'method', (world) => world.get('/').replace('GET', method), [405, 200]),
  ),
  raw(
    'front/service worker',
    'the script of one',
    'service worker',
    (world) => world.get('/', 'Service-Worker: script'),
    [403, 200],
  ),
  ...['cross-site', 'none'].map((site) => ({
    ...raw('front/sec-fetch', `an honest page whose browser says ${site}`, '', secFetch(site), [101, 403]),
    sings: 1,
    without: edit(
      REQUEST_RULES,
      "raw.upgrade && values(raw, 'origin').length === 0",
      "raw.upgrade && values(raw, 'sec-fetch-site').length > 0",
    ),
  })),
  {
    says: 'front/order',
    tries: 'a request that breaks every rule is refused by the first',
    without: edit('server/gate/rule.ts', 'of rules)', 'of rules.toReversed())'),
    attack: async (world) =>
      (await world.attack(`POST * HTTP/1.0\r\nOrigin: null\r\nContent-Length: 3\r\n\r\nabc`)).status,
    kept: 400,
    broken: 405,
  },
  {
    ...raw(
      'front/order',
      'an upgrade is asked too',
      '',
      (world) => world.upgrade({ hosts: ['evil.example'] }),
      [403, 101],
    ),
    without: edit(
      'server/socket/upgrades.ts',
      'const refused = refusal(rules, raw);',
      'const refused = refusal([], raw);',
    ),
  },
  {
    ...raw('lesson/one gate', 'a request is asked too', '', (world) => world.get('/', `Origin: ${EVIL}`), [403, 200]),
    without: edit('server/site/site.ts', 'refusal(rules, raw)', 'refusal([], raw)'),
  },
  ...['checkContinue', 'checkExpectation'].map((event, index) => ({
    ...raw(
      'lesson/one gate',
      `a request that waits: ${event}`,
      '',
      (world: World) => world.get('/', `Origin: ${EVIL}`, `Expect: ${['100-continue', 'else'][index]}`),
      [403, [100, 417][index] ?? 0],
    ),
    without: edit('server/http/serve.ts', `server.on('${event}', answer);`, ''),
  })),
];

/** `status`: with the rule and without it. Who is let into the socket makes the canary sing. */
function raw(
  says: Clause,
  tries: string,
  rule: string,
  bytes: Bytes,
  [refused, admitted]: readonly [number, number],
  also: readonly string[] = [],
): Row {
  return {
    says,
    tries,
    without: rule === '' ? [] : gate(rule),
    ...(also.length > 0 ? { also: gate(...also) } : {}),
    attack: (world) => world.attack(bytes(world)),
    kept: { status: refused, sang: refused === 101 },
    broken: { status: admitted, sang: admitted === 101 },
  };
}

function secondHost(world: World): string {
  return world.upgrade({ hosts: [`127.0.0.1:${world.port}`, 'evil.example'] });
}

function hostIs(host: string): Bytes {
  return (world) => world.upgrade({ hosts: [withPort(host, world)] });
}

function originIs(origin: string): Bytes {
  return (world) => world.upgrade({ origins: [withPort(origin, world)] });
}

function secFetch(site: string): Bytes {
  return (world) => world.upgrade({ more: [`Sec-Fetch-Site: ${site}`] });
}
