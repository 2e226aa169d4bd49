import type { Admission, Ask } from '../../../src/runbook/admission.ts';
import type { Block, By, Runbook, Workspace } from '../../../src/runbook/model.ts';
import type { Refusal } from '../../../src/protocol/wire.ts';
import type { Preview } from '../change/index.ts';
import type { Journal, SessionListing } from '../journal/index.ts';
import type { Times } from '../../../src/runbook/time-left.ts';
import type { View } from '../../../src/runbook/view.ts';

/** A guide as this machine would run it. `folder` is the absolute folder it stands in; `hashes` are by block id. */
export interface Guide {
  readonly runbook: Runbook;
  readonly folder: string;
  readonly hashes: ReadonlyMap<string, string>;
}

/** Why a request was not carried out; nothing has changed. */
export class Refused extends Error {
  readonly code: Refusal;

  constructor(code: Refusal, message: string) {
    super(message);
    this.name = 'Refused';
    this.code = code;
  }
}

/** The block that was admitted. Throws Refused where it was not. */
export function admitted(answer: Admission): Block {
  if (!answer.admitted) throw new Refused(answer.code, answer.why);
  return answer.block;
}

export interface RunRequest extends Ask {
  readonly run: string;
  readonly by: By;
  /** Somebody types into its terminal. Of a page that is so anyway. */
  readonly typed?: boolean;
}

/** One reader's go at one guide. Every method but `close` throws `Refused` and then has changed nothing. */
export interface Session {
  readonly id: string;
  /** As it stands now; of a guide that is gone, as it was last. */
  readonly guide: Guide;
  readonly workspace: Workspace;
  readonly journal: Journal;
  /** The fold of the journal so far. */
  readonly view: View;
  setInput(name: string, value: string): void;
  choose(group: string, option: string): void;
  /** Whether a run would be queued now, and if not, why. */
  admit(ask: Ask): Admission;
  /** How the files of a block would change if it ran now. */
  preview(block: string): Preview;
  /** Queues a run; foreground runs go one at a time, services run beside them. */
  run(request: RunRequest): void;
  /** Takes a queued run out of the queue, or stops a running one and its whole process tree. */
  cancel(run: string): Promise<void>;
  /** Types into the terminal of a run. */
  type(run: string, text: string): void;
  /** The size of the reader's terminal; one that starts later begins with it. */
  resize(run: string, columns: number, rows: number): void;
  /** Resolves once nothing is queued or running in the foreground. */
  idle(): Promise<void>;
  /** Stops everything that runs, appends `closed`. Idempotent. */
  close(): Promise<void>;
}

/** All sessions of this runner, open and finished. */
export interface Engine {
  open(guide: Guide, kind: Workspace['kind'], settings?: OpenSettings): Promise<Session>;
  /**
   * An open session, or a finished one read from disk (its run methods refuse with `closed`). With `owner` only one that
   * this origin has opened, or with null one of this machine.
   */
  find(id: string, owner?: string | null): Promise<Session | undefined>;
  list(guide?: string, owner?: string | null): Promise<readonly SessionListing[]>;
  /** How long the blocks of a guide took in the latest of these sessions. */
  times(guide: Guide, owner?: string | null): Promise<Times>;
  /** Stops every session's processes; the journals stay. */
  shutdown(): Promise<void>;
}

export interface OpenSettings {
  /** The hosted origin whose session it is; null for one of this machine, also without. */
  readonly owner?: string | null;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, string>>;
}
