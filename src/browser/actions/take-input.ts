/**
 * Takes a value that the reader entered in a field: sent to the session if there is one, otherwise kept in this
 * browser. A secret stands in its field until the session has it.
 */
import type { Input } from '../../runbook/model.ts';
import { problemWith } from '../../runbook/values.ts';
import { isLive } from './choose.ts';
import { find, setAttribute, setText } from '../platform/dom.ts';
import { keepChoice, keepGiven } from '../state/local-choices.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

export type Field = HTMLInputElement | HTMLSelectElement;

/** Resolves with whether it was accepted. If not, the reason is shown beside the field. */
export async function takeInput(store: Store, field: Field): Promise<boolean> {
  const input = store.data.runbook.inputs.find(({ name }) => name === field.name);
  const refused = find(field.closest('.gp-input') ?? field, '.gp-refused');
  if (!input) return false;
  const value = input.type === 'bool' ? String((field as HTMLInputElement).checked) : field.value;
  const problem = problemWith(input, value);
  const why = problem === null ? await setInput(store, input, value) : words.values.wrong(input.label, problem);
  setText(refused, why ?? '');
  setAttribute(field, 'aria-invalid', why ? 'true' : null);
  if (why === null && input.type === 'secret' && field.value === value) field.value = '';
  return why === null;
}

/** Resolves with the reason for a refusal, or null. */
async function setInput(store: Store, { name, type }: Input, value: string): Promise<string | null> {
  if (isLive(store)) return tellSession(store, name, type, value);
  if (type === 'secret') return words.values.secret;
  keepChoice(store.data.runbook.id, 'inputs', name, value);
  store.refreshLocal();
  return null;
}

/** Kept by kind of session: the value for a practice copy would be a wrong suggestion for the reader's own folder. */
async function tellSession(store: Store, name: string, type: Input['type'], value: string): Promise<string | null> {
  const { session, view } = store.state;
  const refused = await store.request({ type: 'input', session: session ?? '', name, value });
  if (refused === null && type !== 'secret') keepGiven(store.data.runbook.id, view.workspace?.kind, name, value);
  return refused;
}
