import { isPass, type Resume } from './resume.ts';
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
  /** Whether the token is this origin's, or a pass (resume.ts). Takes the same time whether it nearly fits or not. */
  accept(origin: string, token: string): boolean;
  /** By what the server proves itself to who came in by this token, and what such a page is given to keep. */
  welcome(origin: string, token: string): Welcome;
  /** Replaces every key. */
  rotate(): void;
}

interface Welcome {
  readonly secret: string;
  /** For a page that came in by a pass: the key of now. */
  readonly key: Key | null;
  /** With what it comes back after a restart; null where it cannot. */
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

/** The server's proof in its hello: it knows the secret, for this page's nonce, origin and host. base64url. */
export function prove(secret: string, nonce: string, origin: string, host: string): string {
  return createHmac('sha256', secret).update(`${nonce}\n${origin}\n${host}`).digest('base64url');
}

/** The fragment that hands a page its key. `port` only for a page that is hosted elsewhere. */
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
