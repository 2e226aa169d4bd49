import { openEmulator } from './emulator.ts';
import { openScreen } from './screen.ts';

/** The lines that a whole text leaves on a screen, without colors. */
export function readScreen(text: string): readonly string[] {
  const screen = openScreen({ colors: false, limit: Infinity, touch() {} }, () => openEmulator);
  screen.write(text);
  return screen.lines;
}
