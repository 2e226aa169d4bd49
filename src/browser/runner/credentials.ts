/**
 * The runner's token and secret, kept in this module and in no storage: arrival.js passes them in, and on to the tab's
 * next page. A new tab of the same origin asks the other tabs over a BroadcastChannel, which other origins cannot read.
 * localStorage would keep them longer than the runner lives; a cookie would be sent to every port of this host.
 */
import { tabStorage } from '../platform/storage.ts';

export interface Credentials {
  readonly token: string;
  readonly secret: string;
  readonly port: string;
  /** The key to resume with if the runner was restarted. */
  readonly resume?: string;
}

/** What arrival.js passes in. */
interface Keys {
  /** The runner has proven that it knows them. */
  kept: Credentials | null;
  /** Has just arrived in an address, which anybody may have written. */
  fresh: Credentials | null;
  /** Whether they are passed to the next page of this tab. */
  stay: boolean;
}

interface Broadcast {
  readonly ask?: true;
  /** They have just been proven, so they are newer than those of any other tab. */
  readonly fresh?: true;
  readonly credentials?: Credentials;
}

const AGREED = 'guidepost.agreed';
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('guidepost') : null;
const keys: Keys = handed();
const LEAVING = 5000; // ms from the request for the next page to its arrival; a click on a download never leaves this page
let leaves = -LEAVING;
addEventListener('beforeunload', () => (leaves = performance.now()));

function handed(): Keys {
  const given = (globalThis as { guidepostKeys?: Keys }).guidepostKeys ?? { kept: null, fresh: null, stay: true };
  if (!isCredentials(given.kept)) given.kept = null;
  if (!isCredentials(given.fresh)) given.fresh = null;
  return given;
}

/** What has arrived, and what was kept. */
export function ownCredentials(): Pick<Keys, 'kept' | 'fresh'> {
  return keys;
}

/**
 * The runner has proven that it knows these credentials. Only now they replace others and are sent to other tabs. After
 * a restart of the runner this also helps a tab that was reloaded before it could resume: it has no credentials left.
 */
export function keepCredentials(credentials: Credentials): void {
  const isFresh = keys.fresh?.token === credentials.token;
  const isNew = keys.kept?.token !== credentials.token;
  keys.kept = credentials;
  if (isFresh) keys.fresh = null;
  if (isNew) channel?.postMessage({ credentials, ...(isFresh ? { fresh: true } : {}) } satisfies Broadcast);
}

/** The credentials were useless: the runner that made them has ended, or there never was one. */
export function forgetCredentials({ token }: Credentials): void {
  if (keys.kept?.token === token) keys.kept = null;
  if (keys.fresh?.token === token) keys.fresh = null;
}

/**
 * Whoever answers at the runner's address now could read them from the tab's storage. A connection that ends while the
 * page is being left says nothing about the runner: Firefox closes it before the page is hidden.
 */
export function letStay(stay: boolean): void {
  if (!stay && performance.now() - leaves < LEAVING) return;
  keys.stay = stay;
}

/** A page without a guide also learns of new keys. */
export function takeFresh(credentials: Credentials): void {
  keys.fresh = credentials;
}

/**
 * Answers other tabs that ask while `isConnected`, asks them if this page has no credentials, and passes on what it
 * gets.
 */
export function shareCredentials(
  isConnected: () => boolean | Promise<boolean>,
  onNews: (credentials: Credentials) => void,
): void {
  channel?.addEventListener('message', async ({ data }: MessageEvent<Broadcast>) => {
    if (data.ask) {
      if (keys.kept && (await isConnected())) channel.postMessage({ credentials: keys.kept } satisfies Broadcast);
      return;
    }
    const { kept } = keys;
    if (!isCredentials(data.credentials) || data.credentials.token === kept?.token) return;
    if (kept && (!data.fresh || (await isConnected()))) return; // an answer to another tab, or this page's credentials are good
    onNews(data.credentials);
  });
  if (!keys.kept) channel?.postMessage({ ask: true } satisfies Broadcast);
}

/**
 * The reader clicked Connect on a hosted page. Remembered for this tab and runner, so that the next page need not ask.
 */
export function agree({ port }: Credentials): void {
  tabStorage.setItem(AGREED, port);
}

export function hasAgreed({ port }: Credentials): boolean {
  return tabStorage.getItem(AGREED) === port;
}

function isCredentials(value: unknown): value is Credentials {
  const { token, secret, port } = Object(value) as Partial<Record<keyof Credentials, unknown>>;
  return [token, secret, port].every((part) => typeof part === 'string') && /^\d{1,5}$/.test(String(port));
}
