/** Setting an input or an option: told to the session where there is one, else kept in this browser. */
import { keepInput, keepOption } from './local.ts';
import type { Store } from './store.ts';

export function chooseOption(store: Store, group: string, option: string): Promise<string | null> {
  if (isLive(store)) return store.request({ type: 'option', session: store.state.session ?? '', group, option });
  keepOption(store.data.runbook.id, group, option);
  store.refreshLocal();
  return Promise.resolve(null);
}

export function setInput(store: Store, name: string, value: string): Promise<string | null> {
  if (isLive(store)) return store.request({ type: 'input', session: store.state.session ?? '', name, value });
  const secret = store.data.runbook.inputs.some((input) => input.name === name && input.type === 'secret');
  if (secret) return Promise.resolve('A secret is given to a session, and kept nowhere. Start one first.');
  keepInput(store.data.runbook.id, name, value);
  store.refreshLocal();
  return Promise.resolve(null);
}

function isLive({ state }: Store): boolean {
  return state.link === 'connected' && state.session !== null && !state.view.closed;
}
