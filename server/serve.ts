/**
 * Binds a runner together: engine and guides behind the gate, the built site in front, all on 127.0.0.1. Prints nothing
 * and opens nothing; what is to be said goes through `log`.
 */
import { type IncomingMessage, type Server, createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { SOCKET_PATH } from '../src/runbook/wire.ts';
import type { Guide } from './engine/types.ts';
import { frontDoor } from './gate/front-door.ts';
import type { Rule } from './gate/gate.ts';
import { upgradeDoor } from './gate/upgrade-door.ts';
import { type Log, rateLimited, visible } from './log.ts';
import { listen, portOf } from './port.ts';
import { openSite } from './site/site.ts';
import { walkSite } from './site/walk.ts';
import { type Door, openDoor } from './socket/door.ts';
import type { House } from './socket/house.ts';
import { LIMITS, type Limits } from './socket/limits.ts';
import { summarize } from './socket/summary.ts';
import { type Keys, createKeys, fragment } from './token.ts';

export interface RunnerSettings extends Pick<House, 'engine' | 'guides'> {
  readonly log: Log;
  /** Hosted origins that may pair, consent given: `https://docs.example.com`. */
  readonly sites?: readonly string[];
  readonly accept?: House['accept'];
  readonly confirm?: House['confirm'];
  readonly limits?: Partial<Limits>;
  /** The tests take rules out here, to show that each is needed. */
  readonly rules?: (rules: readonly Rule[]) => readonly Rule[];
}

export interface ServeSettings extends RunnerSettings {
  /** The built site; null serves none (the hot-reloading server does). */
  readonly dist: string | null;
  /** The content folder, from which the port follows. */
  readonly content: string;
  /** Pins the port; 0 takes any free one. */
  readonly port?: number;
}

export interface Served {
  readonly url: string;
  readonly port: number;
  readonly keys: Keys;
  /** A page's address with the key in its fragment: a secret. `origin` for a hosted page. */
  link(path?: string, origin?: string): string;
  /** A guide's content changed: pages learn what would run now. */
  changed(guide: Guide): void;
  /** New keys; every socket is closed. */
  rotate(): void;
  /** Dismisses pages and stops listening. The engine's sessions are the caller's to end. */
  close(): Promise<void>;
}

const FRONT = {
  maxHeaderSize: 8192,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
};
const CONNECTIONS = 64;
const REFUSALS_LOGGED = 20; // a minute

export async function serve(settings: ServeSettings): Promise<Served> {
  const server = createServer(FRONT);
  server.maxConnections = CONNECTIONS;
  const wanted = settings.port ?? portOf(settings.content);
  const port = await listen(server, wanted, settings.port !== undefined);
  const runner = openRunner(port, settings);
  const assets = settings.dist === null ? new Map() : walkSite(settings.dist);
  const answer = openSite(assets, port, runner.rules, runner.onRefused);
  server.on('request', answer);
  // A client that says `Expect: 100-continue` gets the same answer as any other.
  server.on('checkContinue', answer);
  server.on('checkExpectation', answer);
  server.on('upgrade', (request, socket, head) => runner.door.upgrade(request, socket, head));
  return {
    ...runner.served,
    async close() {
      runner.door.dismiss('shutdown');
      server.close();
      server.closeIdleConnections();
      await once(server, 'close');
    },
  };
}

/** The same gate and socket on somebody else's server, which keeps its own requests and its other upgrades. */
export async function attach(server: Server, settings: RunnerSettings): Promise<Served> {
  if (!server.listening) await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const runner = openRunner(port, settings);
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.startsWith(SOCKET_PATH)) runner.door.upgrade(request, socket, head);
  };
  server.on('upgrade', onUpgrade);
  return {
    ...runner.served,
    async close() {
      server.off('upgrade', onUpgrade);
      runner.door.dismiss('shutdown');
    },
  };
}

function openRunner(port: number, settings: RunnerSettings) {
  const local = [`http://127.0.0.1:${port}`, `http://localhost:${port}`] as const;
  const keys = createKeys([...local, ...(settings.sites ?? [])]);
  const limits = { ...LIMITS, ...settings.limits };
  const places = { taken: () => door.taken(), limit: limits.sockets };
  const all = [...frontDoor(port, new Set(keys.origins)), ...upgradeDoor(keys, places, Date.now)];
  const rules = settings.rules?.(all) ?? all;
  const logRefusal = rateLimited(settings.log, REFUSALS_LOGGED);
  const onRefused = (request: IncomingMessage, rule: string, status: number) =>
    logRefusal(
      `refused ${status} (${rule}): ${visible(request.method ?? '')} ${visible(request.url ?? '')}` +
        ` from ${visible(request.headers.origin ?? 'no origin')}`,
    );
  const house: House = {
    engine: settings.engine,
    guides: settings.guides,
    log: settings.log,
    accept: settings.accept ?? null,
    confirm: settings.confirm ?? null,
    isLocal: (origin) => local.some((each) => each === origin),
    keys,
    limits,
  };
  const door: Door = openDoor(house, rules, onRefused);
  const served = {
    url: local[0],
    port,
    keys,
    link(path = '/', origin: string = local[0]) {
      const key = keys.of(origin);
      if (!key) throw new Error(`${origin} is not an origin of this runner`);
      return `${origin}${path}${fragment(key, house.isLocal(origin) ? undefined : port)}`;
    },
    changed: (guide: Guide) => door.tell({ type: 'guide', guide: summarize(guide) }),
    rotate() {
      keys.rotate();
      door.dismiss('rotated');
    },
  };
  return { rules, onRefused, door, served };
}
