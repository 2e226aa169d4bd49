/**
 * The one place that the elements draw from: the connection to the runner, the session that this tab shows, and its
 * view, which is the fold of its journal and nothing else. Elements subscribe, and are called at most once per frame.
 *
 * A click refers to what the reader saw. So a run waits for what is still on its way (`hold`): the journal of the
 * session, a value that was entered just before, a session that is being opened or reset.
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
  /** The guide as the runner would run it now; null until the runner has answered. */
  readonly guide: GuideSummary | null;
  /** Whether the runner lets this page change the guide's file. */
  readonly accepts: boolean;
  /** Where blocks run; null if the runner does not say. */
  readonly machine: Machine | null;
  /** How long the blocks took in earlier sessions. */
  readonly earlier: Times;
  /** Newest first; null until the runner has answered. */
  readonly sessions: readonly SessionSummary[] | null;
  readonly session: string | null;
  /** The view of the session; without a session, the reader's own choices. */
  readonly view: View;
}

export interface Store {
  readonly data: PageData;
  readonly state: PageState;
  readonly outputs: Outputs;
  /**
   * By block, the latest run that was requested in this session: until it is in the journal, a click on Run refers to
   * it.
   */
  readonly asked: Map<string, string>;
  subscribe(listener: (state: PageState) => void): () => void;
  /** On the reader's click: a hosted page does not connect by itself. */
  connect(): void;
  /** Sends a message about the session that is shown; resolves with the reason for a refusal, or null. */
  request(request: Request): Promise<string | null>;
  /** The same, but resolves with the answer, or the reason for a refusal. */
  ask(request: Request): Promise<ServerMessage | string>;
  /**
   * Opens a session with the choices that are shown, and shows it. If one is being opened already, waits for that one.
   * Resolves with the reason for a failure, or null.
   */
  open(workspace: 'practice' | 'mine', folder?: string): Promise<string | null>;
  /** Resolves when everything that a run has to wait for has arrived; null if there is nothing to wait for. */
  readonly arriving: Promise<unknown> | null;
  /** Makes runs wait for this. */
  hold<T>(coming: Promise<T>): Promise<T>;
  show(session: string): void;
  refreshLocal(): void;
  /** Something outside of the state has changed: draws again. */
  touch(): void;
}

/** The session that this tab shows. */
export interface ShownSession {
  /** Called after each connect: chooses the session to show, and requests the entries that are missing. */
  welcome(): Promise<void>;
  /** Shows the session in every tab of this browser. */
  choose(session: string): void;
  receive(message: ServerMessage, bytes: Uint8Array | null): void;
  /** The connection is lost. */
  lose(): View;
  open: Store['open'];
}

/** Creates it; nothing else outside of this file changes the store. */
export type ShowSession = (store: Store, set: (change: Partial<PageState>) => void) => ShownSession;

/** `sessionPart` is loaded once there is a runner; without one the store holds the reader's own choices. */
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

/** A hidden page gets no frames. It draws by a timer instead, so that it is up to date when it is shown. */
function onNextPicture(callback: () => void) {
  if (document.hidden) setTimeout(callback, 50);
  else requestAnimationFrame(callback);
}
