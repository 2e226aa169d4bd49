/** The values a guide asks for. They go to the session as they are typed, and into every copied command. */
import type { Input } from '../../runbook/model.ts';
import { setInput } from '../choose.ts';
import { h, setAttribute, setText } from '../dom.ts';
import { GuideElement } from '../page.ts';
import type { PageState, Store } from '../store.ts';

type Field = HTMLInputElement | HTMLSelectElement;

export class GuideInputs extends GuideElement {
  readonly #fields = new Map<string, Field>();
  readonly #refused = new Map<string, HTMLElement>();

  begin(store: Store): void {
    const list = this.querySelector('.gp-inputs-list');
    for (const input of store.data.runbook.inputs) list?.append(this.#row(store, input));
  }

  draw({ view, session }: PageState, { data }: Store): void {
    for (const input of data.runbook.inputs) {
      const field = this.#fields.get(input.name);
      if (!field || field === document.activeElement) continue;
      const value = view.inputs.get(input.name)?.value ?? input.default ?? '';
      if (input.type === 'secret') setAttribute(field, 'placeholder', view.inputs.has(input.name) ? 'given to this session' : 'not given');
      else if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = value === 'true';
      else if (field.value !== value) field.value = value;
      if (input.type === 'secret') field.toggleAttribute('disabled', session === null);
      field.toggleAttribute('data-missing', input.required && value === '');
    }
  }

  #row(store: Store, input: Input): HTMLElement {
    const id = `input-${input.name}`;
    const field = makeField(input, id);
    const refused = h('span', { class: 'gp-refused', role: 'status' });
    this.#fields.set(input.name, field);
    this.#refused.set(input.name, refused);
    field.addEventListener('change', () => {
      const value = field instanceof HTMLInputElement && field.type === 'checkbox' ? String(field.checked) : field.value;
      const wrong = mistake(input, value);
      setText(refused, wrong ?? '');
      setAttribute(field, 'aria-invalid', wrong ? 'true' : null);
      if (wrong) return;
      void setInput(store, input.name, value).then((why) => setText(refused, why ?? ''));
      if (input.type === 'secret') field.value = '';
    });
    return h(
      'div',
      { class: 'gp-input' },
      h('label', { for: id }, input.label, input.required && h('span', { class: 'gp-needed' }, ' required')),
      h('code', { class: 'gp-name' }, `$${input.name}`),
      field,
      input.help !== null && h('span', { class: 'gp-help-text', id: `${id}-help` }, input.help),
      refused,
    );
  }
}

function makeField({ type, values, help }: Input, id: string): Field {
  const described = help === null ? undefined : `${id}-help`;
  if (type === 'enum') {
    return h('select', { id, 'aria-describedby': described }, ...values.map((value) => h('option', { value }, value)));
  }
  const kind = { string: 'text', path: 'text', int: 'text', bool: 'checkbox', url: 'url', secret: 'password' }[type];
  return h('input', {
    id,
    type: kind,
    'aria-describedby': described,
    autocomplete: type === 'secret' ? 'off' : undefined,
    inputmode: type === 'int' ? 'numeric' : undefined,
    spellcheck: 'false',
  });
}

/** The plainest of what the runner would refuse, said sooner. */
function mistake({ type, required, label }: Input, value: string): string | null {
  if (value === '') return required ? `${label} is needed.` : null;
  return type === 'int' && !/^-?\d+$/.test(value) ? `${label} is a whole number.` : null;
}
