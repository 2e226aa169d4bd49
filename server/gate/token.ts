import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a page needs to come in (`token`) and what the server needs to prove itself (`secret`, which no page sends). */
export interface Key {
  readonly token: string;
  readonly secret: string;
}

/** The keys of this process: one for each allowed origin, valid with that origin only, in memory until the process ends. */
export interface Keys {
  readonly origins: readonly string[];
  of(origin: string): Key | undefined;
  /** Whether the token is this origin's. Takes the same time whether it nearly fits or not. */
  accept(origin: string, token: string): boolean;
  /** Replaces every key. */
  rotate(): void;
}

export function createKeys(origins: readonly string[]): Keys {
  const keys = new Map<string, Key>();
  const rotate = () => origins.forEach((origin) => keys.set(origin, newKey()));
  rotate();
  return {
    origins,
    rotate,
    of: (origin) => keys.get(origin),
    accept(origin, token) {
      const key = keys.get(origin);
      return key !== undefined && timingSafeEqual(digest(key.token), digest(token));
    },
  };
}

/** The server's proof in its hello: it knows the secret, for this page's nonce, origin and host. base64url. */
export function prove(secret: string, nonce: string, origin: string, host: string): string {
  return createHmac('sha256', secret).update(`${nonce}\n${origin}\n${host}`).digest('base64url');
}

/** The fragment that hands a page its key. `port` only for a page that is hosted elsewhere. */
export function fragment({ token, secret }: Key, port?: number): string {
  return `#guidepost=${[token, secret, ...(port === undefined ? [] : [String(port)])].join('.')}`;
}

function newKey(): Key {
  return { token: randomBytes(32).toString('base64url'), secret: randomBytes(32).toString('base64url') };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
