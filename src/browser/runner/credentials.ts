/**
 * The runner's token and its secret. arrival.js put them into sessionStorage when the page was opened from the
 * terminal's link; a further tab of the same origin asks the others over a BroadcastChannel, which no other origin
 * hears, and any page of the site answers. localStorage would outlive the runner for nothing; a cookie would travel to every port of this host.
 */
import { readKept, tabStorage } from '../platform/storage.ts';

export interface Credentials {
  readonly token: string;
  readonly secret: string;
  readonly port: string;
  /** With what the page comes back where the runner was started again. */
  readonly resume?: string;
}

interface Broadcast {
  /** Straight from a link of the terminal: newer than what any other tab has. */
  readonly fresh?: true;
  readonly credentials?: Credentials;
}

const KEY = 'guidepost';
const AGREED = 'guidepost.agreed';
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(KEY) : null;

export function ownCredentials(): Credentials | null {
  const kept = readKept(tabStorage, KEY);
  return isCredentials(kept) ? kept : null;
}

/** Calls `onNews` with what another tab says where this one had nothing, or when one was opened anew. */
export function hearCredentials(onNews: (credentials: Credentials) => void): void {
  let own = ownCredentials();
  channel?.addEventListener('message', ({ data: { credentials, fresh } }: MessageEvent<Broadcast>) => {
    if (!isCredentials(credentials) || credentials.token === own?.token) return;
    if (own && !fresh) return; // an answer to somebody else
    own = credentials;
    keepCredentials(credentials);
    onNews(credentials);
  });
}

/** The reader clicked Connect on a hosted page: remembered for this tab, so that the guide's next page need not ask. */
export function agree(): void {
  tabStorage.setItem(AGREED, 'true');
}

export function hasAgreed(): boolean {
  return tabStorage.getItem(AGREED) !== null;
}

/** What the runner has given to a page that it let in. */
export function keepCredentials(credentials: Credentials): void {
  tabStorage.setItem(KEY, JSON.stringify(credentials));
}

/** They opened nothing: the runner that made them is gone. */
export function forgetCredentials(): void {
  tabStorage.removeItem(KEY);
}

function isCredentials(value: unknown): value is Credentials {
  const { token, secret, port } = Object(value) as Partial<Record<keyof Credentials, unknown>>;
  return [token, secret, port].every((part) => typeof part === 'string') && /^\d{1,5}$/.test(String(port));
}
