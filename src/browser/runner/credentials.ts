/**
 * The runner's token and its secret, in this module and in no storage: arrival.js hands them over, and takes them to the
 * tab's next page. A further tab of the same origin asks the others over a BroadcastChannel, which no other origin hears.
 * localStorage would outlive the runner for nothing; a cookie would travel to every port of this host.
 */
import { tabStorage } from '../platform/storage.ts';

export interface Credentials {
  readonly token: string;
  readonly secret: string;
  readonly port: string;
  /** With what the page comes back where the runner was started again. */
  readonly resume?: string;
}

/** What arrival.js hands over. */
interface Keys {
  /** The runner has proven that it knows them. */
  kept: Credentials | null;
  /** Just arrived in an address, which anybody may have written. */
  fresh: Credentials | null;
  /** Whether they go to the next page of this tab. */
  stay: boolean;
}

interface Broadcast {
  readonly ask?: true;
  /** They have just been proven: newer than what any other tab has. */
  readonly fresh?: true;
  readonly credentials?: Credentials;
}

const AGREED = 'guidepost.agreed';
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('guidepost') : null;
const keys: Keys = handed();
const LEAVING = 5000; // ms from the request for the next page to its arrival; a download leaves no page
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
 * The runner has proven that it knows them: only now they take the place of others, and are told to other tabs. Those of
 * a runner that was started again help the tab that was reloaded before it had come back: that one has nothing left.
 */
export function keepCredentials(credentials: Credentials): void {
  const isFresh = keys.fresh?.token === credentials.token;
  const isNew = keys.kept?.token !== credentials.token;
  keys.kept = credentials;
  if (isFresh) keys.fresh = null;
  if (isNew) channel?.postMessage({ credentials, ...(isFresh ? { fresh: true } : {}) } satisfies Broadcast);
}

/** They opened nothing: the runner that made them is gone, or there never was one. */
export function forgetCredentials({ token }: Credentials): void {
  if (keys.kept?.token === token) keys.kept = null;
  if (keys.fresh?.token === token) keys.fresh = null;
}

/**
 * Whoever answers at the runner's address now would find them in the tab's storage. A connection that ends while the page
 * is being left says nothing about the runner: Firefox closes it before the page is hidden.
 */
export function letStay(stay: boolean): void {
  if (!stay && performance.now() - leaves < LEAVING) return;
  keys.stay = stay;
}

/** A page that shows no guide hears of keys, too. */
export function takeFresh(credentials: Credentials): void {
  keys.fresh = credentials;
}

/** Answers other tabs that ask while `isConnected`, asks them where there is nothing, and hands on what they have. */
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
    if (kept && (!data.fresh || (await isConnected()))) return; // an answer to somebody else, or what is here is good
    onNews(data.credentials);
  });
  if (!keys.kept) channel?.postMessage({ ask: true } satisfies Broadcast);
}

/** The reader clicked Connect on a hosted page: remembered for this tab and this runner, so that the next page need not ask. */
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
