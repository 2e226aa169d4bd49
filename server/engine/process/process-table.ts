/** What can be asked about the processes of this machine; `choose-table.ts` chooses how. */

export interface ProcessTable {
  /** All processes, without zombies. */
  list(mark: Mark): Process[];
  /** When a process started, in the system's own notation; null if there is none. Throws the system's errors. */
  startOf(pid: number): string | null;
  /** Who listens on a TCP port of this machine; empty if nobody does, or if the system cannot tell. */
  listenersOn(port: number): Promise<readonly Listener[]>;
}

export interface Mark {
  readonly session: string;
  /** Null: all runs of the session. */
  readonly run: string | null;
  /** Process id of the run's bash; null if it is not known, as after a restart. */
  readonly leader: number | null;
  /** Paths of its pipes: a process that writes to one belongs to the run, too. */
  readonly pipes: readonly string[];
}

export interface Process {
  readonly pid: number;
  /** The program that it runs, so that an exec of another program is noticed. */
  readonly name: string;
  readonly parent: number;
  readonly session: number;
  /** By a signal, until another continues it. */
  readonly paused: boolean;
  readonly marked: boolean;
}

export interface Listener {
  /** Identifies its socket or its process: a program that starts to listen later has another id. */
  readonly id: string;
  /** As in "node (process 12)"; null if the system does not say. */
  who(): string | null;
}

/** The variables by which a process is recognized. All must match: another runner may have a run of the same id. */
export function markersOf({ session, run }: Mark): readonly string[] {
  return [`GUIDEPOST_SESSION=${session}`, ...(run === null ? [] : [`GUIDEPOST_RUN=${run}`])];
}

/** As in "node (process 12)". */
export function nameOf(name: string | undefined, pid: string): string {
  return `${name ?? 'a program'} (process ${pid})`;
}
