/** All sessions that this machine remembers, by guide, with their results. Those of this guide can be shown again. */
import type { PastSession } from '../../protocol/wire.ts';
import { dialogFrame } from '../state/dialog-frame.ts';
import { command } from '../platform/commands.ts';
import { button, h, icon } from '../platform/html.ts';
import type { Store } from '../state/store.ts';
import { moment } from '../state/times.ts';
import * as words from '../../words/en.ts';

/** Resolves with the reason why there is no list, or null. */
export async function showPastSessions(store: Store): Promise<string | null> {
  const answer = await store.ask({ type: 'history', guide: null });
  if (typeof answer === 'string') return answer;
  if (answer.type !== 'history') return words.connection.noAnswer;
  const own = store.data.runbook.id;
  const byGuide = [...Map.groupBy(answer.sessions, ({ guide }) => guide)];
  const ordered = byGuide.toSorted(([a], [b]) => Number(b === own) - Number(a === own));
  const { dialog, close } = dialogFrame('gp-past-sessions', words.history.title);
  dialog.append(
    ordered.length === 0
      ? h('p', {}, words.history.none)
      : h('div', { class: 'gp-past-list' }, ...ordered.flatMap(([, sessions]) => sectionOf(sessions))),
    h(
      'p',
      { class: 'gp-keys' },
      words.history.command[0],
      h('code', {}, command('sessions')),
      words.history.command[1],
    ),
  );
  dialog.showModal();
  return null;

  function sectionOf(sessions: readonly PastSession[]): Node[] {
    return [h('h3', {}, sessions[0]?.title ?? ''), h('ul', {}, ...sessions.map((each) => h('li', {}, ...rowOf(each))))];
  }

  function rowOf({ session, guide, workspace, openedAt, closed, result }: PastSession): Node[] {
    const kind = workspace.kind === 'practice' ? words.bar.practice : words.bar.mine(workspace.path);
    const shown = session === store.state.session;
    const show = button('steps', words.history.show, () => {
      close();
      store.show(session);
    });
    show.setAttribute('aria-label', words.history.showOf(moment(openedAt)));
    return [
      h('time', { datetime: new Date(openedAt).toISOString() }, moment(openedAt)),
      h(
        'span',
        { class: 'gp-where-kind', 'data-kind': workspace.kind },
        icon(workspace.kind === 'practice' ? 'practice' : 'folder'),
        kind,
      ),
      h(
        'span',
        { class: 'gp-result', 'data-failed': result.failed > 0 },
        words.resultWords(result) || words.history.nothing,
      ),
      h('span', {}, shown ? words.history.shown : closed ? words.history.closed : ''),
      ...(guide === own && !shown ? [show] : []),
    ];
  }
}
