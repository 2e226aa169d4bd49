/** Asks for the reader's own folder, has the runner examine it, and shows what it found before a session begins. */
import { button, h } from '../platform/html.ts';
import { keptFolder, keepFolder } from '../state/local-choices.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

/**
 * Opens a session in the reader's own folder once the reader has chosen it. `then` gets the reason for a failure, or
 * null.
 */
export function openMine(store: Store, show: (form: Node) => void, then: (refused: string | null) => void): void {
  if (!store.data.runbook.folder) return void store.open('mine').then(then);
  const form = folderForm(store, then);
  show(form);
  form.querySelector('input')?.focus();
}

function folderForm(store: Store, then: (refused: string | null) => void): HTMLElement {
  const { id } = store.data.runbook;
  const field = h('input', {
    type: 'text',
    name: 'folder',
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-label': words.folder.path,
    placeholder: '/home/me/project',
  });
  if (!(field instanceof HTMLInputElement)) throw new TypeError('an input is no input');
  field.value = keptFolder(id) ?? '';
  const answer = h('div', { class: 'gp-folder-answer', role: 'status' });
  const look = button('folder', words.folder.look, () => void show());
  const form = h('div', { class: 'gp-folder' }, h('p', {}, words.folder.which), field, look, answer);
  field.addEventListener('keydown', (event) => event.key === 'Enter' && void show());
  field.addEventListener('input', () => answer.replaceChildren());

  async function show() {
    const looked = await store.ask({ type: 'look', guide: id, folder: field.value.trim() });
    if (typeof looked === 'string') return answer.replaceChildren(looked);
    if (looked.type !== 'looked') return;
    const { path, problem, found } = looked;
    if (problem !== null) return answer.replaceChildren(h('p', { class: 'gp-refused' }, words.folderWords(problem)));
    const use = button('run', words.folder.use, () => {
      keepFolder(id, path);
      void store.open('mine', path).then(then);
    });
    use.classList.add('gp-danger');
    answer.replaceChildren(
      h('p', {}, words.folder.changes, h('code', {}, path)),
      h(
        'ul',
        {},
        ...found.map(({ name, there }) =>
          h('li', {}, `${there ? '✓' : '✗'} `, h('code', {}, name), there ? '' : words.folder.missing),
        ),
      ),
      use,
    );
    use.focus();
  }
  return form;
}
