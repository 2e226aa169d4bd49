/** Where the runner listens, how much it bears, and what it can never be told to do. */
import cluster from 'node:cluster';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../free-port.ts';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const PORT = 'server/http/port.ts';
const SERVE = 'server/http/serve.ts';
const LITERAL = "{ host: '127.0.0.1', port, exclusive: true }";
const ARGUMENTS = 'server/commands/arguments.ts';

export const listening: readonly Row[] = [
  {
    says: 'bind',
    tries: 'another address of this machine',
    settings: {},
    without: edit(PORT, LITERAL, "{ host: '0.0.0.0', port, exclusive: true }"),
    attack: async ({ port }) => {
      const socket = connect(port, otherAddress());
      const seen = await once(socket, 'connect').then(
        () => 'answers',
        () => 'refused',
      );
      socket.destroy();
      return seen;
    },
    kept: 'refused',
    broken: 'answers',
  },
  {
    says: 'bind',
    tries: 'a second process that shares the port',
    without: edit(PORT, ', exclusive: true }', ' }'),
    attack: async (_world, edits) => sharing(await freePort(), edits),
    kept: ['listens', 'EADDRINUSE'],
    broken: ['listens', 'listens'],
  },
  {
    says: 'frames/ws',
    tries: 'a door beside the gate',
    settings: {},
    without: edit(
      'server/socket/upgrades.ts',
      'noServer: true,',
      "server: process.getBuiltinModule('node:http').createServer().listen(0, '127.0.0.1').unref(),",
    ),
    attack: (world) => doors(world),
    kept: 1,
    broken: 2,
  },
  ...['--host=0.0.0.0', '--bind=all', '--no-token', '--tls', '--cors=*'].map((flag): Row => ({
    says: flag === '--host=0.0.0.0' ? 'bind all' : 'not built',
    tries: flag,
    without: edit(ARGUMENTS, 'options, allowPositionals: true', 'options, strict: false, allowPositionals: true'),
    attack: async ({ load }) => {
      const { readSettings } = await load('server/commands/start/start-settings.ts');
      try {
        return readSettings([flag]) && 'taken';
      } catch {
        return 'refused';
      }
    },
    kept: 'refused',
    broken: 'taken',
  })),
  ...['http://docs.example.com', 'docs.example.com', '*', 'null', 'file:///tmp'].map((site): Row => ({
    says: 'not built',
    tries: `--site ${site}`,
    without: edit(
      'server/commands/start/start-settings.ts',
      "if (url?.protocol === 'https:' || isLocal) return url;",
      "return new URL('https://taken.example');",
    ),
    attack: async ({ load }) => {
      const { readSettings } = await load('server/commands/start/start-settings.ts');
      try {
        return readSettings(['--site', site]) && 'taken';
      } catch {
        return 'refused';
      }
    },
    kept: 'refused',
    broken: 'taken',
  })),
  {
    says: 'port/derived',
    tries: 'starting again for the same folder',
    without: edit(
      SERVE,
      'settings.port ?? portOf(settings.content)',
      'settings.port ?? 20_000 + Math.floor(Math.random() * 10_000)',
    ),
    attack: async (world) => {
      const first = await started(world, undefined);
      await first.close();
      const second = await started(world, undefined);
      await second.close();
      return first.port === second.port;
    },
    kept: true,
    broken: false,
  },
  {
    says: 'port/next',
    tries: 'a folder whose port is taken',
    without: edit(PORT, '!taken || pinned || offset >= TRIES', 'true'),
    attack: async (world) => {
      const first = await started(world, undefined);
      const seen = await started(world, undefined).then(
        async (second) => {
          await second.close();
          return 'the next';
        },
        () => 'none',
      );
      await first.close();
      return seen;
    },
    kept: 'the next',
    broken: 'none',
  },
  {
    says: 'port/pin',
    tries: 'a pinned port that is taken',
    without: edit(SERVE, 'settings.port !== undefined)', 'false)'),
    attack: async (world) => {
      const first = await started(world, undefined);
      const seen = await started(world, first.port).then(
        async (second) => {
          await second.close();
          return 'another';
        },
        () => 'refused',
      );
      await first.close();
      return seen;
    },
    kept: 'refused',
    broken: 'another',
  },
  {
    says: 'front/header size',
    tries: 'more than 8 KiB of headers',
    without: edit(SERVE, 'maxHeaderSize: 8192', 'maxHeaderSize: 16_384'),
    attack: (world) => world.attack(world.upgrade({ more: [`X: ${'x'.repeat(8192)}`] })),
    kept: { status: 431, sang: false },
    broken: { status: 101, sang: true },
  },
  {
    says: 'front/connections',
    tries: 'the sixty-fifth',
    settings: {},
    without: edit(SERVE, 'const CONNECTIONS = 64;', 'const CONNECTIONS = 65;'),
    attack: async (world) => {
      const many = Array.from({ length: 64 }, () => connect(world.port, '127.0.0.1'));
      await Promise.all(many.map((socket) => once(socket, 'connect')));
      const seen = await world.attack(world.upgrade());
      for (const socket of many) socket.destroy();
      while ((await world.fetch('/')).status === 0);
      return seen;
    },
    kept: { status: 0, sang: false },
    broken: { status: 101, sang: true },
  },
];

/** One that a page of another machine, or a name for all of them, would reach. */
function otherAddress(): string {
  const found = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return found.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.2';
}

async function started({ load, engine, guide, folder }: World, port: number | undefined) {
  const { serve } = await load(SERVE);
  const pinned = port === undefined ? {} : { port };
  return serve({ engine, guides: () => [guide()], log: () => {}, dist: null, content: folder, ...pinned });
}

/** How many servers listen for one runner. */
async function doors(world: World): Promise<number> {
  const heard: unknown[] = [];
  const hear = (message: unknown) => void heard.push(message);
  subscribe('tracing:net.server.listen:asyncStart', hear);
  try {
    await (await started(world, 0)).close();
  } finally {
    unsubscribe('tracing:net.server.listen:asyncStart', hear);
  }
  return heard.length;
}

/** Two workers of a cluster on one port: what became of each. */
async function sharing(port: number, edits: Row['without']): Promise<string[]> {
  cluster.setupPrimary({ exec: join(import.meta.dirname, '..', 'listen-worker.ts'), execArgv: [], silent: true });
  const workers = [];
  const seen: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    const worker = cluster.fork({ EDITS: JSON.stringify(edits), PORT: String(port) });
    workers.push(worker);
    const [said] = await once(worker, 'message');
    seen.push(String(said));
  }
  for (const worker of workers) worker.process.kill('SIGKILL');
  await Promise.all(workers.map((worker) => once(worker, 'exit')));
  return seen;
}
