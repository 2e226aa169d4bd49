/**
 * The rules every request passes, upgrade or not. Strings are compared, never parsed: what is not spelled exactly as
 * expected is refused. Forwarded headers and Sec-Fetch-* are never read (Chromium sends none on an upgrade).
 */
import type { Rule, Refusal } from './gate.ts';
import { type Knock, values } from './knock.ts';

const TARGET_LIMIT = 2048; // characters; our longest page address is far below

export function frontDoor(port: number, origins: ReadonlySet<string>): readonly Rule[] {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  return [
    // An HTTP/1.0 upgrade may come without Host and still reach the handler.
    { name: 'version', check: ({ version }) => (version === '1.1' ? null : bad('HTTP/1.1 only')) },
    { name: 'target', check: ({ target }) => (isPlain(target) ? null : bad('odd request target')) },
    {
      // Node keeps the first of two Host headers and says nothing.
      name: 'one host',
      check: (knock) => (values(knock, 'host').length === 1 ? null : bad('one Host, please')),
    },
    {
      // The only control that stops DNS rebinding: a rebound page's Origin and Host agree with each other.
      name: 'host',
      check: (knock) =>
        values(knock, 'host').every((host) => hosts.has(host.toLowerCase())) ? null : forbidden('unknown Host'),
    },
    {
      name: 'one origin',
      check: (knock) => (values(knock, 'origin').length <= 1 ? null : forbidden('several Origins')),
    },
    {
      name: 'origin',
      check: (knock) =>
        values(knock, 'origin').every((origin) => origins.has(origin)) ? null : forbidden('unknown Origin'),
    },
    {
      name: 'origin required',
      check: (knock) =>
        knock.upgrade && values(knock, 'origin').length === 0 ? forbidden('an upgrade needs an Origin') : null,
    },
    {
      name: 'body',
      check: (knock) => (knock.method === 'GET' && hasBody(knock) ? { status: 413, why: 'a GET has no body' } : null),
    },
    {
      name: 'method',
      check: ({ method }) => (method === 'GET' ? null : { status: 405, why: 'GET only' }),
    },
    {
      // A service worker would answer for this origin long after the runner has gone.
      name: 'service worker',
      check: (knock) => (values(knock, 'service-worker').length > 0 ? forbidden('no service workers') : null),
    },
  ];
}

function isPlain(target: string): boolean {
  return target.length <= TARGET_LIMIT && /^\/(?!\/)[^#\\\0]*$/s.test(target);
}

function hasBody(knock: Knock): boolean {
  const lengths = values(knock, 'content-length');
  return lengths.some((length) => length !== '0') || values(knock, 'transfer-encoding').length > 0;
}

function bad(why: string): Refusal {
  return { status: 400, why };
}

function forbidden(why: string): Refusal {
  return { status: 403, why };
}
