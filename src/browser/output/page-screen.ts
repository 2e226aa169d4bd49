/**
 * The screen of an output as the page keeps it: with colors, of any length, and with what changed since it was last
 * drawn. The emulator, for output that moves the cursor (progress bars), is loaded with the first such output, which
 * waits for it.
 */
import type { openEmulator } from '../../runbook/screen/emulator.ts';
import { openScreen } from '../../runbook/screen/screen.ts';
import { inTime, part } from '../platform/lazy-import.ts';

const emulatorPart = part(() => import('../../runbook/screen/emulator.ts'));

export interface PageScreen {
  readonly lines: readonly string[];
  write(text: string): void;
  /** Index of the first line that changed since the last call; `lines.length` if none did. */
  changed(): number;
  /** Adds lines of older output at the top. */
  prepend(older: readonly string[]): void;
}

let emulator: typeof openEmulator | null = null;
let loading: Promise<void> | undefined;

/** `onLate` is called when text that had to wait for the emulator has been read. */
export function openPageScreen(onLate?: () => void): PageScreen {
  let first = 0;
  let waiting = '';
  const screen = openScreen(
    { colors: true, limit: Infinity, touch: (line) => (first = Math.min(first, line)) },
    () => emulator,
  );

  function write(text: string) {
    if (waiting === '' && screen.write(text)) return;
    if (waiting === '') void loadEmulator().then(catchUp);
    waiting += text;
  }

  function catchUp() {
    const text = waiting;
    waiting = '';
    // without the emulator, text that would overwrite a line is shown below it
    write(emulator ? text : text.replaceAll('\r', '\n').replace(/[^\n\t\x20-\x7e\xa0-\uffff]/g, ''));
    onLate?.();
  }

  return {
    get lines() {
      return screen.lines;
    },
    write,
    changed() {
      const changed = Math.min(first, screen.lines.length);
      first = Infinity;
      return changed;
    },
    prepend(older) {
      screen.prepend(older);
      first = 0;
    },
  };
}

export function loadEmulator(): Promise<void> {
  return (loading ??= inTime(emulatorPart()).then(
    (module) => void (emulator = module.openEmulator),
    () => {},
  ));
}
