/**
 * Lets the pages of a runner connect again after it was restarted. Tokens end with their process, so a page that was
 * let in also gets a second secret, which belongs to one content folder and port, and which the runner keeps in a 0600
 * file in the user's private runtime folder. With it the page makes a pass for one connection: an HMAC of the time, its
 * origin and the runner's address. The secret itself is never sent. A pass is refused if it was made before this
 * process began, is not fresh, or was used before; so a program that held the port in between learns nothing useful. A
 * page that comes in with a pass gets the current key.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Resume {
  /** The secret for pages of this origin; undefined if they cannot come back. */
  of(origin: string): string | undefined;
  /** Whether the pass is valid; it is then used up. */
  accept(origin: string, pass: string): boolean;
  /** The secret with which the runner proves itself to the page that came in with this pass. */
  secretOf(origin: string, pass: string): string;
  /** Replaces the secrets, so that pages that are open now cannot come back. */
  renew(): void;
}

interface Kept {
  readonly content: string;
  /** When a runner last used it: ms since 1970. */
  readonly at: number;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface ResumeSettings {
  /** Reads and writes the file of the secrets, which no other user can read. */
  readonly file: { readonly read: () => string | null; readonly write: (text: string) => void };
  readonly content: string;
  readonly port: number;
  readonly origins: readonly string[];
  /** The time in ms since 1970; the page has the same clock. */
  readonly now?: () => number;
}

const DAY = 86_400_000; // ms; a page that was left open longer must be opened again
const FRESH = 10_000; // ms from the making of a pass to its arrival, at most
const PASS = /^resume\.(\d{13})\.[\w-]{22,64}\.([\w-]{43})$/;

export function openResume({ file, content, port, origins, now = Date.now }: ResumeSettings): Resume {
  const started = now();
  const used = new Map<string, number>();
  let secrets = known(file.read, content, started) ?? fresh(origins);
  const keep = () => file.write(JSON.stringify({ content, at: started, secrets } satisfies Kept));
  keep();

  const sign = (origin: string, pass: string, what: 'pass' | 'proof') => {
    const made = pass.slice(0, pass.lastIndexOf('.'));
    return createHmac('sha256', secrets[origin] ?? '')
      .update(`${what}\n${made}\n${origin}\n127.0.0.1:${port}`)
      .digest('base64url');
  };

  return {
    of: (origin) => secrets[origin],
    accept(origin, pass) {
      const [, made, signature] = PASS.exec(pass) ?? [];
      if (made === undefined || signature === undefined || secrets[origin] === undefined) return false;
      const [at, moment] = [now(), Number(made)];
      for (const [old, until] of used) if (until < at) used.delete(old);
      if (moment <= started || moment > at || at - moment > FRESH || used.has(pass)) return false;
      if (!timingSafeEqual(Buffer.from(sign(origin, pass, 'pass')), Buffer.from(signature))) return false;
      used.set(pass, at + FRESH);
      return true;
    },
    secretOf: (origin, pass) => sign(origin, pass, 'proof'),
    renew() {
      secrets = fresh(origins);
      keep();
    },
  };
}

export function isPass(token: string): boolean {
  return PASS.test(token);
}

function fresh(origins: readonly string[]): Kept['secrets'] {
  return Object.fromEntries(origins.map((origin) => [origin, randomBytes(32).toString('base64url')]));
}

function known(read: () => string | null, content: string, now: number): Kept['secrets'] | null {
  try {
    // The file is ours (0600), in a folder that no other user can enter.
    const kept = JSON.parse(read() ?? 'null') as Kept | null;
    return kept?.content === content && now - kept.at < DAY ? kept.secrets : null;
  } catch {
    return null; // incomplete, or a link: pages that are open must be opened again
  }
}
