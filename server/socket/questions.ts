/**
 * The questions that this page was given to show. A run of a block with `confirm` names the one that its reader has
 * answered: whoever only says that somebody was asked is not believed. Each is good for one run, of that block, for a while.
 */
import { randomBytes } from 'node:crypto';

export interface Questions {
  /** The nonce that an answer has to bring. */
  ask(about: About): string;
  /** Whether this is the answer to a question about it, and the first one. */
  take(about: About, nonce: string | null): boolean;
}

interface About {
  readonly session: string;
  readonly block: string;
  readonly hash: string;
}

const OPEN = 32; // questions; the oldest is withdrawn for a further one
const PATIENCE = 10 * 60_000; // ms; who comes back later reads it again

export function openQuestions(now: () => number = Date.now): Questions {
  const open = new Map<string, { readonly about: string; readonly until: number }>();
  const textOf = ({ session, block, hash }: About) => `${session} ${block} ${hash}`;
  return {
    ask(about) {
      const nonce = randomBytes(16).toString('base64url');
      open.set(nonce, { about: textOf(about), until: now() + PATIENCE });
      for (const oldest of [...open.keys()].slice(0, -OPEN)) open.delete(oldest);
      return nonce;
    },
    take(about, nonce) {
      if (nonce === null) return false;
      const question = open.get(nonce);
      open.delete(nonce);
      return question?.about === textOf(about) && now() <= question.until;
    },
  };
}
