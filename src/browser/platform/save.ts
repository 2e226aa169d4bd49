/** Saves a text as a file. */
import { h } from './html.ts';

const MOMENT = 1000; // ms; the browser has begun to read it by then

export function saveAs(name: string, text: string, type: string): void {
  const link = h('a', { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), MOMENT);
}
