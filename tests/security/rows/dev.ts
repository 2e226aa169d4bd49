/** Astro's development server, with ours in front of it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { handshake, rawSocket } from '../../socket/raw.ts';
import { fakeEngine } from '../../socket/fake-engine.ts';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const SERVE = 'server/http/serve.ts';
const PARTS = 'server/site/dev-parts.ts';

export const dev: readonly Row[] = [
  ...Object.entries({
    'another Host': (port: number) => `GET / HTTP/1.1\r\nHost: foo.localhost:${port}\r\n\r\n`,
    'two Hosts': (port: number) => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\n\r\n`,
    'a foreign origin': (port: number) =>
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://evil.example\r\n\r\n`,
    'a Host with a dot at its end': (port: number) => `GET / HTTP/1.1\r\nHost: localhost.:${port}\r\n\r\n`,
    'the address of IPv6 as Host': (port: number) => `GET / HTTP/1.1\r\nHost: [::1]:${port}\r\n\r\n`,
    'no Host': () => 'GET / HTTP/1.0\r\n\r\n',
    'a whole address as its target': (port: number) =>
      `GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
    'a preflight': (port: number) =>
      `OPTIONS / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nAccess-Control-Request-Method: POST\r\n\r\n`,
  }).map(([tries, request]): Row => ({
    says: 'dev/door',
    tries,
    without: edit(SERVE, 'if (refusal(runner.rules, readRawRequest(request, false)) || !isPart', 'if (!isPart'),
    attack: (world) => reached(world, request),
    kept: false,
    broken: true,
  })),
  ...Object.entries({
    'a foreign page': { origins: ['http://evil.example'] },
    'a frame without an origin': { origins: ['null'] },
    'a program that says no origin': { origins: [] },
    'a page of a name that leads here': { origins: ['http://foo.localhost'], hosts: ['foo.localhost'] },
  }).map(([tries, parts]): Row => ({
    says: 'dev/door',
    tries: `an upgrade for its own socket from ${tries}`,
    without: edit(SERVE, 'return refusal(local, readRawRequest(request, true)) ?', 'return local.length === -1 ?'),
    attack: (world) => reached(world, (port) => handshake({ port, token: '', target: '/hmr', ...parts })),
    kept: false,
    broken: true,
  })),
  ...[
    '/__open-in-editor?file=server/cli.ts',
    '/@id/server/cli.ts',
    '/@id/__open-in-editor',
    '/@fs/etc/passwd',
    '/src/../package.json',
    '/%2e%2e/package.json',
    '/package.json',
    '/server/cli.ts?raw',
    '/package?import',
    '/.git/config',
    `/@fs${resolve('package.json')}`,
  ].map((target): Row => ({
    says: 'dev/parts',
    tries: target.replace(resolve('.'), '…'),
    without: edit(
      PARTS,
      'function isPart(target: string): boolean {',
      'function isPart(target: string): boolean {\n    if (target) return true;',
    ),
    attack: (world) => reached(world, (port) => `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`),
    kept: false,
    broken: true,
  })),
  {
    says: 'dev/parts',
    tries: 'a file that the server of Astro reads for a request about a picture',
    without: edit(PARTS, ' && filesIn(target).every(mayBeRead)', ''),
    attack: (world) =>
      reached(world, (port) => {
        const target = `/_image?href=/@fs${resolve('package.json')}&f=svg`;
        return `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
      }),
    kept: false,
    broken: true,
  },
];

/** Whether bytes reach the server behind ours. */
async function reached(world: World, bytes: (port: number) => string): Promise<boolean> {
  const { attach } = await world.load(SERVE);
  let heard = false;
  const server = createServer((_, response) => {
    heard = true;
    response.end('theirs');
  });
  server.on('upgrade', (_, socket) => {
    heard = true;
    socket.end('HTTP/1.1 418 Theirs\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const modules = [resolve('src'), resolve('node_modules')];
  const settings = {
    log: () => undefined,
    guides: () => [world.guide()],
    engine: fakeEngine(),
    dev: { work: resolve('.'), modules },
  };
  const attached = await attach(server, settings);
  const visitor = rawSocket(port, bytes(port));
  await visitor.answer;
  visitor.end();
  await attached.close();
  server.close();
  server.closeAllConnections();
  return heard;
}
