/**
 * The screen of an output, as the page keeps it: with colours, as long as it is, and what changed since it was drawn. What
 * moves the cursor, as progress displays do, is loaded with the first output that does; until then such text waits.
 */
import type { openEmulator } from '../../runbook/terminal/emulator.ts';
import { openScreen } from '../../runbook/terminal/screen.ts';
import { inTime, part } from '../platform/lazy-import.ts';

const emulatorPart = part(() => import('../../runbook/terminal/emulator.ts'));

export interface PageScreen {
  readonly lines: readonly string[];
  write(text: string): void;
  /** Index of the first line that changed since the last call; `lines.length` if none did. */
  changed(): number;
  /** Puts lines of older output in front. */
  prepend(older: readonly string[]): void;
}

let emulator: typeof openEmulator | null = null;
let loading: Promise<void> | undefined;

/** `onLate` after text that had to wait has been read. */
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
    // where it did not come, what would overwrite stands below
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
