/** Asks for the values that a step needs, under the step, and then continues the run. */
import type { Block, Input, InputType } from '../../runbook/model.ts';
import { find } from '../platform/dom.ts';
import { button, h } from '../platform/html.ts';
import { missingIn } from '../state/asks-first.ts';
import { keptGiven } from '../state/local-choices.ts';
import type { QuestionBox } from './question.ts';
import type { Store } from '../state/store.ts';
import { type Field, takeInput } from './take-input.ts';
import * as words from '../../words/en.ts';

const KINDS: Readonly<Partial<Record<InputType, string>>> = { bool: 'checkbox', url: 'url', secret: 'password' };

export function askValues(store: Store, block: Block, box: QuestionBox, then: () => void): void {
  const missing = missingIn(store.state, store.data, block);
  const given = keptGiven(store.data.runbook.id, store.state.view.workspace?.kind);
  const fields = missing.map((input) => fieldFor(input, given[input.name] ?? ''));
  const id = `gp-ask-${block.id}`;
  const run = button('run', words.askValues.run(missing.length), () => {});
  run.type = 'submit';
  run.setAttribute('form', id); // beside Close, outside of the form
  run.classList.add('gp-primary');
  const form = h(
    'form',
    { class: 'gp-ask-values', id, novalidate: true },
    h('p', {}, words.askValues.before(missing.length)),
    ...missing.map((input, index) => row(input, fields[index])),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void takeAll();
  });
  box.ask(form, []);
  find(form.closest('.gp-question') ?? form, '.gp-question-actions')?.prepend(run);
  fields[0]?.focus();

  async function takeAll() {
    const taken = await Promise.all(fields.map((field) => takeInput(store, field)));
    const refused = fields[taken.indexOf(false)];
    if (refused) return refused.focus();
    const stop = store.subscribe((state) => {
      if (missingIn(state, store.data, block).length > 0) return; // the journal entry has not arrived yet
      queueMicrotask(() => stop());
      if (!form.isConnected) return;
      box.clear();
      then();
    });
  }
}

function fieldFor({ name, type, values, example }: Input, given: string): Field {
  const shared = {
    id: `ask-${name}`,
    name,
    required: true,
    'aria-describedby': [`ask-${name}-help`, `ask-${name}-refused`].join(' '),
  };
  if (type === 'enum') {
    const select = h('select', shared, ...values.map((value) => h('option', { value }, value)));
    if (given) select.value = given;
    return select;
  }
  const field = h('input', {
    ...shared,
    type: KINDS[type] ?? 'text',
    inputmode: type === 'int' ? 'numeric' : undefined,
    placeholder: example === null ? undefined : words.askValues.example(example),
    autocomplete: 'off',
    spellcheck: 'false',
  });
  if (type === 'bool') field.checked = given === 'true';
  else field.value = given;
  return field;
}

function row({ name, label, help }: Input, field: Field | undefined): Node {
  return h(
    'div',
    { class: 'gp-input' },
    h('label', { for: `ask-${name}` }, label),
    h('code', { class: 'gp-name' }, `$${name}`),
    field,
    help !== null && h('span', { class: 'gp-help-text', id: `ask-${name}-help` }, help),
    h('span', { class: 'gp-refused', id: `ask-${name}-refused`, role: 'status' }),
  );
}
