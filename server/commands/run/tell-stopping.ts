/** Prints what a stop is waiting for, if it takes longer than MOMENT. */
import { noteWords } from '../../../src/runbook/session/reason-words.ts';
import type { Session } from '../../engine/index.ts';
import type { Io } from '../io.ts';

const MOMENT = 1000; // ms

export async function tellStopping(session: Session, io: Io, stopped: Promise<void>): Promise<void> {
  const { guide } = session;
  const titleOf = (id: string) => guide.runbook.blocks.find((block) => block.id === id)?.title ?? id;
  const timer = setTimeout(() => {
    for (const run of session.view.runs.values()) {
      const words = run.killAt === null ? null : noteWords(run, Date.now());
      if (words !== null) io.out(`  … ${titleOf(run.block)}: ${words}\n`);
    }
  }, MOMENT);
  await stopped.finally(() => clearTimeout(timer));
}
