/** What any reader knows of one run. */
import type { By, CommandEnd, End, Event, PausedProgram, Verdict } from './model.ts';

export interface RunView {
  readonly id: string;
  readonly block: string;
  readonly hash: string;
  readonly by: By;
  /** Number of the entry that queued it. */
  readonly seq: number;
  /** `lost`: it was under way when the connection to the runner was lost; only a page knows that. */
  readonly phase: 'queued' | 'running' | 'ready' | 'ended' | 'lost';
  readonly queuedAt: number;
  readonly startedAt: number | null;
  /** When a service was. */
  readonly readyAt: number | null;
  readonly endedAt: number | null;
  /** The script's line that executes now. */
  readonly line: number | null;
  /** Commands that ended, in order. */
  readonly commands: readonly CommandEnd[];
  readonly attempt: number;
  /** Where the output of the current attempt begins. */
  readonly from: number;
  readonly size: number;
  readonly cut: { readonly size: number; readonly why: 'cap' | 'kept' | 'disk' } | null;
  readonly verdicts: ReadonlyMap<number, Verdict>;
  readonly end: End | null;
  readonly lastOutputAt: number | null;
  /** The script has exited, but background processes of it can still print. */
  readonly background: boolean;
  /** The program that a signal has paused. */
  readonly paused: PausedProgram | null;
  /** Why later blocks do not find what it has set. */
  readonly forgotten: string | null;
  /** It was told to end; then, in ms since the epoch, what is left of it is killed. */
  readonly killAt: number | null;
}

/** As it is when it was asked for. */
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
