/**
 * Shows the state of the session while the page is hidden: in the tab's title and icon, and in a notification if the
 * reader has allowed that.
 */
import type { Block } from '../../runbook/model.ts';
import { runStatus, type RunView } from '../../runbook/session/view.ts';
import { keptPlan } from '../state/kept-plan.ts';
import type { PageState, Store } from '../state/store.ts';
import { blockOf } from '../state/page.ts';
import { setAttribute } from '../platform/dom.ts';
import { notify } from '../platform/notify.ts';
import * as words from '../../words/en.ts';

type Shown = 'running' | 'passed' | 'failed';

export function showInTab(store: Store): void {
  const since = Date.now();
  const title = document.title;
  const icon = document.querySelector('link[rel~="icon"]');
  const plain = icon?.getAttribute('href') ?? null;
  let shown: string | null = null;
  store.subscribe((state) => {
    const now = tabState(state, store, since);
    const key = now && `${now.shown} ${now.run.id}`;
    if (key === shown) return;
    const wasRunning = shown?.startsWith('running') ?? false;
    shown = key;
    document.title = now ? words.tab[now.shown](now.block.title, title) : title;
    setAttribute(icon, 'href', now ? `${store.data.base}status-${now.shown}.svg` : plain);
    if (wasRunning && now && now.shown !== 'running') notify(document.title);
  });
}

interface TabState {
  readonly shown: Shown;
  readonly block: Block;
  readonly run: RunView;
}

/** What runs; otherwise how the last run ended, of those that ended while this page was open. */
function tabState(state: PageState, store: Store, since: number): TabState | null {
  const runs = [...state.view.runs.values()];
  const open = runs.find((run) => run.phase === 'running' && run.end === null);
  const last = open ?? runs.findLast((run) => (run.endedAt ?? run.readyAt ?? 0) >= since);
  const block = last && blockOf(store, last.block);
  if (!last || !block) return null;
  const plan = keptPlan(state.session);
  const goesOn = plan !== null && plan.stopped === null;
  const good = ['passed', 'warning', 'ready'].includes(runStatus(last, block));
  return { shown: open || (goesOn && good) ? 'running' : good ? 'passed' : 'failed', block, run: last };
}
