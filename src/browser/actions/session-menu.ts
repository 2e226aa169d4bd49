/** The session menu: reset, other sessions, what has run so far, the keys. */
import type { Block } from '../../runbook/model.ts';
import { latestRun, runStatus, type RunView } from '../../runbook/session/view.ts';
import type { SessionSummary } from '../../protocol/wire.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import { addressOf } from '../state/address.ts';
import { button, h, icon } from '../platform/html.ts';
import { saveReport } from './save-report.ts';
import { askToNotify, mayAskToNotify } from '../platform/notify.ts';
import { group, menu } from './menu.ts';
import { sequenceOf } from './sequence.ts';
import type { PageState, Store } from '../state/store.ts';
import { undoable, undoBlocks } from './undo.ts';
import { clock } from '../state/times.ts';
import * as words from '../../words/en.ts';

const pastSessions = part(() => import('./past-sessions.ts'));

const RECENT = 12; // runs; the report has all of them

/** `say` gets the reason why a session was not opened, or null. */
export function sessionMenu(
  store: Store,
  opener: HTMLElement,
  say: (refused: string | null) => void,
  own: () => void,
): HTMLElement {
  return menu(store, opener, 'gp-menu', (close) => content(store, say, own, close));
}

/** Closes the session and opens a new one of the same kind. A practice session begins with a new copy. */
export function reset(store: Store): Promise<string | null> {
  return store.hold(closeAndOpen(store));
}

async function closeAndOpen(store: Store): Promise<string | null> {
  const { session, view } = store.state;
  const { kind = 'practice', path } = view.workspace ?? {};
  if (session !== null && !view.closed) {
    const refused = await store.request({ type: 'close', session });
    if (refused) return refused;
  }
  return kind === 'mine' && store.data.runbook.folder ? store.open(kind, path) : store.open(kind);
}

function content(store: Store, say: (refused: string | null) => void, own: () => void, close: () => void): Node[] {
  const { state } = store;
  const { view, session } = state;
  const act = (name: string, label: string, what: () => void) =>
    button(name, label, () => {
      close();
      what();
    });
  const path = view.workspace ? [h('p', { class: 'gp-path' }, icon('folder'), h('code', {}, view.workspace.path))] : [];
  const shell = view.shell
    ? [h('p', { class: 'gp-path' }, words.menu.shell(view.shell.version), h('code', {}, view.shell.path))]
    : [];
  const actions =
    session === null || view.closed
      ? []
      : [
          act(
            'again',
            view.workspace?.kind === 'practice' ? words.menu.reset : words.menu.restart,
            () => void reset(store).then(say),
          ),
        ];
  const fresh = [
    ...(state.guide?.practice
      ? [act('practice', words.menu.practice, () => void store.open('practice').then(say))]
      : []),
    act('folder', words.menu.folder, own),
  ];
  return [
    ...path,
    ...shell,
    group(words.menu.thisSession, [...actions, ...reports(store, act, say)]),
    group(words.menu.undo, session === null || view.closed ? [] : undos(store, state, act)),
    group(words.tab.title, mayAskToNotify() ? [act('notify', words.tab.notify, askToNotify)] : []),
    group(words.menu.others, [
      ...fresh,
      ...others(store, state, close),
      act('steps', words.menu.pastSessions, () =>
        lazyImport(pastSessions(), ({ showPastSessions }) => void showPastSessions(store).then(say)),
      ),
    ]),
    group(words.menu.history, history(store, state)),
    h(
      'p',
      { class: 'gp-keys' },
      h('kbd', {}, 'Ctrl'),
      '+',
      h('kbd', {}, 'Enter'),
      words.menu.keys[0],
      h('kbd', {}, 'Esc'),
      words.menu.keys[1],
    ),
  ];
}

type Act = (name: string, label: string, what: () => void) => Node;

/** Also of a closed session. */
function reports(store: Store, act: Act, say: (refused: string | null) => void): Node[] {
  if (store.state.session === null) return [];
  const save = (format: 'html' | 'md') => () => void saveReport(store, format).then(say);
  return [act('download', words.menu.report, save('html')), act('download', words.menu.reportMarkdown, save('md'))];
}

function undos(store: Store, { view }: PageState, act: Act): Node[] {
  const all = undoable(view, store.data);
  const start = (steps: typeof all) => () => sequenceOf(store).start(undoBlocks(steps));
  return [
    ...all.map((each) => act('undo', words.undo.offer(each.step.title), start([each]))),
    ...(all.length > 1 ? [act('undo', words.undo.all, start(all))] : []),
  ];
}

function others(store: Store, { sessions, session }: PageState, close: () => void): Node[] {
  return (sessions ?? [])
    .filter((each) => each.session !== session)
    .slice(0, 8)
    .map((each) =>
      button(each.workspace.kind === 'practice' ? 'practice' : 'folder', when(each), () => {
        close();
        store.show(each.session);
      }),
    );
}

function when({ openedAt, closed, workspace }: SessionSummary): string {
  const kind = workspace.kind === 'practice' ? words.bar.practice : words.start.mine;
  const at = `${kind} · ${new Date(openedAt).toLocaleString(document.documentElement.lang)}`;
  return closed ? words.menu.closed(at) : at;
}

function history(store: Store, { view }: PageState): Node[] {
  const runs = [...view.runs.values()].toReversed().slice(0, RECENT);
  return runs.map((run) => {
    const block = store.data.runbook.blocks.find(({ id }) => id === run.block);
    const newest = latestRun(view, run.block)?.id === run.id;
    const told = words.menu.past(clock(run.queuedAt), run.end ? outcome(run, block) : words.menu.underWay);
    return h(
      'p',
      { class: 'gp-past' },
      block ? h('a', { href: addressOf(store, block) }, block.title) : run.block,
      h('span', {}, newest ? told : told + words.menu.later),
    );
  });
}

/** The word for the step's state. If the guide no longer has the step: how the program ended. */
function outcome(run: RunView, block: Block | undefined): string {
  if (block) return words.STATES[runStatus(run, block)].label.toLowerCase();
  return run.end ? words.endWords(run.end) : '';
}
