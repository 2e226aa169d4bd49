/** The values a guide asks for: how many are still to be given, and behind that the fields. */
import { find, setAttribute, setText } from '../dom.ts';
import type { InputsForm } from '../inputs-form.ts';
import { GuideElement } from '../page.ts';
import type { PageState, Store } from '../store.ts';

export class GuideInputs extends GuideElement {
  #form: InputsForm | null = null;

  begin(store: Store): void {
    const details = this.querySelector('details');
    const open = () => void (details?.open && this.#open(store));
    details?.addEventListener('toggle', open);
    open();
  }

  draw(state: PageState, { data }: Store): void {
    const missing = data.runbook.inputs.filter(
      ({ name, required, default: fallback }) => required && !(state.view.inputs.get(name)?.value ?? fallback),
    );
    setAttribute(this, 'data-missing', missing.length > 0 ? '' : null);
    setText(find(this, '.gp-inputs-missing'), missing.length > 0 ? `${missing.length} still to give` : '');
    this.#form?.draw(state);
  }

  async #open(store: Store): Promise<void> {
    const { inputsForm } = await import('../inputs-form.ts');
    const list = this.querySelector('.gp-inputs-list');
    if (!list || this.#form) return;
    this.#form = inputsForm(list, store);
    this.#form.draw(store.state);
  }
}
