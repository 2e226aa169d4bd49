/** Says in a live region what a reader who does not see the page should know: steps that end while it is open. */
import { runStatus } from '../runbook/view.ts';
import { h } from './dom.ts';
import { blockOf } from './page.ts';
import type { Store } from './store.ts';
import { STATUS_WORDS } from './words.ts';

export function announce(store: Store): void {
  const region = h('div', { class: 'sr-only', role: 'status', 'aria-live': 'polite' });
  document.body.append(region);
  const told = new Map<string, string>();
  const since = Date.now();
  store.subscribe(({ view }) => {
    for (const run of view.runs.values()) {
      const block = blockOf(store, run.block);
      const status = block && runStatus(run, block);
      if (!block || !status || told.get(run.id) === status) continue;
      told.set(run.id, status);
      const recent = Math.max(run.queuedAt, run.endedAt ?? 0) >= since;
      if (recent && status !== 'queued') region.textContent = `${block.title}: ${STATUS_WORDS[status]}`;
    }
  });
}
