/** The outputs that this page shows, by run; each is a window onto a file at the runner. */
import type { RunView, View } from '../runbook/view.ts';
import type { Request } from './connection.ts';
import type { OpenWindow, Output, OutputWindow } from './output-window.ts';

export interface Outputs {
  /** Starts to follow the run's output, or returns the window there is. `openWindow` comes with the first output. */
  open(run: RunView, openWindow: OpenWindow): Output;
  receive(run: string, from: number, bytes: Uint8Array): void;
  update(view: View): void;
  /** After a reconnect: goes on where it was. */
  resume(): void;
  /** Another session is shown. */
  reset(session: string): void;
}

export function createOutputs(tell: (request: Request) => void): Outputs {
  const windows = new Map<string, OutputWindow>();
  let session = '';
  return {
    open(run, openWindow) {
      const known = windows.get(run.id);
      if (known) return known;
      const opened = openWindow(run, (from, to) => tell({ type: 'watch', session, run: run.id, from, to }));
      windows.set(run.id, opened);
      return opened;
    },
    receive(run, from, bytes) {
      windows.get(run)?.receive(from, bytes);
      tell({ type: 'ack', session, run, upto: from + bytes.length });
    },
    update(view) {
      for (const [id, held] of windows) {
        const run = view.runs.get(id);
        if (run) held.update(run);
      }
    },
    resume: () => windows.forEach((held) => held.resume()),
    reset(next) {
      session = next;
      windows.clear();
    },
  };
}
