import { isPass, type Resume } from './resume.ts';
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A page proves itself with `token`, the server with `secret`, which is never sent. */
export interface Key {
  readonly token: string;
  readonly secret: string;
}

/** The keys of this process: one for each allowed origin, valid for that origin only, kept in memory only. */
export interface Keys {
  readonly origins: readonly string[];
  of(origin: string): Key | undefined;
  /** Whether the token, or the pass (resume.ts), is valid for this origin. Compares in constant time. */
  accept(origin: string, token: string): boolean;
  /** What the server needs to greet the page that came in with this token. */
  welcome(origin: string, token: string): Welcome;
  /** Replaces every key. */
  rotate(): void;
}

interface Welcome {
  /** The secret with which the server proves itself. */
  readonly secret: string;
  /** The current key, for a page that came in with a pass; else null. */
  readonly key: Key | null;
  /** The secret with which the page can come back after a restart (resume.ts); null if it cannot. */
  readonly resume: string | null;
}

export function createKeys(origins: readonly string[], resume: Resume | null = null): Keys {
  const keys = new Map<string, Key>();
  const renew = () => origins.forEach((origin) => keys.set(origin, newKey()));
  renew();
  return {
    origins,
    rotate() {
      renew();
      resume?.renew();
    },
    of: (origin) => keys.get(origin),
    welcome(origin, token) {
      const key = keys.get(origin) ?? NONE;
      const kept = { resume: resume?.of(origin) ?? null };
      return resume && isPass(token)
        ? { ...kept, secret: resume.secretOf(origin, token), key }
        : { ...kept, secret: key.secret, key: null };
    },
    accept(origin, token) {
      if (resume && isPass(token)) return resume.accept(origin, token);
      const key = keys.get(origin);
      return key !== undefined && timingSafeEqual(digest(key.token), digest(token));
    },
  };
}

/**
 * The proof in the server's hello that it knows the secret: an HMAC of the page's nonce, origin and host, in base64url.
 */
export function prove(secret: string, nonce: string, origin: string, host: string): string {
  return createHmac('sha256', secret).update(`${nonce}\n${origin}\n${host}`).digest('base64url');
}

/** The URL fragment that gives a page its key. `port` is only for a hosted page. */
export function fragment({ token, secret }: Key, port?: number): string {
  return `#guidepost=${[token, secret, ...(port === undefined ? [] : [String(port)])].join('.')}`;
}

const NONE: Key = { token: '', secret: '' };

function newKey(): Key {
  return { token: randomBytes(32).toString('base64url'), secret: randomBytes(32).toString('base64url') };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
