/** Takes a value that the reader gave in a field: told to the session where there is one, else kept in this browser. */
import type { Input } from '../../runbook/model.ts';
import { isLive } from './choose.ts';
import { find, setAttribute, setText } from '../platform/dom.ts';
import { keepChoice } from '../state/local-choices.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

export type Field = HTMLInputElement | HTMLSelectElement;

export function takeInput(store: Store, field: Field): void {
  const input = store.data.runbook.inputs.find(({ name }) => name === field.name);
  const refused = find(field.closest('.gp-input') ?? field, '.gp-refused');
  if (!input) return;
  const value = input.type === 'bool' ? String((field as HTMLInputElement).checked) : field.value;
  const wrong = mistake(input, value);
  setText(refused, wrong ?? '');
  setAttribute(field, 'aria-invalid', wrong ? 'true' : null);
  if (wrong) return;
  void setInput(store, input, value).then((why) => setText(refused, why ?? ''));
  if (input.type === 'secret') field.value = '';
}

/** Resolves with why it was refused, or null. */
async function setInput(store: Store, { name, type }: Input, value: string): Promise<string | null> {
  if (isLive(store)) return store.request({ type: 'input', session: store.state.session ?? '', name, value });
  if (type === 'secret') return words.values.secret;
  keepChoice(store.data.runbook.id, 'inputs', name, value);
  store.refreshLocal();
  return null;
}

/** The plainest of what the runner would refuse, said sooner. */
function mistake({ type, required, label }: Input, value: string): string | null {
  if (value === '') return required ? words.values.missing(label) : null;
  return type === 'int' && !/^-?\d+$/.test(value) ? words.values.number(label) : null;
}
