/** Whether and when a service is ready; one that is not within its time is stopped, and says what it waited for. */
import type { End } from '../../src/runbook/model.ts';
import { waitFor } from './readiness.ts';
import type { RunSettings } from './run.ts';

export interface Readiness {
  started(): void;
  /** Something was printed. */
  printed(flush: () => void): void;
  stop(): void;
}

export function watchReadiness(settings: RunSettings, stopRun: (end: End) => Promise<void>): Readiness {
  const { run, block, journal, shell, values, onReady } = settings;
  if (block.kind !== 'service') return { started() {}, printed() {}, stop() {} };
  const over = new AbortController();
  let ready = false;
  let timer: NodeJS.Timeout | undefined;

  const tell = () => {
    if (ready || over.signal.aborted) return;
    ready = true;
    clearTimeout(timer);
    journal.append({ type: 'ready', run });
    onReady();
  };
  const limit = (what: string) => {
    timer = setTimeout(() => void stopRun({ how: 'timed-out', after: block.timeout, waiting: what }), block.timeout);
  };

  return {
    started() {
      if (block.ready === null) return tell();
      if (block.ready.by === 'output') return limit('its first output');
      const wait = waitFor(block.ready, shell.directory(), (name) => values[name] ?? shell.value(name));
      limit(wait.what);
      wait.done(over.signal).then(tell, (error: unknown) => {
        if (!over.signal.aborted) throw error;
      });
    },
    printed(flush) {
      if (ready || block.ready?.by !== 'output') return;
      flush();
      tell();
    },
    stop() {
      clearTimeout(timer);
      over.abort();
    },
  };
}
