/**
 * The one place that the elements render from: the link to the runner, the session that this tab shows, and its view,
 * which is nothing but the fold of its journal. Elements subscribe, and are told at most once per picture.
 *
 * A click means what the reader saw. A run waits for what it depends on and what is still on its way (`hold`): the
 * journal of the session, a value that was given right before, a session that is being opened or reset.
 */
import type { View } from '../../runbook/view.ts';
import type { Times } from '../../runbook/time-left.ts';
import type { GuideSummary, Machine, ServerMessage, SessionSummary } from '../../protocol/wire.ts';
import type { PageData } from '../../protocol/page-data.ts';
import { isRefused, LOST, type Link, type Request } from '../runner/connection.ts';
import { openEntrance } from '../runner/entrance.ts';
import { keepSession, keptSession, localView, onOtherTab } from './local-choices.ts';
import { sessionView } from './session-view.ts';
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

export function createStore(data: PageData): Store {
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
  const known = sessionView();
  let arriving: Promise<unknown> | null = null;
  let opening: Promise<string | null> | null = null;
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
      onLink: (link) => set(link === 'connected' || state.session === null ? { link } : { link, view: known.lose() }),
      onHello({ guides, accepts, machine }) {
        set({ guide: guides.find(({ id }) => id === guide) ?? null, accepts, machine });
        void hold(welcome());
        void learnTimes();
      },
      onMessage: receive,
    },
    [`${data.base}pagefind/pagefind.js`],
  );

  /** After each connect: which session to show, and from where on. */
  async function welcome() {
    const sessions = await list();
    if (!sessions) return;
    const kept = keptSession(guide);
    const chosen = sessions.find(({ session }) => session === kept) ?? sessions.find(({ closed }) => !closed);
    if (chosen) choose(chosen.session);
    else if (state.session !== null) set(none());
  }

  /** Nothing waits for them. */
  async function learnTimes() {
    const answer = await entrance.connection?.ask({ type: 'times', guide });
    if (answer?.type === 'times') set({ earlier: answer.times });
  }

  /** The sessions as they are now, the newest first. */
  async function list(): Promise<readonly SessionSummary[] | null> {
    const answer = await entrance.connection?.ask({ type: 'sessions', guide });
    if (answer?.type !== 'sessions') return null;
    const sessions = answer.sessions.toSorted((a, b) => b.lastAt - a.lastAt);
    set({ sessions });
    return sessions;
  }

  /** In every tab of this browser. */
  function choose(session: string) {
    keepSession(guide, session);
    show(session);
  }

  /** Its journal is known as far as it had come when the runner answers. */
  function show(session: string) {
    if (session !== state.session) {
      asked.clear();
      outputs.reset(session);
      set({ session, view: known.begin() });
    }
    void hold(ask({ type: 'follow', session, after: known.seq() })).then(
      (answer) => refused(answer) === null && session === state.session && set({ view: known.catchUp() }),
    );
    outputs.resume();
  }

  function receive(message: ServerMessage, bytes: Uint8Array | null) {
    if (message.type === 'entries' && message.session === state.session) {
      set({ view: known.add(message.entries) });
      outputs.update(state.view);
    } else if (message.type === 'output' && bytes && message.session === state.session) {
      outputs.receive(message.run, message.from, bytes);
    } else if (message.type === 'guide' && message.guide.id === guide) {
      set({ guide: message.guide });
    }
  }

  async function ask(request: Request): Promise<ServerMessage | string> {
    const answer = (await entrance.connection?.ask(request)) ?? null;
    if (answer === null) return LOST;
    return isRefused(answer) ? answer.message : answer;
  }
  const refused = (answer: ServerMessage | string) => (typeof answer === 'string' ? answer : null);
  async function open(workspace: 'practice' | 'mine', folder?: string): Promise<string | null> {
    const { session: before, view } = state;
    const opened = await ask({ type: 'open', guide, workspace, ...(folder === undefined ? {} : { folder }) });
    if (typeof opened === 'string' || opened.type !== 'opened') return refused(opened);
    const { session } = opened;
    for (const [group, { option }] of view.options) void ask({ type: 'option', session, group, option });
    for (const { name, type } of data.runbook.inputs) {
      const value = before === null && view.inputs.get(name)?.value;
      // what practice sets is its own, and a path of the reader's is no place to practise in
      const free = type !== 'path' && !data.runbook.practice?.inputs[name];
      const isSet = workspace === 'mine' ? name === data.runbook.folder?.input : !free;
      if (value && !isSet) void ask({ type: 'input', session, name, value });
    }
    await list();
    choose(session);
    return null;
  }

  onOtherTab(guide, (session) => state.link === 'connected' && show(session));
  for (const event of ['online', 'pageshow', 'focus']) addEventListener(event, () => entrance.connection?.wake());
  document.addEventListener('visibilitychange', () => (document.hidden ? draw() : entrance.connection?.wake()));

  return {
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
    request: async (request) => refused(await ask(request)),
    open: (workspace, folder) => (opening ??= hold(open(workspace, folder)).finally(() => (opening = null))),
    get arriving() {
      return arriving;
    },
    hold,
    show: choose,
    touch: () => set({}),
    refreshLocal: () => state.session === null && set(none()),
  };
}

/** A hidden page gets no pictures; it keeps up by the clock, so that it is right the moment it is shown. */
function onNextPicture(callback: () => void) {
  if (document.hidden) setTimeout(callback, 50);
  else requestAnimationFrame(callback);
}
