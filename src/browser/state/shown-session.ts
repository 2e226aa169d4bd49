/**
 * The session that this tab shows: which of the guide's sessions it is, and the fold of its journal. Needs a runner.
 */
import type { SessionSummary } from '../../protocol/wire.ts';
import { keepSession, keptSession, localView, onOtherTab } from './local-choices.ts';
import { sessionView } from './session-view.ts';
import type { ShowSession } from './store.ts';

export const showSession: ShowSession = (store, set) => {
  const { data, outputs, asked } = store;
  const guide = data.runbook.id;
  const known = sessionView();
  let opening: Promise<string | null> | null = null;

  /** The current sessions, newest first. */
  async function list(): Promise<readonly SessionSummary[] | null> {
    const answer = await store.ask({ type: 'sessions', guide });
    if (typeof answer === 'string' || answer.type !== 'sessions') return null;
    const sessions = answer.sessions.toSorted((a, b) => b.lastAt - a.lastAt);
    set({ sessions });
    return sessions;
  }

  /** Nothing waits for the times. */
  async function learnTimes() {
    const answer = await store.ask({ type: 'times', guide });
    if (typeof answer !== 'string' && answer.type === 'times') set({ earlier: answer.times });
  }

  function choose(session: string) {
    keepSession(guide, session);
    show(session);
  }

  /** When the runner answers, it has sent the journal as it was at that moment. */
  function show(session: string) {
    if (session !== store.state.session) {
      asked.clear();
      outputs.reset(session);
      set({ session, view: known.begin() });
    }
    void store
      .hold(store.ask({ type: 'follow', session, after: known.seq() }))
      .then(
        (answer) => typeof answer !== 'string' && session === store.state.session && set({ view: known.catchUp() }),
      );
    outputs.resume();
  }

  async function open(workspace: 'practice' | 'mine', folder?: string): Promise<string | null> {
    const { session: before, view } = store.state;
    const opened = await store.ask({ type: 'open', guide, workspace, ...(folder === undefined ? {} : { folder }) });
    if (typeof opened === 'string') return opened;
    if (opened.type !== 'opened') return null;
    const { session } = opened;
    for (const [group, { option }] of view.options) void store.ask({ type: 'option', session, group, option });
    for (const { name, type } of data.runbook.inputs) {
      const value = before === null && view.inputs.get(name)?.value;
      // practice values stay in the practice session, and the reader's own paths do not belong there
      const free = type !== 'path' && !data.runbook.practice?.inputs[name];
      const isSet = workspace === 'mine' ? name === data.runbook.folder?.input : !free;
      if (value && !isSet) void store.ask({ type: 'input', session, name, value });
    }
    await list();
    choose(session);
    return null;
  }

  onOtherTab(guide, (session) => store.state.link === 'connected' && show(session));

  return {
    async welcome() {
      void learnTimes();
      const sessions = await list();
      if (!sessions) return;
      const kept = keptSession(guide);
      const chosen = sessions.find(({ session }) => session === kept) ?? sessions.find(({ closed }) => !closed);
      if (chosen) choose(chosen.session);
      else if (store.state.session !== null) set({ session: null, view: localView(guide) });
    },
    choose,
    receive(message, bytes) {
      if (message.type === 'entries' && message.session === store.state.session) {
        set({ view: known.add(message.entries) });
        outputs.update(store.state.view);
      } else if (message.type === 'output' && bytes && message.session === store.state.session) {
        outputs.receive(message.run, message.from, bytes);
      }
    },
    lose: () => known.lose(),
    open: (workspace, folder) => (opening ??= store.hold(open(workspace, folder)).finally(() => (opening = null))),
  };
};
