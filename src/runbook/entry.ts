/** The entries of a journal: everything that can happen in a session. */
import type { End, Verdict } from './outcome.ts';

/** Who asked for a run: a page, with its origin, or the terminal. */
export type By = { readonly from: 'page'; readonly origin: string } | { readonly from: 'terminal' };

/** One line of a journal. `seq` counts 1, 2, 3 …, `at` is in ms since 1970; an entry never changes. */
export interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly event: Event;
}

export type Event =
  /** `owner`: the hosted origin that opened the session; missing if this machine did. */
  | { readonly type: 'opened'; readonly guide: string; readonly workspace: Workspace; readonly owner?: string }
  /** The bash that runs the blocks from now on. */
  | { readonly type: 'shell'; readonly path: string; readonly version: string }
  /** `value` is null for a secret, which is never stored. */
  | { readonly type: 'input'; readonly name: string; readonly value: string | null }
  | { readonly type: 'option'; readonly group: string; readonly option: string }
  | { readonly type: 'queued'; readonly run: string; readonly block: string; readonly hash: string; readonly by: By }
  | { readonly type: 'started'; readonly run: string; readonly pid: number }
  /** The line of the script (1-based) that runs now, and how the command before it ended. */
  | {
      readonly type: 'command';
      readonly run: string;
      readonly line: number | null;
      readonly previous: CommandEnd | null;
    }
  /** The size of the run's output file is now this many bytes. */
  | { readonly type: 'output'; readonly run: string; readonly size: number }
  /** Output is no longer shown: it exceeds the limit of what is shown (`cap`) or `kept`, or the disk is full. */
  | { readonly type: 'cut'; readonly run: string; readonly size: number; readonly why: 'cap' | 'kept' | 'disk' }
  /** The script has exited, and background processes hold its output, or no longer do. */
  | { readonly type: 'background'; readonly run: string; readonly holds: boolean }
  /** The run was asked to end; what has not ended `within` this time, in ms, is killed. */
  | { readonly type: 'stopping'; readonly run: string; readonly within: number }
  /** A signal has paused a program of the run, until another signal continues it; null: it continues. */
  | { readonly type: 'paused'; readonly run: string; readonly program: PausedProgram | null }
  /** The variables of the script are not available to later blocks. */
  | { readonly type: 'forgotten'; readonly run: string; readonly why: string }
  | { readonly type: 'ready'; readonly run: string }
  /** `expectation` is the index of the check in its block. */
  | { readonly type: 'verdict'; readonly run: string; readonly expectation: number; readonly verdict: Verdict }
  /** Another attempt begins (`retry`, `every`); its output starts at `size`. */
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

/** The folder that a session works in: a practice copy, or a folder of the reader. `path` is absolute. */
export interface Workspace {
  readonly kind: 'practice' | 'mine';
  readonly path: string;
}
