/** Decides when a service is ready. One that is not ready in time is stopped, and its end says what was waited for. */
import type { End } from '../../../src/runbook/model.ts';
import type { Checks } from './checking.ts';
import { waitFor } from './readiness.ts';
import type { RunSettings } from './settings.ts';

export interface Readiness {
  /** Must have resolved before the script starts. */
  prepare(): Promise<void>;
  started(): void;
  /** To be called when something was printed. */
  printed(flush: () => void): void;
  /** To be called when a check was decided. */
  decided(): void;
  stop(): void;
}

const NONE: Readiness = { prepare: async () => {}, started() {}, printed() {}, decided() {}, stop() {} };

/** `ready=output` means that the checks below the service have passed or, if it has none, that it has printed. */
export function watchReadiness(
  settings: RunSettings,
  checks: Pick<Checks, 'came' | 'waiting'>,
  stopRun: (end: End) => Promise<void>,
): Readiness {
  const { run, block, journal, shell, values, onReady } = settings;
  if (block.kind !== 'service') return NONE;
  const over = new AbortController();
  const byOutput = block.ready?.by === 'output';
  const byCheck = byOutput && block.expectations.some(({ never }) => !never);
  const value = (name: string) => values[name] ?? shell.value(name);
  const wait =
    block.ready === null || block.ready.by === 'output' ? null : waitFor(block.ready, shell.directory(), value);
  let ready = false;
  let timer: NodeJS.Timeout | undefined;

  const tell = () => {
    if (ready || over.signal.aborted) return;
    ready = true;
    clearTimeout(timer);
    journal.append({ type: 'ready', run });
    onReady();
  };
  const warn = (words: string) => journal.output(run, Buffer.from(`guidepost: ${words}\n`));
  const limit = (what: () => string) => {
    const end = () => void stopRun({ how: 'timed-out', after: block.timeout, waiting: what() });
    timer = setTimeout(end, block.timeout);
  };

  return {
    prepare: async () => wait?.prepare(),
    started() {
      if (ready || over.signal.aborted) return;
      if (block.ready === null) return tell();
      if (wait === null) return limit(() => checks.waiting() ?? 'its first output');
      limit(() => wait.what());
      wait.done(over.signal, warn).then(tell, (error: unknown) => {
        if (!over.signal.aborted) throw error;
      });
    },
    printed(flush) {
      if (ready || !byOutput || byCheck) return;
      flush();
      tell();
    },
    decided() {
      if (byCheck && checks.came) tell();
    },
    stop() {
      clearTimeout(timer);
      over.abort();
    },
  };
}
