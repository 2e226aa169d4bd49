/**
 * Puts the server together, on 127.0.0.1 only: the built site, and the engine with its guides behind the gate. Prints
 * nothing and opens no browser; messages go through `log`.
 */
import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { SOCKET_PATH } from '../../src/protocol/names.ts';
import { requestRules } from '../gate/request-rules.ts';
import { refusal } from '../gate/rule.ts';
import { readRawRequest } from '../gate/raw-request.ts';
import { listen, portOf } from './port.ts';
import { type Runner, type RunnerSettings, openRunner } from './runner.ts';
import { refuseUnreadable } from '../gate/refuse-socket.ts';
import { type DevPlaces, devParts } from '../site/dev-parts.ts';
import { HEADERS } from '../gate/response-headers.ts';
import { type SiteOptions, openSite } from '../site/site.ts';
import { type Asset, walkSite } from '../site/walk.ts';

export type { RunnerSettings } from './runner.ts';

export interface ServeSettings extends RunnerSettings, SiteOptions {
  /** The built site; null serves none. */
  readonly dist: string | null;
  /** The content folder; the default port is derived from its path. */
  readonly content: string;
  /** The port to listen on; 0 is any free one. */
  readonly port?: number;
}

export interface Served extends Pick<Runner, 'url' | 'port' | 'keys'> {
  /** A page's address with the key in its fragment: a secret. `origin` for a hosted page. */
  link(path?: string, origin?: string): string;
  /** Tells the pages what a changed guide would run now. */
  changed: Runner['changed'];
  /** To be called when the site was rebuilt. Files that open pages may still request stay available. */
  renew(): void;
  /** Replaces all keys and closes every socket. */
  rotate(): void;
  /** Disconnects the pages and stops listening. The caller must end the engine's sessions. */
  close(): Promise<void>;
}

const FRONT = {
  requireHostHeader: false, // the gate requires it, and its refusals carry our headers
  maxHeaderSize: 8192,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
};
const CONNECTIONS = 64;
const PATIENCE = 1_000; // ms in which pending requests may finish when the server closes

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
  // A client that sends `Expect: 100-continue` gets the same answer as any other.
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
  /** Where that server finds files; only files that pages are made of are served. */
  readonly dev?: DevPlaces;
}

/**
 * Adds the same gate and socket to a server of others (`astro dev`). It intercepts `emit`, so that a refused request or
 * upgrade reaches none of that server's listeners, even one that is added later.
 */
export async function attach(server: Server, { dev, ...settings }: AttachSettings): Promise<Served> {
  if (!server.listening) await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const runner = openRunner(port, settings);
  const local = requestRules(port, new Set([runner.url]));
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

/** The event was handled here; it is not passed on. */
function handled(..._answer: readonly unknown[]): true {
  return true;
}
