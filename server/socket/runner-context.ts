import type { Block, DiffLine } from '../../src/runbook/model.ts';
import type { Engine, Guide, Session } from '../engine/index.ts';
import type { Log } from '../system/log.ts';
import type { Keys } from '../gate/token.ts';
import type { Limits } from './limits.ts';

/** Everything that a page can reach once it was let in. */
export interface RunnerContext {
  readonly engine: Engine;
  readonly keys: Keys;
  readonly limits: Limits;
  readonly log: Log;
  /** The guides as they would run now; in watch mode they change. */
  guides(): readonly Guide[];
  /** Whether this machine itself serves the pages of an origin. */
  isLocal(origin: string): boolean;
  /** Rewrites the check in the guide's source so that it accepts what the run printed. Throws Refused. */
  readonly accept: ((session: Session, run: string, expectation: number) => Promise<void>) | null;
  /** Returns what `accept` would write. Throws Refused. */
  readonly propose: ((session: Session, run: string, expectation: number) => Promise<Proposed>) | null;
  /** The name and version of this Guidepost. */
  readonly tool: string;
  /** Returns the report of a session, with secrets masked. */
  readonly report: ((session: Session, format: 'html' | 'md') => Promise<string>) | null;
  /** Asks in the terminal before a hosted page may do something dangerous; null if there is no terminal. */
  readonly confirm: ((wish: Wish, origin: string) => Promise<boolean>) | null;
}

/** Run a block with `confirm`, type into the terminal of a block, or look at a folder and work in it. */
export type Wish =
  | { readonly what: 'run' | 'type'; readonly block: Block }
  | { readonly what: 'look'; readonly folder: string };

interface Proposed {
  readonly file: string;
  readonly lines: readonly string[];
  readonly diff: readonly DiffLine[];
}

/** Whether a page may change guides: only pages of this machine may. */
export function mayAccept(context: RunnerContext, { origin }: Visitor): boolean {
  return context.accept !== null && context.isLocal(origin);
}

/**
 * The owner of the sessions that a page sees: its origin. Null for pages of this machine, which share the terminal's.
 */
export function ownerOf(context: RunnerContext, { origin }: Visitor): string | null {
  return context.isLocal(origin) ? null : origin;
}

/** A page that was let in: its origin, the host name that it used, and its token. */
export interface Visitor {
  readonly origin: string;
  readonly host: string;
  readonly token: string;
}
