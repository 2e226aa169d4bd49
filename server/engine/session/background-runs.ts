/** The runs that have ended while their background processes can still print. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Execution } from '../run/index.ts';

/** How long killed processes may take to close their output; a process of another user may hold it for ever. */
const LAST_WORDS = 500; // ms

export interface BackgroundRuns {
  add(run: string, execution: Execution): void;
  /** Reads the remaining output, then stops reading. */
  close(): Promise<void>;
}

export function openBackgroundRuns(onOver: (run: string) => void): BackgroundRuns {
  const executions = new Map<string, Execution>();
  return {
    add(run, execution) {
      executions.set(run, execution);
      void execution.over.then(() => {
        executions.delete(run);
        onOver(run);
      });
    },
    async close() {
      const all = [...executions.values()];
      const over = Promise.all(all.map((one) => one.over));
      await Promise.race([over, delay(LAST_WORDS)]);
      for (const one of all) one.leave();
      await over;
    },
  };
}
