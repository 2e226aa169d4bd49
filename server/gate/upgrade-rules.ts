/**
 * The additional rules for an upgrade: the path, the protocol, the token of exactly this Origin, a free place. Wrong
 * tokens are counted for all origins together. Requests from unknown origins were refused before, and do not count.
 */
import { PROTOCOL, SOCKET_PATH, TOKEN_PREFIX } from '../../src/protocol/names.ts';
import type { Keys } from './token.ts';
import type { Refusal, Rule } from './rule.ts';
import { type RawRequest, values } from './raw-request.ts';

const MINUTE = 60_000; // ms
const WRONG_TOKENS = 10; // per minute; a page that was left open during a restart tries a few times

export interface Places {
  readonly taken: () => number;
  readonly limit: number;
}

/** `now` in ms. The 429 answers wrong tokens only, so that guessing by others does not lock a page out. */
export function upgradeRules(keys: Keys, places: Places, now: () => number): readonly Rule[] {
  let failures: number[] = [];
  const tokenRefusal = (): Refusal => {
    const at = now();
    failures = failures.filter((failure) => failure > at - MINUTE);
    if (failures.length >= WRONG_TOKENS) return { status: 429, why: 'too many wrong tokens' };
    failures.push(at);
    return { status: 401, why: 'wrong token' };
  };
  const rules: readonly Rule[] = [
    {
      name: 'path',
      check: ({ target }) => (target === SOCKET_PATH ? null : { status: 404, why: 'no such socket' }),
    },
    {
      name: 'protocol',
      check: (raw) => (protocols(raw).includes(PROTOCOL) ? null : { status: 400, why: `speak ${PROTOCOL}` }),
    },
    {
      name: 'token',
      check: (raw) => {
        const token = tokenOf(raw);
        return keys.accept(values(raw, 'origin')[0] ?? '', token) ? null : tokenRefusal();
      },
    },
    {
      name: 'places',
      check: () => (places.taken() < places.limit ? null : { status: 503, why: 'too many open sockets' }),
    },
  ];
  return rules.map((rule) => ({
    name: rule.name,
    check: (raw) => (raw.upgrade ? rule.check(raw) : null),
  }));
}

/** The token that an upgrade offers; empty if there is none, or several. */
export function tokenOf(raw: RawRequest): string {
  const tokens = protocols(raw).filter((word) => word.startsWith(TOKEN_PREFIX));
  return tokens.length === 1 ? (tokens[0] ?? '').slice(TOKEN_PREFIX.length) : '';
}

function protocols(raw: RawRequest): string[] {
  return values(raw, 'sec-websocket-protocol')
    .join(',')
    .split(',')
    .map((word) => word.trim());
}
