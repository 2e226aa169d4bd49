/** Copying: says that it did, where the reader looks. */
import { setIcon, setText } from './dom.ts';
import * as words from '../../words/en.ts';

const SHOWN = 1600; // ms

export async function copyFrom(button: HTMLElement, text: string): Promise<void> {
  const label = button.querySelector('span');
  const before = label?.textContent ?? '';
  const done = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
  setText(label, done ? words.copying.copied : words.copying.denied);
  setIcon(button, done ? 'passed' : 'failed');
  setTimeout(() => {
    setText(label, before === words.copying.copied ? words.copying.copy : before);
    setIcon(button, 'copy');
  }, SHOWN);
}
