/**
 * Binds it all together: engine and guides behind the gate, the built site in front, on 127.0.0.1 and nowhere else.
 * Prints nothing and opens nothing; what is to be said goes through `log`.
 */
import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { SOCKET_PATH } from '../../src/protocol/names.ts';
import { frontDoor } from '../gate/front-door.ts';
import { refusal } from '../gate/gate.ts';
import { readRawRequest } from '../gate/raw-request.ts';
import { listen, portOf } from './port.ts';
import { type Runner, type RunnerSettings, openRunner } from './runner.ts';
import { refuseUnreadable } from '../gate/refuse-socket.ts';
import { type DevPlaces, devParts } from '../site/dev-parts.ts';
import { HEADERS } from '../gate/headers.ts';
import { type SiteOptions, openSite } from '../site/site.ts';
import { type Asset, walkSite } from '../site/walk.ts';

export type { RunnerSettings } from './runner.ts';

export interface ServeSettings extends RunnerSettings, SiteOptions {
  /** The built site; null serves none. */
  readonly dist: string | null;
  /** The content folder, from which the port follows. */
  readonly content: string;
  /** Pins the port; 0 takes any free one. */
  readonly port?: number;
}

export interface Served extends Pick<Runner, 'url' | 'port' | 'keys'> {
  /** A page's address with the key in its fragment: a secret. `origin` for a hosted page. */
  link(path?: string, origin?: string): string;
  /** A guide's content changed: pages learn what would run now. */
  changed: Runner['changed'];
  /** The site was built anew. What pages that are open may still ask for stays. */
  renew(): void;
  /** New keys; every socket is closed. */
  rotate(): void;
  /** Dismisses pages and stops listening. The engine's sessions are the caller's to end. */
  close(): Promise<void>;
}

const FRONT = {
  requireHostHeader: false, // the gate does, and its refusals have our headers
  maxHeaderSize: 8192,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
};
const CONNECTIONS = 64;
const PATIENCE = 1_000; // ms for requests under way when the server closes

export async function serve(settings: ServeSettings): Promise<Served> {
  const server = createServer(FRONT);
  server.on('clientError', refuseUnreadable);
  server.maxConnections = CONNECTIONS;
  const wanted = settings.port ?? portOf(settings.content);
  const port = await listen(server, wanted, settings.port !== undefined);
  const runner = openRunner(port, settings);
  const { dist, base } = settings;
  let assets: ReadonlyMap<string, Asset> = dist === null ? new Map() : walkSite(dist, base);
  let site = openSite(assets, runner, settings);
  const answer: typeof site = (request, response) => site(request, response);
  server.on('request', answer);
  // A client that says `Expect: 100-continue` gets the same answer as any other.
  server.on('checkContinue', answer);
  server.on('checkExpectation', answer);
  server.on('upgrade', (request, socket, head) => runner.door.upgrade(request, socket, head));
  return {
    ...runner,
    renew() {
      assets = new Map([...assets, ...(dist === null ? [] : walkSite(dist, base))]);
      site = openSite(assets, runner, settings);
    },
    async close() {
      runner.close();
      server.close();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), PATIENCE).unref();
      await once(server, 'close');
    },
  };
}

interface AttachSettings extends RunnerSettings {
  /** Where that server finds files: only what pages are made of is handed out. */
  readonly dev?: DevPlaces;
}

/**
 * The same gate and socket on somebody else's server (`astro dev`), which answers requests and further upgrades only
 * behind the front door. Whatever listens there, and however late it came, hears of nothing else.
 */
export async function attach(server: Server, { dev, ...settings }: AttachSettings): Promise<Served> {
  if (!server.listening) await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const runner = openRunner(port, settings);
  const local = frontDoor(port, new Set([runner.url]));
  const isPart = dev ? devParts(dev) : () => true;
  const refuse = openSite(new Map(), runner);
  const emit = server.emit.bind(server) as (event: string, ...rest: unknown[]) => boolean;
  const guarded = (event: string, ...rest: unknown[]): boolean => {
    const [request, other, head] = rest as [IncomingMessage, ServerResponse & Duplex, Buffer];
    if (event === 'upgrade') {
      if (request.url?.startsWith(SOCKET_PATH)) return handled(runner.door.upgrade(request, other, head));
      return refusal(local, readRawRequest(request, true)) ? handled(other.destroy()) : emit(event, ...rest);
    }
    if (!REQUESTS.includes(event)) return emit(event, ...rest);
    if (refusal(runner.rules, readRawRequest(request, false)) || !isPart(request.url ?? '/'))
      return handled(refuse(request, other));
    for (const [name, value] of Object.entries(HEADERS)) other.setHeader(name, value);
    other.setHeader('Content-Security-Policy', "frame-ancestors 'none'");
    return emit('request', ...rest);
  };
  server.emit = guarded;
  return {
    ...runner,
    renew() {},
    async close() {
      server.emit = emit;
      runner.close();
    },
  };
}

const REQUESTS = ['request', 'checkContinue', 'checkExpectation'];

/** Nobody else need hear of it. */
function handled(..._answer: readonly unknown[]): true {
  return true;
}
