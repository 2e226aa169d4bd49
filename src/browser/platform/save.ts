/** A text as a file of the reader's. */
import { h } from './html.ts';

const MOMENT = 1000; // ms; by then the browser has begun to read it

export function saveAs(name: string, text: string, type: string): void {
  const link = h('a', { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), MOMENT);
}
