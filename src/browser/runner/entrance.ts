/**
 * Decides which key the page connects with. A key that has just arrived is tried, and replaces the stored one only
 * after the runner has proven that it knows it: any site can open a link with made-up keys.
 */
import { guardParts, letPartsCome } from '../platform/lazy-import.ts';
import { type Connection, type Link, type Listener, connect, isOwnRunner } from './connection.ts';
import {
  type Credentials,
  agree,
  forgetCredentials,
  hasAgreed,
  keepCredentials,
  letStay,
  ownCredentials,
  shareCredentials,
} from './credentials.ts';

export interface Entrance {
  readonly connection: Connection | null;
  /** On the reader's click: a hosted page does not connect by itself. */
  agree(): void;
}

/** Connects at once if that is allowed. `scripts`: what other scripts than ours will request from this site. */
export function openEntrance(listener: Omit<Listener, 'onCredentials'>, scripts: readonly string[]): Entrance {
  let connection: Connection | null = null;
  let link: Link = 'absent';
  let waiting: readonly Credentials[] = [];
  /** Whether the runner that serves this page has ever proven itself. */
  let proven = false;

  const tell = (next: Link) => {
    link = next;
    if (proven) guardParts(next === 'connected');
    letStay(!proven || next === 'connected');
    listener.onLink(next);
  };

  /** A page inside another site's frame never connects, and a hosted page waits for the reader's click. */
  function attempt(all: readonly Credentials[]): void {
    const [credentials, ...others] = all;
    connection?.close();
    connection = null;
    if (!credentials || self !== top) return;
    waiting = all;
    if (isOwnRunner(credentials) || hasAgreed(credentials)) join(credentials, others);
    else tell('offered');
  }

  function join(credentials: Credentials, others: readonly Credentials[]) {
    let opened = false;
    connection = connect(credentials, {
      ...listener,
      onLink(next) {
        opened ||= next === 'connected';
        if (next === 'refused' || next === 'foreign') forgetCredentials(credentials);
        if (!opened && next !== 'connecting' && others.length > 0) {
          forgetCredentials(credentials);
          return attempt(others);
        }
        tell(next);
      },
      onCredentials: keepCredentials,
      onHello(hello) {
        if (isOwnRunner(credentials)) {
          proven = true;
          letPartsCome(scripts);
        }
        listener.onHello(hello);
      },
    });
  }

  function begin(fresh: Credentials | null) {
    const { kept } = ownCredentials();
    const isFirst = fresh && (isOwnRunner(fresh) || hasAgreed(fresh) || !kept);
    attempt((isFirst ? [fresh, kept] : [kept, fresh]).filter((each) => each !== null));
  }

  begin(ownCredentials().fresh);
  shareCredentials(() => link === 'connected', begin);
  return {
    get connection() {
      return connection;
    },
    agree() {
      const [credentials] = waiting;
      if (credentials) agree(credentials);
      attempt(waiting);
    },
  };
}
