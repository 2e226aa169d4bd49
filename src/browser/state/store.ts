/**
 * The one place that the elements render from: the link to the runner, the session that this tab shows, and its view,
 * which is nothing but the fold of its journal. Elements subscribe, and are told at most once per picture.
 *
 * A click means what the reader saw. A run waits for what it depends on and what is still on its way (`hold`): the
 * journal of the session, a value that was given right before, a session that is being opened or reset.
 */
import type { View } from '../../runbook/session/view.ts';
import type { Times } from '../../runbook/session/time-left.ts';
import type { GuideSummary, Machine, ServerMessage, SessionSummary } from '../../protocol/wire.ts';
import type { PageData } from '../../protocol/page-data.ts';
import { isRefused, LOST, type Link, type Request } from '../runner/connection.ts';
import { openEntrance } from '../runner/entrance.ts';
import { inTime, lazyImport } from '../platform/lazy-import.ts';
import { localView } from './local-choices.ts';
import { createOutputs, type Outputs } from '../runner/outputs.ts';

export interface PageState {
  readonly link: Link;
  /** What the runner would run now; null until it has said so. */
  readonly guide: GuideSummary | null;
  /** Whether the runner lets this page change the guide's file. */
  readonly accepts: boolean;
  /** Where blocks run; null where the runner does not say. */
  readonly machine: Machine | null;
  /** How long the blocks took in earlier sessions. */
  readonly earlier: Times;
  /** Newest first; null until the runner has told. */
  readonly sessions: readonly SessionSummary[] | null;
  readonly session: string | null;
  /** Of the session; without one, the reader's own choices. */
  readonly view: View;
}

export interface Store {
  readonly data: PageData;
  readonly state: PageState;
  readonly outputs: Outputs;
  /** By block, the run of this session that was asked for last: until the journal has it, a click on Run means that one. */
  readonly asked: Map<string, string>;
  subscribe(listener: (state: PageState) => void): () => void;
  /** On the reader's click: a hosted page does not connect by itself. */
  connect(): void;
  /** Sends a message about the session that is shown; resolves with why it was refused, or null. */
  request(request: Request): Promise<string | null>;
  /** The same, resolving with the answer, or why it was refused. */
  ask(request: Request): Promise<ServerMessage | string>;
  /** Opens a session with the choices that are shown, and shows it, unless one is being opened: then it is that one. Resolves with why not, or null. */
  open(workspace: 'practice' | 'mine', folder?: string): Promise<string | null>;
  /** Kept once all is there that a run has to wait for; null while nothing is. */
  readonly arriving: Promise<unknown> | null;
  /** A run waits for this. */
  hold<T>(coming: Promise<T>): Promise<T>;
  show(session: string): void;
  refreshLocal(): void;
  /** Something beside the state changed: draw again. */
  touch(): void;
}

/** The session that this tab shows. */
export interface ShownSession {
  /** After each connect: which session to show, and from where on. */
  welcome(): Promise<void>;
  /** In every tab of this browser. */
  choose(session: string): void;
  receive(message: ServerMessage, bytes: Uint8Array | null): void;
  /** Nobody tells any more what happens. */
  lose(): View;
  open: Store['open'];
}

/** Makes it; the only one that changes the store from outside. */
export type ShowSession = (store: Store, set: (change: Partial<PageState>) => void) => ShownSession;

/** `sessionPart` comes with a runner; without one the store holds the reader's own choices. */
export function createStore(data: PageData, sessionPart: () => Promise<{ readonly showSession: ShowSession }>): Store {
  const guide = data.runbook.id;
  const listeners = new Set<(state: PageState) => void>();
  const asked = new Map<string, string>();
  const none = () => ({ session: null, view: localView(guide) });
  let state: PageState = {
    link: 'absent',
    guide: null,
    accepts: false,
    machine: null,
    earlier: {},
    sessions: null,
    ...none(),
  };
  let shown: ShownSession | null = null;
  let arriving: Promise<unknown> | null = null;
  let scheduled = false;

  const outputs = createOutputs((request) => entrance.connection?.tell(request));

  function set(change: Partial<PageState>) {
    state = { ...state, ...change };
    if (!scheduled) onNextPicture(draw);
    scheduled = true;
  }

  function draw() {
    if (!scheduled) return;
    scheduled = false;
    for (const listener of listeners) listener(state);
  }

  function hold<T>(coming: Promise<T>): Promise<T> {
    const all = (arriving = Promise.allSettled([arriving, coming]).then(() => {
      if (arriving === all) arriving = null;
      set({});
    }));
    return coming;
  }

  const entrance = openEntrance(
    {
      onLink: (link) =>
        set(shown && link !== 'connected' && state.session !== null ? { link, view: shown.lose() } : { link }),
      onHello({ guides, accepts, machine }) {
        set({ guide: guides.find(({ id }) => id === guide) ?? null, accepts, machine });
        const coming = inTime(sessionPart());
        lazyImport(coming, () => {});
        void hold(coming.then(({ showSession }) => (shown ??= showSession(store, set)).welcome()));
      },
      onMessage(message, bytes) {
        if (message.type === 'guide' && message.guide.id === guide) set({ guide: message.guide });
        else shown?.receive(message, bytes);
      },
    },
    [`${data.base}pagefind/pagefind.js`],
  );

  async function ask(request: Request): Promise<ServerMessage | string> {
    const answer = (await entrance.connection?.ask(request)) ?? null;
    if (answer === null) return LOST;
    return isRefused(answer) ? answer.message : answer;
  }

  for (const event of ['online', 'pageshow', 'focus']) addEventListener(event, () => entrance.connection?.wake());
  document.addEventListener('visibilitychange', () => (document.hidden ? draw() : entrance.connection?.wake()));

  const store: Store = {
    data,
    outputs,
    asked,
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
    connect: () => entrance.agree(),
    ask,
    request: async (request) => {
      const answer = await ask(request);
      return typeof answer === 'string' ? answer : null;
    },
    open: (workspace, folder) => shown?.open(workspace, folder) ?? Promise.resolve(LOST),
    get arriving() {
      return arriving;
    },
    hold,
    show: (session) => shown?.choose(session),
    touch: () => set({}),
    refreshLocal: () => state.session === null && set(none()),
  };
  return store;
}

/** A hidden page gets no pictures; it keeps up by the clock, so that it is right the moment it is shown. */
function onNextPicture(callback: () => void) {
  if (document.hidden) setTimeout(callback, 50);
  else requestAnimationFrame(callback);
}
