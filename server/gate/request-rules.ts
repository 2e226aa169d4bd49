/**
 * The rules that every request must pass, upgrade or not. Strings are compared, never parsed: what is not spelled
 * exactly as expected is refused. Forwarded headers and Sec-Fetch-* are never read (Chromium sends none of the latter
 * on an upgrade).
 */
import type { Rule, Refusal } from './rule.ts';
import { type RawRequest, values } from './raw-request.ts';

const TARGET_LIMIT = 2048; // characters; our longest page address is much shorter

export function requestRules(port: number, origins: ReadonlySet<string>): readonly Rule[] {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  return [
    // An HTTP/1.0 upgrade may come without Host and still reach the handler.
    { name: 'version', check: ({ version }) => (version === '1.1' ? null : bad('HTTP/1.1 only')) },
    { name: 'target', check: ({ target }) => (isPlain(target) ? null : bad('odd request target')) },
    {
      // Node keeps the first of two Host headers and says nothing.
      name: 'one host',
      check: (raw) => (values(raw, 'host').length === 1 ? null : bad('a request needs exactly one Host header')),
    },
    {
      // The only rule that stops DNS rebinding: the Origin and Host of a rebound page agree with each other.
      name: 'host',
      check: (raw) =>
        values(raw, 'host').every((host) => hosts.has(host.toLowerCase())) ? null : forbidden('unknown Host'),
    },
    {
      name: 'one origin',
      check: (raw) => (values(raw, 'origin').length <= 1 ? null : forbidden('several Origins')),
    },
    {
      name: 'origin',
      check: (raw) =>
        values(raw, 'origin').every((origin) => origins.has(origin)) ? null : forbidden('unknown Origin'),
    },
    {
      name: 'origin required',
      check: (raw) =>
        raw.upgrade && values(raw, 'origin').length === 0 ? forbidden('an upgrade needs an Origin') : null,
    },
    {
      name: 'body',
      check: (raw) => (raw.method === 'GET' && hasBody(raw) ? { status: 413, why: 'a GET has no body' } : null),
    },
    {
      name: 'method',
      check: ({ method }) => (method === 'GET' ? null : { status: 405, why: 'GET only' }),
    },
    {
      // A service worker would answer for this origin long after the runner has ended.
      name: 'service worker',
      check: (raw) => (values(raw, 'service-worker').length > 0 ? forbidden('no service workers') : null),
    },
  ];
}

function isPlain(target: string): boolean {
  return target.length <= TARGET_LIMIT && /^\/(?!\/)[^#\\\0]*$/s.test(target);
}

function hasBody(raw: RawRequest): boolean {
  const lengths = values(raw, 'content-length');
  return lengths.some((length) => length !== '0') || values(raw, 'transfer-encoding').length > 0;
}

function bad(why: string): Refusal {
  return { status: 400, why };
}

function forbidden(why: string): Refusal {
  return { status: 403, why };
}
