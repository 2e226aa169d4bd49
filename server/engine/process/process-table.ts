/** What a system tells of its processes; `choose-table.ts` says which way. */

export interface ProcessTable {
  /** Zombies left out. */
  list(mark: Mark): Process[];
  /** When a process started, as its system counts; null when there is none. Throws what the system throws. */
  startOf(pid: number): string | null;
  /** Who listens on a TCP port of this machine. Empty where nobody does, and where nothing can say so. */
  listenersOn(port: number): Promise<readonly Listener[]>;
}

export interface Mark {
  readonly session: string;
  /** Null for all runs of the session. */
  readonly run: string | null;
  /** Process id of the leader while the run is known to us; null after a restart. */
  readonly leader: number | null;
  /** Beginnings of the names of its pipes: who writes to one belongs to it, too. */
  readonly pipes: readonly string[];
}

export interface Process {
  readonly pid: number;
  /** What it runs, so that another program in the same process is seen. */
  readonly name: string;
  readonly parent: number;
  readonly session: number;
  readonly marked: boolean;
}

export interface Listener {
  /** Of its socket, or of its process: a program that listens later has another. */
  readonly id: string;
  /** As in "node (process 12)"; null where the system does not say. */
  who(): string | null;
}

/** What a process of a mark has in its environment, all of it: another runner may have a run of the same id. */
export function markersOf({ session, run }: Mark): readonly string[] {
  return [`GUIDEPOST_SESSION=${session}`, ...(run === null ? [] : [`GUIDEPOST_RUN=${run}`])];
}

/** As in "node (process 12)". */
export function nameOf(name: string | undefined, pid: string): string {
  return `${name ?? 'a program'} (process ${pid})`;
}
