/** Everything that is known about one run. */
import type { By, CommandEnd, End, Event, PausedProgram, Verdict } from '../model.ts';

export interface RunView {
  readonly id: string;
  readonly block: string;
  readonly hash: string;
  readonly by: By;
  /** Number of the entry that queued it. */
  readonly seq: number;
  /** `lost`: it had not ended when the connection to the runner was lost; set only by a page. */
  readonly phase: 'queued' | 'running' | 'ready' | 'ended' | 'lost';
  readonly queuedAt: number;
  readonly startedAt: number | null;
  /** When a service became ready. */
  readonly readyAt: number | null;
  readonly endedAt: number | null;
  /** The line of the script that runs now. */
  readonly line: number | null;
  /** The commands that have ended, in order. */
  readonly commands: readonly CommandEnd[];
  readonly attempt: number;
  /** The offset at which the output of the current attempt begins. */
  readonly from: number;
  readonly size: number;
  readonly cut: { readonly size: number; readonly why: 'cap' | 'kept' | 'disk' } | null;
  readonly verdicts: ReadonlyMap<number, Verdict>;
  readonly end: End | null;
  readonly lastOutputAt: number | null;
  /** Whether background processes can still print after the script has exited. */
  readonly background: boolean;
  /** The program that a signal has paused. */
  readonly paused: PausedProgram | null;
  /** Why its variables are not available to later blocks; null if they are. */
  readonly forgotten: string | null;
  /** If it was asked to end: when the rest of it will be killed, in ms since 1970. */
  readonly killAt: number | null;
}

/** A run that was just queued. */
export function newRun(event: Extract<Event, { type: 'queued' }>, seq: number, at: number): RunView {
  return {
    id: event.run,
    block: event.block,
    hash: event.hash,
    by: event.by,
    seq,
    phase: 'queued',
    queuedAt: at,
    startedAt: null,
    readyAt: null,
    endedAt: null,
    line: null,
    commands: [],
    attempt: 1,
    from: 0,
    size: 0,
    cut: null,
    verdicts: new Map(),
    end: null,
    lastOutputAt: null,
    background: false,
    paused: null,
    forgotten: null,
    killAt: null,
  };
}
