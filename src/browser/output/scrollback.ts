/** Output before the part that the page holds: read from the runner when the reader scrolls there. */
import type { Output } from './output-window.ts';
import { plainText } from '../../runbook/screen/style.ts';
import { loadEmulator, openPageScreen } from './page-screen.ts';

const STRETCH = 1 << 20; // bytes of older output that are read at once; one flow-control window of the socket

const busy = new WeakSet<Output>();

/** Adds one more part at the top. Does nothing while the previous call is still reading. */
export async function readBefore(output: Output): Promise<void> {
  const { begin, from } = output.extent();
  if (from === begin || busy.has(output)) return;
  busy.add(output);
  const start = Math.max(begin, from - STRETCH);
  const [text] = await Promise.all([output.read(start, from), loadEmulator()]);
  busy.delete(output);
  if (text !== null) prepend(output, text, start, start === begin);
}

/** The whole output of this attempt so far, without colors. */
export async function wholeText(output: Output): Promise<string> {
  const { begin, size } = output.extent();
  const [text] = await Promise.all([output.read(begin, size), loadEmulator()]);
  const screen = openPageScreen();
  screen.write(text ?? '');
  return screen.lines.map(plainText).join('\n');
}

/** Takes whole lines only; the rest of the first one comes with the next part. */
function prepend(output: Output, text: string, start: number, whole: boolean): void {
  const cut = whole ? 0 : text.indexOf('\n') + 1;
  const older = openPageScreen();
  older.write(text.slice(cut));
  output.prepend(older.lines.slice(0, -1), start + new TextEncoder().encode(text.slice(0, cut)).length);
}
