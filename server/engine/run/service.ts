/** Whether and when a service is ready; one that is not within its time is stopped, and says what it waited for. */
import type { End } from '../../../src/runbook/model.ts';
import type { Checks } from './checking.ts';
import { waitFor } from './readiness.ts';
import type { RunSettings } from './settings.ts';

export interface Readiness {
  started(): void;
  /** Something was printed. */
  printed(flush: () => void): void;
  /** A check was decided. */
  decided(): void;
  stop(): void;
}

/** `ready=output` means the checks below the service; for one without any, its first output. */
export function watchReadiness(
  settings: RunSettings,
  checks: Pick<Checks, 'passed' | 'waiting'>,
  stopRun: (end: End) => Promise<void>,
): Readiness {
  const { run, block, journal, shell, values, onReady } = settings;
  if (block.kind !== 'service') return { started() {}, printed() {}, decided() {}, stop() {} };
  const over = new AbortController();
  const byOutput = block.ready?.by === 'output';
  const byCheck = byOutput && block.expectations.length > 0;
  let ready = false;
  let timer: NodeJS.Timeout | undefined;

  const tell = () => {
    if (ready || over.signal.aborted) return;
    ready = true;
    clearTimeout(timer);
    journal.append({ type: 'ready', run });
    onReady();
  };
  const limit = (what: () => string) => {
    const end = () => void stopRun({ how: 'timed-out', after: block.timeout, waiting: what() });
    timer = setTimeout(end, block.timeout);
  };

  return {
    started() {
      if (ready || over.signal.aborted) return;
      if (block.ready === null) return tell();
      if (block.ready.by === 'output') return limit(() => checks.waiting() ?? 'its first output');
      const wait = waitFor(block.ready, shell.directory(), (name) => values[name] ?? shell.value(name));
      limit(() => wait.what);
      wait.done(over.signal).then(tell, (error: unknown) => {
        if (!over.signal.aborted) throw error;
      });
    },
    printed(flush) {
      if (ready || !byOutput || byCheck) return;
      flush();
      tell();
    },
    decided() {
      if (byCheck && checks.passed) tell();
    },
    stop() {
      clearTimeout(timer);
      over.abort();
    },
  };
}
