/** The outputs that this page shows, by run. Each is a window onto a file of the runner. */
import type { RunView, View } from '../../runbook/session/view.ts';
import type { Request } from './connection.ts';

/** Whatever shows the output of a run: the list of lines, or a terminal. */
export interface Held {
  /** Returns a promise if drawing takes longer than receiving; the next bytes are requested when it resolves. */
  receive(from: number, bytes: Uint8Array): void | Promise<unknown>;
  update(run: RunView): void;
  resume(): void;
}

type Watch = (from: number, to: number | null) => void;

export interface Outputs {
  /** Requests the output of a run that has just been requested, without waiting for the answer or the next frame. */
  expect(run: string): void;
  /** Whether output has arrived before a window was opened for it. */
  hasCome(run: string): boolean;
  /** Follows the run's output, or returns the window that exists. `openWindow` is called with the first output. */
  open<W extends Held>(run: RunView, openWindow: (run: RunView, watch: Watch) => W): W;
  receive(run: string, from: number, bytes: Uint8Array): void;
  update(view: View): void;
  /** After a reconnect: continues from the last byte received. */
  resume(): void;
  /** The page shows another session. */
  reset(session: string): void;
}

export function createOutputs(tell: (request: Request) => void): Outputs {
  const windows = new Map<string, Held>();
  /** What arrived before its window was open: at most one flow-control window, since it is not acknowledged. */
  const early = new Map<string, (readonly [number, Uint8Array])[]>();
  let session = '';

  function receive(held: Held | undefined, run: string, from: number, bytes: Uint8Array) {
    const ack = () => tell({ type: 'ack', session, run, upto: from + bytes.length });
    const drawn = held?.receive(from, bytes);
    if (drawn) void drawn.then(ack);
    else ack();
  }

  return {
    expect(run) {
      if (windows.has(run)) return;
      early.set(run, []);
      tell({ type: 'watch', session, run, from: 0, to: null });
    },
    hasCome: (run) => (early.get(run)?.length ?? 0) > 0,
    open<W extends Held>(run: RunView, openWindow: (run: RunView, watch: Watch) => W): W {
      const known = windows.get(run.id);
      if (known) return known as W; // a run is always shown in the same way: its block either has the word tty or not
      const pieces = early.get(run.id);
      early.delete(run.id);
      let watched = pieces !== undefined;
      const opened = openWindow(run, (from, to) => {
        if (!watched || from > 0) tell({ type: 'watch', session, run: run.id, from, to });
        watched = false;
      });
      windows.set(run.id, opened);
      for (const [from, bytes] of pieces ?? []) receive(opened, run.id, from, bytes);
      return opened;
    },
    receive(run, from, bytes) {
      const pieces = early.get(run);
      if (pieces) pieces.push([from, bytes]);
      else receive(windows.get(run), run, from, bytes);
    },
    update(view) {
      for (const [id, held] of windows) {
        const run = view.runs.get(id);
        if (run) held.update(run);
      }
    },
    resume() {
      early.clear();
      windows.forEach((held) => held.resume());
    },
    reset(next) {
      session = next;
      windows.clear();
      early.clear();
    },
  };
}
