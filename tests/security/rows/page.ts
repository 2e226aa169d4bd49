/** The page's part: whom it tells what, where it connects, and when. Its own modules, in a browser of a few words. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createContext, runInContext } from 'node:vm';
import { WebSocketServer } from 'ws';
import type { Credentials } from '../../../src/browser/runner/credentials.ts';
import { drawing, inBrowser, storage } from '../browser.ts';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import type { Load } from '../source.ts';
import { edit } from './edits.ts';

const CONNECTION = 'src/browser/runner/connection.ts';
const CREDENTIALS = 'src/browser/runner/credentials.ts';
const ARRIVAL = 'src/browser/runner/arrival.js';
const HEAD = 'src/components/Head.astro';
const ENTRANCE = 'src/browser/runner/entrance.ts';
const LAZY = 'src/browser/platform/lazy-import.ts';
const NO_RUNNER = 'src/browser/actions/no-runner.ts';
const STORE = 'src/browser/state/store.ts';
const [TOKEN, SECRET] = ['T'.repeat(43), 'S'.repeat(43)];
const KEPT: Credentials = { token: TOKEN, secret: SECRET, port: '8123' };
const LOCAL = new URL('http://127.0.0.1:8123/guides/canary/');
const HOSTED = new URL('https://docs.example.com/guides/canary/');

export const page: readonly Row[] = [
  {
    says: 'hello/page',
    tries: 'another user who has taken the port',
    without: edit(
      CONNECTION,
      "if (!(await isProven(hello.proof, secret, nonce, location.origin, host))) return end('foreign');",
      '',
    ),
    attack: async (world) => (await squat(world)).heard.includes('swordfish'),
    kept: false,
    broken: true,
  },
  {
    says: 'hello/page',
    tries: 'output of another user who has taken the port',
    without: edit(CONNECTION, 'if (!proven) return void', "if (!proven && message.type !== 'output') return void"),
    attack: async (world) => (await squat(world)).shown,
    kept: 0,
    broken: 1,
  },
  {
    says: 'token/second secret',
    tries: 'listening for it',
    without: edit(CONNECTION, 'TOKEN_PREFIX + token]', 'TOKEN_PREFIX + token + secret]'),
    attack: async (world) => (await squat(world)).heard.includes(SECRET),
    kept: false,
    broken: true,
  },
  {
    says: 'lesson/choice',
    tries: 'a page at another address',
    without: edit(CONNECTION, "const HOST = '127.0.0.1';", 'const HOST = location.hostname;'),
    attack: async (world) => (await visited(world, HOSTED, { click: true })).sockets,
    kept: ['ws://127.0.0.1:8123/__guidepost/ws'],
    broken: ['ws://docs.example.com:8123/__guidepost/ws'],
  },
  {
    says: 'token/host',
    tries: 'a port that is a place, in the fragment',
    without: edit(ARRIVAL, '(\\d{1,5})', '(.*)'),
    attack: async (world) => arrived(world, `#guidepost=${TOKEN}.${SECRET}.1@evil.example:80`).kept,
    kept: null,
    broken: '1@evil.example:80',
  },
  {
    says: 'token/host',
    tries: 'a port that is a place, in what is kept',
    without: edit(CREDENTIALS, String.raw` && /^\d{1,5}$/.test(String(port))`, ''),
    attack: async (world) => (await visited(world, LOCAL, { port: '1@evil.example:80', click: true })).sockets,
    kept: [],
    broken: ['ws://127.0.0.1:1@evil.example:80/__guidepost/ws'],
  },
  {
    says: 'token/arrival',
    tries: 'reading the address afterwards',
    without: edit(ARRIVAL, "history.replaceState(history.state, '', location.pathname + location.search);", ''),
    attack: async (world) => arrived(world, `#guidepost=${TOKEN}.${SECRET}`).address,
    kept: '/guides/canary/?q=1',
    broken: `/guides/canary/?q=1#guidepost=${TOKEN}.${SECRET}`,
  },
  {
    says: 'token/arrival',
    tries: 'a script that stands before it',
    without: edit(HEAD, '<script is:inline', '<script src="/before.js"></script>\n<script is:inline'),
    attack: async ({ read }) =>
      /<(script|link|Default)\b[^>]*>/
        .exec(read(HEAD).split('---')[2] ?? '')?.[0]
        .startsWith('<script is:inline set:html='),
    kept: true,
    broken: false,
  },
  {
    says: 'token/scope',
    tries: 'reading the storage of the tab',
    without: edit(ARRIVAL, 'sessionStorage.removeItem(key);', ''),
    attack: async (world) => arrived(world, '', KEPT).stored.includes(TOKEN),
    kept: false,
    broken: true,
  },
  {
    says: 'token/scope',
    tries: 'asking for it after our own script has',
    without: edit(ARRIVAL, 'delete globalThis.guidepostKeys;', ''),
    attack: async (world) => arrived(world, '', KEPT).again,
    kept: false,
    broken: true,
  },
  {
    says: 'token/fixation',
    tries: 'a link with keys that somebody made up',
    without: edit(
      CREDENTIALS,
      'const keys: Keys = handed();',
      'const keys: Keys = handed();\nif (keys.fresh) keepCredentials(keys.fresh);',
    ),
    attack: async (world) => {
      const told: unknown[] = [];
      const BroadcastChannel = class {
        addEventListener() {}
        postMessage = (message: unknown) => void told.push(message);
      };
      const guidepostKeys = { kept: KEPT, fresh: { ...KEPT, token: 'M'.repeat(43) }, stay: true };
      await inBrowser(LOCAL, { guidepostKeys, BroadcastChannel }, () => fresh(world)(CREDENTIALS));
      return [guidepostKeys.kept.token === TOKEN, told.length];
    },
    kept: [true, 0],
    broken: [false, 1],
  },
  {
    says: 'hello/again',
    tries: 'the next part of the page, from whoever has taken the port',
    without: edit(LAZY, 'proof?.promise ?? Promise.resolve()', 'Promise.resolve()'),
    attack: async (world) => {
      const { part, guardParts } = await fresh(world)(LAZY);
      let fetched = 0;
      guardParts(false);
      void part(async () => (fetched += 1))();
      await new Promise((resolve) => setImmediate(resolve));
      const before = fetched;
      guardParts(true);
      await new Promise((resolve) => setImmediate(resolve));
      return [before, fetched];
    },
    kept: [0, 1],
    broken: [1, 1],
  },
  {
    says: 'hello/again',
    tries: 'a worker, from whoever has taken the port',
    without: edit(LAZY, 'if (proof) throw', 'if (proof === undefined) throw'),
    attack: async (world) => {
      let begun = 0;
      const Worker = class {
        readonly number = (begun += 1);
      };
      const globals = { Worker, fetch: () => undefined, requestIdleCallback: () => undefined, guidepostPage: {} };
      return inBrowser(LOCAL, globals, async () => {
        const { guardParts, letPartsCome } = await fresh(world)(LAZY);
        letPartsCome([]);
        const begin = () => new globalThis.Worker('/search.js');
        begin();
        guardParts(false);
        const refused = await (async () => begin())().then(
          () => 'begun',
          (error: unknown) => (error instanceof DOMException ? error.name : 'thrown'),
        );
        guardParts(true);
        begin();
        return [refused, begun];
      });
    },
    kept: ['SecurityError', 2],
    broken: ['begun', 3],
  },
  {
    says: 'token/scope',
    tries: 'a link with made-up keys on a page whose runner has gone, which reloads it from whoever has the port',
    without: edit(ARRIVAL, 'if (!keys.stay) keys.kept = null;', ''),
    attack: async (world) => leaves(world, `#guidepost=${'M'.repeat(43)}.${'N'.repeat(43)}`).includes(TOKEN),
    kept: false,
    broken: true,
  },
  {
    says: 'site/frame',
    tries: 'framed by another page',
    without: edit(ENTRANCE, ' || self !== top', ''),
    attack: async (world) => (await visited(world, LOCAL, { framed: true })).sockets.length,
    kept: 0,
    broken: 1,
  },
  {
    says: 'hosted/click',
    tries: 'a hosted page that was opened',
    without: edit(ENTRANCE, 'isOwnRunner(credentials) || hasAgreed(credentials)', 'true'),
    attack: async (world) => (await visited(world, HOSTED, {})).sockets.length,
    kept: 0,
    broken: 1,
  },
  {
    says: 'hosted/click',
    tries: 'the click counts',
    without: edit(ENTRANCE, 'if (credentials) agree(credentials);', ''),
    attack: async (world) => (await visited(world, HOSTED, { click: true })).sockets.length,
    kept: 1,
    broken: 0,
  },
  {
    says: 'hosted/local first',
    tries: 'reading the link to the local runner',
    without: edit(NO_RUNNER, '${port}${path}${location.hash}`', '${port}${path}#${ownCredentials().kept?.token}`'),
    attack: (world) => localLink(world),
    kept: `http://127.0.0.1:8123${HOSTED.pathname}`,
    broken: `http://127.0.0.1:8123${HOSTED.pathname}#${TOKEN}`,
  },
  {
    says: 'run/page',
    tries: 'a page that shows another text than the runner has',
    without: edit(
      'src/browser/actions/requests.ts',
      "store.data.hashes[block.id] ?? ''",
      "store.state.guide?.hashes[block.id] ?? ''",
    ),
    attack: async (world) => {
      const visitor = await world.enter();
      const { send } = await world.load('src/browser/actions/requests.ts');
      const [block] = world.guide().runbook.blocks;
      const hashes = Object.fromEntries(world.guide().hashes);
      const request = (message: object) => visitor.outcome(message as Record<string, unknown>);
      const store = {
        data: { hashes: { canary: '0'.repeat(64) } },
        state: { session: visitor.session, guide: { hashes } },
        request,
      };
      const before = world.songs();
      const answer = await send(store as never, block as never);
      await (await world.engine.find(visitor.session))?.idle();
      return [answer, world.songs() - before];
    },
    kept: ['stale_block', 0],
    broken: ['done', 1],
  },
  {
    says: 'site/text',
    tries: 'markup that a program prints',
    without: edit(
      'src/browser/output/line.ts',
      'document.createTextNode(content)',
      "Object.assign(document.createElement('span'), { innerHTML: content })",
    ),
    attack: (world) =>
      inBrowser(LOCAL, { document: drawing([]) }, async () => {
        const { lineNode } = await world.load('src/browser/output/line.ts');
        return JSON.stringify(lineNode('<img src=x onerror=sing()>', null)).includes('innerHTML');
      }),
    kept: false,
    broken: true,
  },
];

interface Visit {
  readonly port?: string;
  readonly framed?: boolean;
  /** The reader clicks on Connect. */
  readonly click?: boolean;
}

/** A page with a key is opened: which sockets it opens. */
function visited(world: World, location: URL, { port = '8123', framed = false, click = false }: Visit) {
  const sockets: string[] = [];
  class Socket {
    static readonly OPEN = 1;
    readonly readyState = 0;
    constructor(address: string) {
      sockets.push(address);
    }
    addEventListener() {}
    close() {}
  }
  const credentials: Credentials = { token: TOKEN, secret: SECRET, port };
  const frame = { self: 'page', top: framed ? 'another' : 'page', WebSocket: Socket };
  const guidepostKeys = { kept: credentials, fresh: null, stay: true };
  return inBrowser(location, { ...frame, guidepostKeys }, async () => {
    const { createStore } = await fresh(world)(STORE);
    const runbook = { id: 'canary', inputs: [], blocks: [] };
    const store = createStore({ runbook, hashes: {}, addresses: {}, base: '/' } as never, () => Promise.reject());
    if (click) store.connect();
    return { sockets };
  });
}

let visits = 0;

/** The page's modules keep what they found when they were loaded: each visit loads its own. */
function fresh({ edits, reload }: World): Load {
  visits += 1;
  return reload([
    ...edits,
    ...edit('src/browser/platform/storage.ts', 'type Keeper =', `// ${visits}\ntype Keeper =`),
    // what the build of the site puts there
    ...edit('src/browser/platform/commands.ts', 'import.meta.env.GUIDEPOST_CHECKOUT === true', 'false'),
  ]);
}

/** The page connects to a stranger on its port, and has a secret input to send as soon as it is connected. */
async function squat(world: World): Promise<{ heard: string; shown: number }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'guidepost.v1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let [heard, shown] = ['', 0];
  const over = new Promise<void>((resolve) => {
    server.on('connection', (socket, request) => {
      heard += JSON.stringify(request.rawHeaders);
      socket.send(JSON.stringify({ type: 'output', session: 'session-1', run: 'run-00001', from: 0, bytes: 3 }));
      socket.send(Buffer.from('lie'));
      socket.send(JSON.stringify({ type: 'hello', proof: 'none', version: 1, guides: [], accepts: false }));
      socket.on('close', () => resolve());
      socket.on('message', (data) => {
        heard += Buffer.isBuffer(data) ? data.toString() : '';
        if (heard.includes('"input"')) resolve();
      });
    });
  });
  const location = new URL(`http://127.0.0.1:${port}/`);
  return inBrowser(location, {}, async () => {
    const { connect } = await world.load(CONNECTION);
    const connection = connect(
      { token: TOKEN, secret: SECRET, port: String(port) },
      {
        onLink(link) {
          if (link === 'connected')
            connection.tell({ type: 'input', session: 'session-1', name: 'PASSWORD', value: 'swordfish' });
        },
        onHello() {},
        onCredentials() {},
        onMessage: () => void (shown += 1),
      },
    );
    await over;
    connection.close();
    for (const client of server.clients) client.terminate();
    server.close();
    return { heard, shown };
  });
}

/** What the head's first script makes of an address. */
function arrived({ read }: World, hash: string, kept: Credentials | null = null) {
  const location = { hash, pathname: '/guides/canary/', search: '?q=1', port: '8123', reload() {} };
  const sessionStorage = storage(kept ? { guidepost: JSON.stringify({ kept }) } : {});
  let address = location.pathname + location.search + hash;
  const replaceState = (_state: unknown, _title: string, to: string) => (address = to);
  const history = { state: null, replaceState };
  const document = { documentElement: { dataset: {} }, adoptedStyleSheets: [] };
  const page = createContext({
    location,
    history,
    sessionStorage,
    document,
    CSSStyleSheet: Object,
    addEventListener() {},
  });
  runInContext(read(ARRIVAL), page);
  const { fresh } = runInContext('globalThis.guidepostKeys', page) as { fresh: Credentials | null };
  const again = runInContext('globalThis.guidepostKeys', page) !== undefined;
  return { kept: fresh?.port ?? null, address, again, stored: sessionStorage.getItem('guidepost') ?? '' };
}

/** What a page leaves in the storage that has lost its runner and then gets another address. */
function leaves({ read }: World, hash: string): string {
  const sessionStorage = storage({ guidepost: JSON.stringify({ kept: KEPT }) });
  const heard = new Map<string, () => void>();
  const location = { hash: '', pathname: '/', search: '', port: '8123', reload: () => heard.get('pagehide')?.() };
  const page = createContext({
    location,
    sessionStorage,
    history: { state: null, replaceState() {} },
    document: { documentElement: { dataset: {} }, adoptedStyleSheets: [] },
    CSSStyleSheet: Object,
    addEventListener: (name: string, listener: () => void) => heard.set(name, listener),
  });
  runInContext(read(ARRIVAL), page);
  runInContext('globalThis.guidepostKeys.stay = false', page); // as credentials.ts does
  location.hash = hash;
  heard.get('hashchange')?.();
  return sessionStorage.getItem('guidepost') ?? '';
}

/** Where the link of a hosted page leads. */
function localLink(world: World): Promise<unknown> {
  const drawn: Record<string, unknown>[] = [];
  const guidepostKeys = { kept: { token: TOKEN, secret: SECRET, port: '8123' }, fresh: null, stay: true };
  const globals = { document: drawing(drawn), guidepostKeys, self: 'page', top: 'page' };
  return inBrowser(HOSTED, globals, async () => {
    const { explainRunner } = await fresh(world)(NO_RUNNER);
    explainRunner({ state: { link: 'offered' }, data: { base: '/' } } as never);
    return drawn.find(({ tag }) => tag === 'a')?.['href'];
  });
}
