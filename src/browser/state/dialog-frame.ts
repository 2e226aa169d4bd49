/** A dialog with a heading and a Close button; it is removed when it is closed. */
import { button, h } from '../platform/html.ts';
import * as words from '../../words/en.ts';

export function dialogFrame(name: string, title: string): { dialog: HTMLDialogElement; close: () => void } {
  const close = () => dialog.close();
  const dialog = h(
    'dialog',
    { class: `gp-dialog ${name}`, 'aria-label': title },
    h('div', { class: 'gp-dialog-head' }, h('h2', {}, title), button('close', words.keys.close, close)),
  );
  dialog.addEventListener('click', ({ target }) => target === dialog && close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  return { dialog, close };
}
