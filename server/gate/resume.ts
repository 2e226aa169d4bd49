/**
 * How a restarted runner knows its own pages again. A token dies with its process. A page that was let in holds a second
 * secret besides, which stands in a 0600 file of the user's private runtime folder and belongs to one content folder and
 * port. With it the page makes a pass for one connection: an HMAC over the moment, its origin and the runner's address.
 * The secret itself is never sent. A pass from before this process began, of another moment than now, or used before
 * opens nothing, so whoever held the port in between has nothing either. Who comes in by a pass gets the key of now.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Resume {
  /** What a page of this origin keeps; undefined for an origin that cannot come back. */
  of(origin: string): string | undefined;
  /** Whether the pass opens this runner, once. */
  accept(origin: string, pass: string): boolean;
  /** By what the runner proves itself to who came in by this pass. */
  secretOf(origin: string, pass: string): string;
  /** Old pages are not let in again. */
  renew(): void;
}

interface Kept {
  readonly content: string;
  /** When a runner used it last. */
  readonly at: number;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface ResumeSettings {
  /** What was kept last, and keeping it: for nobody else to read. */
  readonly file: { readonly read: () => string | null; readonly write: (text: string) => void };
  readonly content: string;
  readonly port: number;
  readonly origins: readonly string[];
  /** In ms since the epoch; the page's clock is the same one. */
  readonly now?: () => number;
}

const DAY = 86_400_000; // ms; a page that is left open longer is opened anew
const FRESH = 10_000; // ms from making a pass to its arrival
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
    // Our own file, 0600 in a folder that nobody else may enter.
    const kept = JSON.parse(read() ?? 'null') as Kept | null;
    return kept?.content === content && now - kept.at < DAY ? kept.secrets : null;
  } catch {
    return null; // torn, or a link: then the pages that were open are opened anew
  }
}
