/** Copying: says that it did, where the reader looks. */
import { setIcon, setText } from './dom.ts';

const SHOWN = 1600; // ms

export async function copyFrom(button: HTMLElement, text: string): Promise<void> {
  const label = button.querySelector('span');
  const before = label?.textContent ?? '';
  const done = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
  setText(label, done ? 'Copied' : 'Not allowed');
  setIcon(button, done ? 'passed' : 'failed');
  setTimeout(() => {
    setText(label, before === 'Copied' ? 'Copy' : before);
    setIcon(button, 'copy');
  }, SHOWN);
}
