/** Chooses an option: in the session if there is one, otherwise in this browser. */
import { keepChoice } from '../state/local-choices.ts';
import type { Store } from '../state/store.ts';

export function chooseOption(store: Store, group: string, option: string): void {
  if (isLive(store)) {
    void store.request({ type: 'option', session: store.state.session ?? '', group, option });
  } else {
    keepChoice(store.data.runbook.id, 'options', group, option);
    store.refreshLocal();
  }
}

export function isLive({ state }: Store): boolean {
  return state.link === 'connected' && state.session !== null && !state.view.closed;
}
