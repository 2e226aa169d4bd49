/** The fields of a guide's inputs; loaded when the reader opens them. */
import type { Input } from '../runbook/model.ts';
import { setInput } from './choose.ts';
import { h, setAttribute, setText } from './dom.ts';
import type { PageState, Store } from './store.ts';

type Field = HTMLInputElement | HTMLSelectElement;

export interface InputsForm {
  draw(state: PageState): void;
}

export function inputsForm(list: Element, store: Store): InputsForm {
  const fields = new Map<Input, Field>();
  for (const input of store.data.runbook.inputs) {
    const { node, field } = row(store, input);
    fields.set(input, field);
    list.append(node);
  }
  return {
    draw(state) {
      for (const [input, field] of fields) if (field !== document.activeElement) show(field, input, state);
    },
  };
}

function show(field: Field, input: Input, { view, session }: PageState): void {
  const value = view.inputs.get(input.name)?.value ?? input.default ?? '';
  if (input.type === 'secret') {
    setAttribute(field, 'placeholder', view.inputs.has(input.name) ? 'given to this session' : 'not given');
    field.toggleAttribute('disabled', session === null);
  } else if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = value === 'true';
  else if (field.value !== value) field.value = value;
}

function row(store: Store, input: Input): { node: HTMLElement; field: Field } {
  const id = `input-${input.name}`;
  const field = makeField(input, id);
  const refused = h('span', { class: 'gp-refused', role: 'status' });
  field.addEventListener('change', () => {
    const value = field instanceof HTMLInputElement && field.type === 'checkbox' ? String(field.checked) : field.value;
    const wrong = mistake(input, value);
    setText(refused, wrong ?? '');
    setAttribute(field, 'aria-invalid', wrong ? 'true' : null);
    if (wrong) return;
    void setInput(store, input.name, value).then((why) => setText(refused, why ?? ''));
    if (input.type === 'secret') field.value = '';
  });
  const node = h(
    'div',
    { class: 'gp-input' },
    h('label', { for: id }, input.label, !input.required && h('span', { class: 'gp-optional' }, ' optional')),
    h('code', { class: 'gp-name' }, `$${input.name}`),
    field,
    input.help !== null && h('span', { class: 'gp-help-text', id: `${id}-help` }, input.help),
    refused,
  );
  return { node, field };
}

function makeField({ type, values, help, required }: Input, id: string): Field {
  const described = help === null ? undefined : `${id}-help`;
  if (type === 'enum') {
    return h('select', { id, 'aria-describedby': described }, ...values.map((value) => h('option', { value }, value)));
  }
  const kind = { string: 'text', path: 'text', int: 'text', bool: 'checkbox', url: 'url', secret: 'password' }[type];
  return h('input', {
    id,
    type: kind,
    required,
    'aria-describedby': described,
    autocomplete: 'off',
    inputmode: type === 'int' ? 'numeric' : undefined,
    spellcheck: 'false',
  });
}

/** The plainest of what the runner would refuse, said sooner. */
function mistake({ type, required, label }: Input, value: string): string | null {
  if (value === '') return required ? `${label} is needed.` : null;
  return type === 'int' && !/^-?\d+$/.test(value) ? `${label} is a whole number.` : null;
}
