/**
 * The questions that a page was given to show. A run of a block with `confirm` must name the question that its reader
 * has answered, so that a page cannot just claim that the reader was asked. Each question is valid once, for that
 * block, and for PATIENCE.
 */
import { randomBytes } from 'node:crypto';

export interface Questions {
  /** Returns the nonce that the answer must contain. */
  ask(about: About): string;
  /** Whether `nonce` belongs to an open question about this block; it is then used up. */
  take(about: About, nonce: string | null): boolean;
}

interface About {
  readonly session: string;
  readonly block: string;
  readonly hash: string;
}

const OPEN = 32; // questions; a further one withdraws the oldest
const PATIENCE = 10 * 60_000; // ms; after that the reader is asked again

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
