/** Serves the built site, from memory, to requests that the gate lets in. Every answer has the headers of the gate. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Rule, refusal } from '../gate/rule.ts';
import { HEADERS } from '../gate/response-headers.ts';
import { readRawRequest, values } from '../gate/raw-request.ts';
import { encoder } from './encoding.ts';
import { policyOf } from './policy.ts';
import { themedPolicy } from './themed-policy.ts';
import type { Asset } from './walk.ts';

interface SiteSettings {
  readonly port: number;
  readonly rules: readonly Rule[];
  /** Called with the rule that refused a request. */
  readonly onRefused: (request: IncomingMessage, rule: string, status: number) => void;
}

export interface SiteOptions {
  /** The base path of the site, ending in `/`. */
  readonly base?: string | undefined;
  /** Whether the site has its own theme; its pages may then load more than ours. */
  readonly themed?: boolean;
}

export function openSite(
  assets: ReadonlyMap<string, Asset>,
  { port, rules, onRefused }: SiteSettings,
  { base = '/', themed = false }: SiteOptions = {},
): (request: IncomingMessage, response: ServerResponse) => void {
  const policyFor = themed ? themedPolicy : policyOf;
  const policies = new Map<Asset, string>();
  const policy = (asset: Asset) => {
    const known = policies.get(asset) ?? policyFor(html(asset), `ws://127.0.0.1:${port}`);
    policies.set(asset, known);
    return known;
  };
  const encode = encoder();
  const send = (response: ServerResponse, status: number, asset: Asset, accepts = '', kept = {}) => {
    const { body, headers } = encode(asset, accepts);
    response.writeHead(status, {
      ...HEADERS,
      ...headers,
      ...kept,
      'Content-Security-Policy': policy(asset),
      'Content-Type': asset.type,
      'Content-Length': body.length,
    });
    response.end(body);
  };
  return (request, response) => {
    const raw = readRawRequest(request, false);
    const refused = refusal(rules, raw);
    if (refused) {
      onRefused(request, refused.rule, refused.status);
      response.setHeader('Connection', 'close');
      return send(response, refused.status, text(`${refused.why}\n`));
    }
    // Redirect localhost, so that pages have a single origin. The browser keeps the fragment, which contains the key.
    const elsewhere = !values(raw, 'host').includes(`127.0.0.1:${port}`);
    const target = request.url ?? '/';
    const answer = elsewhere
      ? ({ status: 307, location: `http://127.0.0.1:${port}${target}` } as const)
      : find(assets, target, base);
    const accepts = values(raw, 'accept-encoding').join();
    if (!('location' in answer))
      return send(response, answer.status, answer.asset, accepts, keptFor(answer.status, target));
    response.setHeader('Location', answer.location);
    send(response, answer.status, text(''));
  };
}

type Answer =
  | { readonly status: 200 | 400 | 404; readonly asset: Asset }
  | { readonly status: 301; readonly location: string };

function find(assets: ReadonlyMap<string, Asset>, target: string, base: string): Answer {
  const path = decode(target.split('?', 1)[0] ?? '');
  if (path === null) return { status: 400, asset: text('odd path\n') };
  const asset = assets.get(path);
  if (asset) return { status: 200, asset };
  // A site that is built with `format: 'file'` has `a.html` for the address `a`, as hosts of static sites know it.
  const page = assets.get(`${path.replace(/\/$/, '')}.html`);
  if (page && !path.endsWith('/')) return { status: 200, asset: page };
  if (page) return { status: 301, location: encodeURI(path.slice(0, -1)) };
  // Redirect only to a path that exists, never to one that somebody else made up.
  if (assets.has(`${path}/`)) return { status: 301, location: `${encodeURI(path)}/` };
  return { status: 404, asset: assets.get(`${base}404.html`) ?? text('not found\n') };
}

/** A file with the hash of its content in its name never changes, so it may be cached; a page must not be. */
function keptFor(status: number, target: string): Readonly<Record<string, string>> {
  const isHashed = status === 200 && /^\/(?:[\w/-]+\/)?_astro\/[\w.-]+\.[\w-]{8}\.\w+$/.test(target);
  return isHashed ? { 'Cache-Control': 'private, max-age=31536000, immutable' } : {};
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function html(asset: Asset): string {
  return asset.type.startsWith('text/html') ? asset.body.toString('latin1') : '';
}

function text(body: string): Asset {
  return { type: 'text/plain; charset=utf-8', body: Buffer.from(body) };
}
