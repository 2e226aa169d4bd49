/** What a session is opened with, and what only its engine does with it. */
import type { Workspace } from '../../../src/runbook/model.ts';
import type { Changes } from '../change/index.ts';
import type { Limits, OwnJournal, Secrets } from '../journal/index.ts';
import type { Shell } from '../shell/index.ts';
import type { Guide, Session } from './types.ts';

export interface SessionSettings {
  readonly id: string;
  /** As it stands now: what is asked for next runs by this one, what is under way keeps its block. */
  readonly guide: () => Guide;
  readonly workspace: Workspace;
  readonly journal: OwnJournal;
  readonly openShell: (home: () => string) => Shell;
  readonly openChanges: (home: () => string, valueOf: (name: string) => string | undefined) => Changes;
  readonly os: 'linux' | 'macos';
  readonly limits: Limits;
  readonly secrets: Secrets;
  /** Throws Refused where a run of that name is known, whatever session it is in. */
  readonly claimRun: (run: string) => void;
  /** Called once everything has ended; `closed` says whether for good. */
  readonly onEnd: (closed: boolean) => Promise<void>;
}

/** A session, and what only its engine does with it. */
export interface OwnSession extends Session {
  /** Stops everything; the session can be taken up again by another runner. */
  leave(): Promise<void>;
  /** There is no room for its journal: nothing may run on. */
  stopForFull(): void;
}
