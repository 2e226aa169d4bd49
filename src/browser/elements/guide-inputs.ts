/** The values that a guide asks for (components/Inputs.astro): how many are missing, and what each is now. */
import type { Input } from '../../runbook/model.ts';
import type { Field } from '../actions/take-input.ts';
import { find, setAttribute, setText } from '../platform/dom.ts';
import { inTime, lazyImport, part } from '../platform/lazy-import.ts';
import { valueIn } from '../state/given-values.ts';
import { GuideElement } from '../state/page.ts';
import type { PageState, Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

const takeInputPart = part(() => import('../actions/take-input.ts'));

export class GuideInputs extends GuideElement {
  begin(store: Store): void {
    this.addEventListener('change', ({ target }) =>
      lazyImport(store.hold(inTime(takeInputPart())), ({ takeInput }) => takeInput(store, target as Field)),
    );
  }

  draw(state: PageState, { arriving, data }: Store): void {
    if (arriving) return; // a value that the reader entered may not be in the journal yet
    const { runbook } = data;
    const valueOf = valueIn(state, data);
    const missing = runbook.inputs.filter(({ name, required }) => required && !valueOf(name));
    setAttribute(this, 'data-missing', missing.length > 0 ? '' : null);
    setText(find(this, '.gp-inputs-missing'), missing.length > 0 ? words.inputs.required(missing.length) : '');
    for (const field of this.querySelectorAll<Field>('[name]')) {
      const input = runbook.inputs.find(({ name }) => name === field.name);
      if (input && field !== document.activeElement) show(field, input, state);
    }
  }
}

function show(field: Field, { name, type, default: fallback }: Input, { view, session }: PageState): void {
  const given = view.inputs.get(name);
  const value = given?.value ?? fallback ?? '';
  if (type === 'secret') {
    setAttribute(field, 'placeholder', given ? words.inputs.set : words.inputs.unset);
    field.disabled = session === null;
  } else if (field instanceof HTMLInputElement && type === 'bool') field.checked = value === 'true';
  else if (field.value !== value) field.value = value;
}
