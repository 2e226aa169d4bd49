/** What a session is opened with, and the operations on it that only the engine uses. */
import type { Workspace } from '../../../src/runbook/model.ts';
import type { Changes } from '../change/index.ts';
import type { Limits, OwnJournal, Secrets } from '../journal/index.ts';
import type { Shell } from '../shell/index.ts';
import type { Guide, Session } from './types.ts';

export interface SessionSettings {
  readonly id: string;
  /** The guide as it is now: the next run uses it; a run that is queued or active keeps its block. */
  readonly guide: () => Guide;
  readonly workspace: Workspace;
  readonly journal: OwnJournal;
  readonly openShell: (home: () => string) => Shell;
  readonly openChanges: (home: () => string, valueOf: (name: string) => string | undefined) => Changes;
  readonly os: 'linux' | 'macos';
  readonly limits: Limits;
  readonly secrets: Secrets;
  /** Reserves the id of a run. Throws Refused if any session already has a run of this id. */
  readonly claimRun: (run: string) => void;
  /** Called once everything has ended; `closed`: the session was closed, so it cannot be resumed. */
  readonly onEnd: (closed: boolean) => Promise<void>;
}

/** A session with the operations that only the engine uses. */
export interface OwnSession extends Session {
  /** Stops everything; another runner can resume the session. */
  leave(): Promise<void>;
  /** Stops all runs, because the disk is full and nothing more can be recorded. */
  stopForFull(): void;
}
