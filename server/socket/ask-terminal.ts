/** Asks in the runner's terminal before a hosted page may do something dangerous. */
import { blockOf } from '../../src/runbook/session/block-of.ts';
import { type Session, Refused } from '../engine/index.ts';
import type { RunnerContext, Visitor, Wish } from './runner-context.ts';

const asking = new WeakSet<RunnerContext>();

/** Asks one question at a time, so that a page cannot flood the terminal until somebody says yes. Throws Refused. */
export async function askTerminal(context: RunnerContext, { origin }: Visitor, wish: Wish): Promise<void> {
  if (asking.has(context)) throw new Refused('busy', 'The terminal is asking about something else.');
  asking.add(context);
  try {
    if (await context.confirm?.(wish, origin)) return;
  } finally {
    asking.delete(context);
  }
  throw new Refused('not_confirmed', REFUSED[wish.what]);
}

const REFUSED = {
  run: "This step has to be confirmed in the runner's terminal too.",
  type: "Typing from this site has to be allowed in the runner's terminal.",
  look: "Working in a folder of yours has to be allowed in the runner's terminal.",
};

/** Remembers the terminal's answers, yes or no, by what they are about. `busy` is no answer: it is asked again. */
function remembered(): (about: string, ask: () => Promise<void>) => Promise<void> {
  const answers = new Map<string, Promise<void>>();
  return async (about, ask) => {
    const known = answers.get(about);
    const answer = known ?? ask();
    if (!known) answers.set(about, answer);
    await answer.catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'busy') answers.delete(about);
      throw error;
    });
  };
}

/**
 * Text typed into a program can be code. Only a page of this machine may type without being asked about; for a hosted
 * page the terminal asks once per run, and the answer, yes or no, holds for that run.
 */
export function openTyping(context: RunnerContext, visitor: Visitor): (session: Session, run: string) => Promise<void> {
  const once = remembered();
  return async (session, run) => {
    const block = blockOf(session.guide.runbook, session.view.runs.get(run)?.block ?? '');
    if (context.isLocal(visitor.origin) || !block?.tty) return; // a run without a terminal is refused by the session
    await once(run, () => askTerminal(context, visitor, { what: 'type', block }));
  };
}

/**
 * What is said about a path tells which folders there are on this machine, and the user's name. A hosted page learns it
 * only of a folder that the terminal allows it to work in; it is asked about once per path.
 */
export function openFolders(context: RunnerContext, visitor: Visitor) {
  const once = remembered();
  const real = new Set<string>();
  return {
    /** Throws Refused if the page may not work in this folder. */
    async enter(folder: string): Promise<void> {
      if (context.isLocal(visitor.origin) || real.has(folder)) return;
      await once(folder, () => askTerminal(context, visitor, { what: 'look', folder }));
    },
    /** The page has been told that a folder which it may enter has this path. */
    found: (path: string) => void real.add(path),
  };
}
