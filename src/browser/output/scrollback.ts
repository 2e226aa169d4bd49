/** Output that the page does not hold: read back from the runner when the reader wants it. */
import type { Output } from './output-window.ts';
import { plainText } from '../../runbook/terminal/style.ts';
import { loadEmulator, openPageScreen } from './page-screen.ts';

const STRETCH = 1 << 20; // bytes of older output read at once; one window of the socket

const busy = new WeakSet<Output>();

/** Puts a further stretch in front; asked again before it is there, it does nothing. */
export async function readBefore(output: Output): Promise<void> {
  const { begin, from } = output.extent();
  if (from === begin || busy.has(output)) return;
  busy.add(output);
  const start = Math.max(begin, from - STRETCH);
  const [text] = await Promise.all([output.read(start, from), loadEmulator()]);
  busy.delete(output);
  if (text !== null) prepend(output, text, start, start === begin);
}

/** The whole output of this attempt, as far as it has grown; colours left out. */
export async function wholeText(output: Output): Promise<string> {
  const { begin, size } = output.extent();
  const [text] = await Promise.all([output.read(begin, size), loadEmulator()]);
  const screen = openPageScreen();
  screen.write(text ?? '');
  return screen.lines.map(plainText).join('\n');
}

/** Only whole lines are taken; the rest of the first one comes with the next stretch. */
function prepend(output: Output, text: string, start: number, whole: boolean): void {
  const cut = whole ? 0 : text.indexOf('\n') + 1;
  const older = openPageScreen();
  older.write(text.slice(cut));
  output.prepend(older.lines.slice(0, -1), start + new TextEncoder().encode(text.slice(0, cut)).length);
}
