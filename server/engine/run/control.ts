/**
 * Stops a run from outside (Stop, its time limit, the end of its session), and knows whether another attempt may follow.
 */
import type { End } from '../../../src/runbook/model.ts';
import type { Running } from '../shell/index.ts';
import type { RunSettings } from './settings.ts';

export interface Control {
  readonly stopped: AbortSignal;
  /** Aborts when no further attempt can follow. */
  readonly spent: AbortSignal;
  /** How the run ends if it was stopped; null if its process decides. */
  ending(): End | null;
  /** The script of the latest attempt. */
  running(): Running | null;
  /** Takes the script of an attempt, once it has started. */
  take(running: Running): void;
  /** Takes that a script has exited, and that others hold its output. */
  held(running: Running): void;
  /** Reports that another attempt follows. What the earlier ones left running is reported again at the end. */
  retry(attempt: number): void;
  /** Makes the current attempt the last one. */
  exhaust(): void;
  /** Reports whether any attempt has left processes that hold its output. */
  reportHeld(): void;
  /** Ends the whole process tree; the run then ends as `end` says. */
  stop(end: End): Promise<void>;
  /** Resolves when no attempt can print any more, or after `leave`. */
  over(): Promise<void>;
  leave(): void;
}

export function openControl({ run, block, journal }: RunSettings): Control {
  const stopped = new AbortController();
  const exhausted = new AbortController();
  let ending: End | null = null;
  const started: Running[] = [];
  let holding = 0;
  let told = false;
  const report = (holds: boolean) => {
    if (holds !== told) journal.append({ type: 'background', run, holds });
    told = holds;
  };
  return {
    stopped: stopped.signal,
    spent: AbortSignal.any([stopped.signal, exhausted.signal]),
    ending: () => ending,
    running: () => started.at(-1) ?? null,
    take: (running) => void started.push(running),
    held(running) {
      holding += 1;
      report(true);
      void running.over.then(() => {
        holding -= 1;
        if (holding === 0) report(false);
      });
    },
    retry(attempt) {
      report(false);
      journal.append({ type: 'retried', run, attempt, size: journal.size(run) });
    },
    // With a reason: an error with its stack would be made otherwise, for each run.
    exhaust: () => exhausted.abort(EXHAUSTED),
    reportHeld: () => report(holding > 0),
    async stop(end) {
      const running = started.at(-1);
      if (running && ending === null) journal.append({ type: 'stopping', run, within: block.stop });
      ending ??= end;
      stopped.abort();
      await running?.stop(block.stop);
    },
    async over() {
      await Promise.all(started.map(({ over }) => over));
    },
    leave: () => started.forEach((running) => running.leave()),
  };
}

const EXHAUSTED = 'no further attempt follows';
