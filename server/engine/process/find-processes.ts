/**
 * Finds the processes that belong to a run or session wherever they went: by the marker in their environment, by the
 * limit they inherited, by the pipe they write to, by the session of the process that led them, or as children of one
 * already found.
 */
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { hasProc } from './has-proc.ts';
import { isLimitOf } from './limit-mark.ts';
import { listByPs } from './list-by-ps.ts';

export interface Mark {
  readonly session: string;
  /** Null for all runs of the session. */
  readonly run: string | null;
  /** Process id of the leader while the run is known to us; null after a restart. */
  readonly leader: number | null;
  /** Beginnings of the names of its pipes: on Linux who writes to one belongs to it, too. */
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

/** Zombies left out. */
export function findProcesses(mark: Mark): Process[] {
  const processes = hasProc() ? readProc(mark) : listByPs(mark, markerOf(mark));
  const found = new Set<number>();
  const belongs = ({ pid, parent, session, marked }: Process) =>
    marked || pid === mark.leader || session === mark.leader || found.has(parent);
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const one of processes) if (belongs(one)) found.add(one.pid);
  }
  return processes.filter(({ pid }) => found.has(pid) && pid !== process.pid);
}

function readProc(mark: Mark): Process[] {
  const found: Process[] = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = attempt(() => readFileSync(`/proc/${name}/stat`, 'latin1'));
    if (stat === null) continue;
    const [state, parent, , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') continue;
    const command = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    found.push({ pid, name: command, parent: Number(parent), session: Number(session), marked: isMarked(name, mark) });
  }
  return found;
}

/** Exactly as it stands in the environment. */
function markerOf({ session, run }: Mark): string {
  return run === null ? `GUIDEPOST_SESSION=${session}` : `GUIDEPOST_RUN=${run}`;
}

function isMarked(pid: string, mark: Mark): boolean {
  const { session, run, pipes } = mark;
  const environ = attempt(() => readFileSync(`/proc/${pid}/environ`, 'latin1'));
  if (environ !== null && `\0${environ}`.includes(`\0${markerOf(mark)}\0`)) return true;
  const limits = attempt(() => readFileSync(`/proc/${pid}/limits`, 'latin1'));
  if (isLimitOf(/^Max realtime timeout +(\d+)/m.exec(limits ?? '')?.[1] ?? '', session, run)) return true;
  if (pipes.length === 0) return false;
  return ['1', '2'].some((fd) => {
    const name = attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`));
    return name !== null && pipes.some((pipe) => name.startsWith(pipe));
  });
}

/** A process may end while it is looked at, or belong to somebody else. */
function attempt<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
