/** The page's own store and output windows without a browser: only what they need of one is put in its place. */
import { connect } from 'node:net';
import type { TestContext } from 'node:test';
import { WebSocket } from 'ws';
import type { PageData } from '../../src/protocol/page-data.ts';
import type { RunView } from '../../src/runbook/session/view.ts';
import type { PageState, Store } from '../../src/browser/state/store.ts';
import type { OutputWindow } from '../../src/browser/output/output-window.ts';
import type { Guide } from '../../server/engine/session/types.ts';
import type { Served } from '../../server/http/serve.ts';

export interface NodePage {
  readonly store: Store;
  /** Resolves as soon as the state fits. */
  until(fits: (state: PageState) => boolean): Promise<PageState>;
  /** Asks for a run until the journal has it, whatever becomes of the connection. */
  run(run: string, block: string): Promise<void>;
  /** The whole output of a run once it has ended, as the page shows it after somebody has scrolled up to its begin. */
  shown(run: string): Promise<string>;
}

/** A page that this runner has served, and that reaches it by way of `port`. */
export async function openPage(t: TestContext, served: Served, guide: Guide, port = served.port): Promise<NodePage> {
  const browser = stage(served, port);
  const page = await load();
  const data = { runbook: guide.runbook, hashes: Object.fromEntries(guide.hashes), addresses: {}, base: '/' };
  const store = page.createStore(data satisfies PageData, () => import('../../src/browser/state/shown-session.ts'));
  const windows = new Map<string, Held>();
  store.subscribe(({ view, link }) => {
    for (const run of view.runs.values()) windows.set(run.id, windows.get(run.id) ?? hold(store, run, page));
    // As a browser tells when the network is back: nobody waits for the pauses.
    if (link === 'lost') browser.target.dispatchEvent(new Event('online'));
  });
  t.after(() => browser.close());
  const until = (fits: (state: PageState) => boolean) => stateThat(store, fits);
  return {
    store,
    until,
    async run(run, block) {
      while (!store.state.view.runs.has(run)) {
        await until(({ link, session, view }) => (link === 'connected' && session !== null) || view.runs.has(run));
        const { session } = store.state;
        const hash = data.hashes[block] ?? '';
        const asked = {
          type: 'run',
          session: session ?? '',
          run,
          block,
          hash,
          answer: null,
          anyway: false,
        } as const;
        if ((await store.request(asked)) === null) await until(({ view }) => view.runs.has(run));
      }
    },
    async shown(run) {
      const { view } = await until(({ view }) => view.runs.get(run)?.end != null);
      const held = windows.get(run);
      if (!held) throw new Error(`the run ${run} has no window`);
      await held.reach(view.runs.get(run)?.size ?? 0);
      return held.window.screen.lines.map(page.plainText).join('\n');
    },
  };
}

function stateThat(store: Store, fits: (state: PageState) => boolean): Promise<PageState> {
  return new Promise((resolve) => {
    const stop = store.subscribe((state) => {
      if (!fits(state)) return;
      queueMicrotask(() => stop());
      resolve(state);
    });
  });
}

interface Held {
  readonly window: OutputWindow;
  /** Resolves when everything from the begin to `size` is there. */
  reach(size: number): Promise<void>;
}

function hold(store: Store, first: RunView, { openWindow, readBefore }: Awaited<ReturnType<typeof load>>): Held {
  let upto = 0;
  const window = store.outputs.open(first, (run, watch) => {
    const opened = openWindow(run, watch);
    return {
      ...opened,
      get screen() {
        return opened.screen;
      },
      receive(from: number, bytes: Uint8Array) {
        upto = Math.max(upto, from + bytes.length);
        opened.receive(from, bytes);
      },
    };
  });
  return {
    window,
    async reach(size) {
      while (upto < size) await new Promise<void>((resolve) => window.onChange(() => resolve()));
      while (window.before() > 0) await readBefore(window);
    },
  };
}

/** Only once the stage is set: some look for what a browser has as soon as they are loaded. */
const load = async () => ({
  ...(await import('../../src/browser/state/store.ts')),
  ...(await import('../../src/browser/output/output-window.ts')),
  ...(await import('../../src/browser/output/scrollback.ts')),
  ...(await import('../../src/runbook/screen/style.ts')),
});

/** What the page's modules expect of a browser. */
function stage({ url, port: own, keys }: Served, port: number) {
  const target = new EventTarget();
  const sockets = new Set<WebSocket>();
  class Socket extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { origin: url, createConnection: () => connect(port, '127.0.0.1') });
      sockets.add(this);
      this.on('close', () => sockets.delete(this));
      this.on('error', () => {}); // the page hears of the close that follows
    }
  }
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  Object.assign(globalThis, {
    guidepostKeys: { kept: { ...keys.of(url), port: String(own) }, fresh: null, stay: true },
    WebSocket: Socket,
    location: new URL(url),
    document: {
      hidden: false,
      addEventListener: () => undefined,
      head: { append: () => undefined },
      createElement: () => ({}),
    },
    sessionStorage: storage,
    localStorage: storage,
    self: globalThis,
    top: globalThis,
    requestAnimationFrame: (draw: () => void) => setImmediate(draw),
    addEventListener: target.addEventListener.bind(target),
  });
  return {
    target,
    close() {
      // Whoever comes back now finds a socket that stays silent, and waits for it without a clock.
      Object.assign(globalThis, { WebSocket: EventTarget });
      sockets.forEach((socket) => socket.terminate());
    },
  };
}
