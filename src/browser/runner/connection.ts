/**
 * The socket to the runner on this machine. It checks the server's proof, reconnects with growing pauses, and at once
 * when the page is shown again or the network is back. It transports messages and does not know what they mean.
 */
import { PROTOCOL, SOCKET_PATH, TOKEN_PREFIX, VERSION } from '../../protocol/names.ts';
import type { ClientMessage, ServerMessage } from '../../protocol/wire.ts';
import type { Credentials } from './credentials.ts';
import { inTime, part } from '../platform/lazy-import.ts';
import { isProven, passKey } from './proof.ts';
import * as words from '../../words/en.ts';

const hosted = part(() => import('./hosted.ts'));

/**
 * `refused`: a runner answers, but does not accept our token. `foreign`: something answers that is not our runner. On
 * hosted pages only: `offered`: the page has a key and waits for the reader's click; `denied`, `blocked`, `unreached`:
 * see hosted.ts.
 */
export type Link =
  | 'absent'
  | 'offered'
  | 'connecting'
  | 'connected'
  | 'lost'
  | 'refused'
  | 'foreign'
  | 'other-version'
  | 'denied'
  | 'blocked'
  | 'unreached';

type WithoutRef<T> = T extends unknown ? Omit<T, 'ref'> : never;
export type Request = WithoutRef<ClientMessage>;
type Hello = Extract<ServerMessage, { type: 'hello' }>;
type Refused = Extract<ServerMessage, { type: 'refused' }>;

export interface Connection {
  /** Resolves with the answer, which may be a refusal; with null if the connection ends before. */
  ask(request: Request): Promise<ServerMessage | null>;
  tell(request: Request): void;
  /** Tries again at once. */
  wake(): void;
  close(): void;
}

export interface Listener {
  onLink(link: Link): void;
  onHello(hello: Hello): void;
  /** Credentials to keep: the key that the runner has just proven, and the one to resume with. */
  onCredentials(credentials: Credentials): void;
  /** `bytes` follow an `output` message. */
  onMessage(message: ServerMessage, bytes: Uint8Array | null): void;
}

/** Instead of an answer. */
export const LOST = words.connection.lost;

const HOST = '127.0.0.1'; // never from the address, which must not decide where the token is sent
const PAUSES = [300, 1000, 2000, 5000]; // ms
const LONGEST = 10_000; // ms
const GIVE_UP = 3; // failures in a row while something answers on the port; after that the token is not the runner's

/** Whether the runner on that port served this page: then the browser needs no permission, and nobody is asked. */
export function isOwnRunner({ port }: Credentials): boolean {
  return location.host === `${HOST}:${port}`;
}

export function connect(credentials: Credentials, listener: Listener): Connection {
  let { token, secret, resume } = credentials;
  const { port } = credentials;
  const host = `${HOST}:${port}`;
  const own = isOwnRunner(credentials);
  const waiting = new Map<number, (answer: ServerMessage | null) => void>();
  let socket: WebSocket | null = null;
  let [ref, failures, answers] = [0, 0, 0];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [over, reached, passing] = [false, false, false];

  function open() {
    clearTimeout(timer);
    if (over || socket || passing) return;
    listener.onLink(failures === 0 ? 'connecting' : 'lost');
    if (failures === 0 || resume === undefined) return enter({ token, secret });
    passing = true;
    void passKey(resume, location.origin, host).then((pass) => {
      passing = false;
      if (!over) enter(pass);
    });
  }

  function enter({ token, secret }: Pick<Credentials, 'token' | 'secret'>) {
    const nonce = crypto.randomUUID();
    const opened = new WebSocket(`ws://${host}${SOCKET_PATH}`, [PROTOCOL, TOKEN_PREFIX + token]);
    let head: ServerMessage | null = null;
    let proven = false;
    const prove = async (message: ServerMessage) => {
      if (message.type === 'hello') proven = await greet(message, nonce, secret);
    };
    socket = opened;
    opened.binaryType = 'arraybuffer';
    opened.addEventListener('open', () => send({ type: 'hello', nonce }));
    opened.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data !== 'string') {
        if (head) listener.onMessage(head, new Uint8Array(data));
        head = null;
        return;
      }
      const message = JSON.parse(data) as ServerMessage;
      if (!proven) return void prove(message);
      if (message.type === 'output') head = message;
      else deliver(message);
    });
    opened.addEventListener('close', () => {
      socket = null;
      for (const settle of waiting.values()) settle(null);
      waiting.clear();
      if (!over) retry(proven);
    });
  }

  async function greet(hello: Hello, nonce: string, secret: string): Promise<boolean> {
    if (!(await isProven(hello.proof, secret, nonce, location.origin, host))) return end('foreign');
    if (hello.version !== VERSION) return end('other-version');
    if (over) return false;
    [failures, answers] = [0, 0];
    reached = true;
    keep(hello);
    listener.onLink('connected');
    queueMicrotask(() => listener.onHello(hello));
    return true;
  }

  function keep({ key, resume: given }: Hello) {
    if (key) ({ token, secret } = key);
    resume = given ?? undefined;
    listener.onCredentials({ token, secret, port, ...(given ? { resume: given } : {}) });
  }

  function deliver(message: ServerMessage) {
    if (message.type === 'bye' && message.why === 'rotated') end('refused');
    const ref = 'ref' in message ? (message.ref ?? 0) : 0;
    const settle = waiting.get(ref);
    waiting.delete(ref);
    if (settle) settle(message);
    else listener.onMessage(message, null);
  }

  function retry(wasProven: boolean) {
    if (!own && !reached)
      return void inTime(hosted()).then(
        ({ whyNot }) => whyNot().then(end),
        () => end('unreached'),
      );
    failures = wasProven ? 1 : failures + 1;
    listener.onLink('lost');
    // if there was a runner before, nothing is loaded from there until it has proven itself again
    if (own && !reached && failures >= GIVE_UP)
      void fetch(location.pathname, { cache: 'no-store' }).then(refuse, () => (answers = 0));
    const pause = PAUSES[failures - 1] ?? LONGEST;
    timer = setTimeout(open, pause + Math.random() * 200);
  }

  /** A runner that started right after the failure also answers this; the next attempt then succeeds. */
  function refuse() {
    answers += 1;
    if (answers > 1) end('refused');
  }

  /** Results about a connection that has ended are ignored. */
  function end(link: Link): false {
    if (over) return false;
    over = true;
    clearTimeout(timer);
    socket?.close();
    listener.onLink(link);
    return false;
  }

  /** The number of the request, or 0 if there is no connection. */
  function send(request: Request): number {
    if (socket?.readyState !== WebSocket.OPEN) return 0;
    ref += 1;
    socket.send(JSON.stringify({ ...request, ref }));
    return ref;
  }

  open();
  return {
    ask: (request) =>
      new Promise((resolve) => {
        const sent = send(request);
        if (sent > 0) waiting.set(sent, resolve);
        else resolve(null);
      }),
    tell: (request) => void send(request),
    wake() {
      if (!socket && !over) open();
    },
    close: () => {
      over = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

export function isRefused(answer: ServerMessage | null): answer is Refused {
  return answer?.type === 'refused';
}
