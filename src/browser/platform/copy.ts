/** Copies a text and confirms it on the button. */
import { setIcon, setText } from './dom.ts';
import * as words from '../../words/en.ts';

const SHOWN = 1600; // ms
/** The labels of buttons that show a confirmation now, so that a second click does not take that for the label. */
const labels = new WeakMap<HTMLElement, string>();

export async function copyFrom(button: HTMLElement, text: string): Promise<void> {
  const label = button.querySelector('span');
  const own = labels.get(button) ?? label?.textContent ?? '';
  labels.set(button, own);
  const done = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
  setText(label, done ? words.copying.copied : words.copying.denied);
  setIcon(button, done ? 'passed' : 'failed');
  setTimeout(() => {
    setText(label, own);
    setIcon(button, button.dataset['icon'] ?? 'copy');
  }, SHOWN);
}
