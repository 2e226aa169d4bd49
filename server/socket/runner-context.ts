import type { Block, DiffLine } from '../../src/runbook/model.ts';
import type { Engine, Guide, Session } from '../engine/index.ts';
import type { Log } from '../system/log.ts';
import type { Keys } from '../gate/token.ts';
import type { Limits } from './limits.ts';

/** What stands behind the door: everything a visitor who was let in can reach. */
export interface RunnerContext {
  readonly engine: Engine;
  readonly keys: Keys;
  readonly limits: Limits;
  readonly log: Log;
  /** The guides as they would run now; in watch mode the answer changes. */
  guides(): readonly Guide[];
  /** Origins of pages that this machine serves itself. */
  isLocal(origin: string): boolean;
  /** Rewrites the check in the guide's source so that it accepts what the run printed. Throws Refused. */
  readonly accept: ((session: Session, run: string, expectation: number) => Promise<void>) | null;
  /** What `accept` would write. Throws Refused. */
  readonly propose: ((session: Session, run: string, expectation: number) => Promise<Proposed>) | null;
  /** Writes the record of a session, secrets masked. */
  readonly report: ((session: Session, format: 'html' | 'md') => Promise<string>) | null;
  /**
   * Asks on the terminal before a block with `confirm` runs for a hosted page, and before such a page types into one;
   * null without a terminal.
   */
  readonly confirm: ((block: Block, origin: string, what: 'run' | 'type') => Promise<boolean>) | null;
}

interface Proposed {
  readonly file: string;
  readonly lines: readonly string[];
  readonly diff: readonly DiffLine[];
}

/** Guides on this machine are changed from pages of this machine only. */
export function mayAccept(context: RunnerContext, { origin }: Visitor): boolean {
  return context.accept !== null && context.isLocal(origin);
}

/** Whose sessions a page sees: its own origin's. Pages of this machine share theirs with the terminal: null. */
export function ownerOf(context: RunnerContext, { origin }: Visitor): string | null {
  return context.isLocal(origin) ? null : origin;
}

/** Who came in: the page's origin, the host name that it used, and by which token. */
export interface Visitor {
  readonly origin: string;
  readonly host: string;
  readonly token: string;
}
