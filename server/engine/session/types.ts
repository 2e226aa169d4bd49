import type { Admission, Ask } from '../../../src/runbook/session/admission.ts';
import type { Block, By, Runbook, Workspace } from '../../../src/runbook/model.ts';
import type { Refusal } from '../../../src/protocol/wire.ts';
import type { Preview } from '../change/index.ts';
import type { Journal, SessionListing } from '../journal/index.ts';
import type { Times } from '../../../src/runbook/session/time-left.ts';
import type { View } from '../../../src/runbook/session/view.ts';

/** A guide as this machine would run it. `folder` is its absolute path; `hashes` are by block id. */
export interface Guide {
  readonly runbook: Runbook;
  readonly folder: string;
  readonly hashes: ReadonlyMap<string, string>;
}

/** Why a request was refused; it has changed nothing. */
export class Refused extends Error {
  readonly code: Refusal;

  constructor(code: Refusal, message: string) {
    super(message);
    this.name = 'Refused';
    this.code = code;
  }
}

/** Returns the block that was admitted; throws Refused if it was not. */
export function admitted(answer: Admission): Block {
  if (!answer.admitted) throw new Refused(answer.code, answer.why);
  return answer.block;
}

export interface RunRequest extends Ask {
  readonly run: string;
  readonly by: By;
  /** Whether somebody can type into its terminal; always true for a page. */
  readonly typed?: boolean;
}

/** One reader's work on one guide. A method that throws `Refused` has changed nothing; `close` never throws it. */
export interface Session {
  readonly id: string;
  /** The guide as it is now or, if it was removed, as it was last. */
  readonly guide: Guide;
  readonly workspace: Workspace;
  readonly journal: Journal;
  /** The fold of the journal so far. */
  readonly view: View;
  setInput(name: string, value: string): void;
  choose(group: string, option: string): void;
  /** Whether a run would be accepted now, and if not, why. */
  admit(ask: Ask): Admission;
  /** How the files of a block would change if it ran now. */
  preview(block: string): Preview;
  /** Queues a run; foreground runs go one at a time, services run beside them. */
  run(request: RunRequest): void;
  /** Takes a queued run out of the queue, or stops a running one and its whole process tree. */
  cancel(run: string): Promise<void>;
  /** Types into the terminal of a run. */
  type(run: string, text: string): void;
  /** Sets the size of a run's terminal; later terminals start with it. */
  resize(run: string, columns: number, rows: number): void;
  /** Resolves once nothing is queued or running in the foreground. */
  idle(): Promise<void>;
  /** Stops everything that runs, then appends `closed`. Idempotent. */
  close(): Promise<void>;
}

/** All sessions of this runner, open and finished. */
export interface Engine {
  open(guide: Guide, kind: Workspace['kind'], settings?: OpenSettings): Promise<Session>;
  /**
   * Finds an open session, or reads a closed one from disk (which refuses every change with `closed`). `owner`: only if
   * this hosted origin opened it or, if null, if this machine did.
   */
  find(id: string, owner?: string | null): Promise<Session | undefined>;
  /** The same only to be read: nothing of an earlier runner is taken up. */
  read(id: string, owner?: string | null): Promise<Pick<Session, 'guide' | 'journal' | 'view'> | undefined>;
  list(guide?: string, owner?: string | null): Promise<readonly SessionListing[]>;
  /** How long the blocks of a guide took in its latest sessions. */
  times(guide: Guide, owner?: string | null): Promise<Times>;
  /** Stops every session's processes; the journals stay. */
  shutdown(): Promise<void>;
}

export interface OpenSettings {
  /** The hosted origin that opens the session; null (the default) for this machine. */
  readonly owner?: string | null;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, string>>;
}
