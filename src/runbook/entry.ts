/** What can happen to a guide: the entries of a journal. */
import type { End, Verdict } from './outcome.ts';

/** Who started something: the page (with its origin) or the terminal. */
export type By = { readonly from: 'page'; readonly origin: string } | { readonly from: 'terminal' };

/** One numbered line of a journal; `seq` counts 1, 2, 3 … and an entry never changes. */
export interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly event: Event;
}

export type Event =
  /** `owner`: the hosted origin that opened it; without, pages of this machine and its terminal. */
  | { readonly type: 'opened'; readonly guide: string; readonly workspace: Workspace; readonly owner?: string }
  /** Which bash runs the blocks from here on. */
  | { readonly type: 'shell'; readonly path: string; readonly version: string }
  /** `value` is null for a secret: its value is never stored. */
  | { readonly type: 'input'; readonly name: string; readonly value: string | null }
  | { readonly type: 'option'; readonly group: string; readonly option: string }
  | { readonly type: 'queued'; readonly run: string; readonly block: string; readonly hash: string; readonly by: By }
  | { readonly type: 'started'; readonly run: string; readonly pid: number }
  /** Which line of the script (1-based) executes now, and how the command before it ended. */
  | {
      readonly type: 'command';
      readonly run: string;
      readonly line: number | null;
      readonly previous: CommandEnd | null;
    }
  /** The run's output file now holds this many bytes. */
  | { readonly type: 'output'; readonly run: string; readonly size: number }
  /** From here on output is not shown: it is over the limit of what is shown (`cap`) or kept, or the disk is full. */
  | { readonly type: 'cut'; readonly run: string; readonly size: number; readonly why: 'cap' | 'kept' | 'disk' }
  /** Its script has exited; background processes of it hold its output, or no longer do. */
  | { readonly type: 'background'; readonly run: string; readonly holds: boolean }
  /** It was told to end; what has not ended `within` this time is killed. */
  | { readonly type: 'stopping'; readonly run: string; readonly within: number }
  /** A signal has paused a program of it, which then waits for another signal; null: it goes on. */
  | { readonly type: 'paused'; readonly run: string; readonly program: PausedProgram | null }
  /** What its script has set is not there for later blocks. */
  | { readonly type: 'forgotten'; readonly run: string; readonly why: string }
  | { readonly type: 'ready'; readonly run: string }
  /** `expectation` is the index in the block's list. */
  | { readonly type: 'verdict'; readonly run: string; readonly expectation: number; readonly verdict: Verdict }
  /** The run is tried again (`retry`, `every`): what was shown of it so far was an attempt. */
  | { readonly type: 'retried'; readonly run: string; readonly attempt: number; readonly size: number }
  | { readonly type: 'ended'; readonly run: string; readonly end: End }
  | { readonly type: 'closed' };

export interface PausedProgram {
  readonly name: string;
  readonly pid: number;
}

export interface CommandEnd {
  readonly line: number;
  readonly code: number;
  readonly ms: number;
}

/** Where a session works: a fresh copy of the practice folder, or the reader's own place. `path` is absolute. */
export interface Workspace {
  readonly kind: 'practice' | 'mine';
  readonly path: string;
}
