/**
 * Finds the processes that belong to a run or session wherever they went: by the marker in their environment, by the
 * pipe they write to, by the session of the process that led them, or as children of one already found.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

export interface Mark {
  /** `GUIDEPOST_RUN=…` or `GUIDEPOST_SESSION=…`, exactly as it stands in the environment. */
  readonly marker: string;
  /** Process id of the leader while the run is known to us; null after a restart. */
  readonly leader: number | null;
  /** Processes whose output goes below this folder belong to it, too; null: not asked. */
  readonly folder: string | null;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  readonly marked: boolean;
}

/** Process ids, zombies left out. */
export function findMarked(mark: Mark): number[] {
  const processes = process.platform === 'linux' ? readProc(mark) : readPs(mark);
  const found = new Set<number>();
  const belongs = ({ pid, parent, session, marked }: Process) =>
    marked || pid === mark.leader || session === mark.leader || found.has(parent);
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const one of processes) if (belongs(one)) found.add(one.pid);
  }
  found.delete(process.pid);
  return [...found];
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
    found.push({ pid, parent: Number(parent), session: Number(session), marked: isMarked(name, mark) });
  }
  return found;
}

function isMarked(pid: string, { marker, folder }: Mark): boolean {
  const environ = attempt(() => readFileSync(`/proc/${pid}/environ`, 'latin1'));
  if (environ !== null && `\0${environ}`.includes(`\0${marker}\0`)) return true;
  if (folder === null) return false;
  return ['1', '2'].some((fd) => attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`))?.startsWith(folder));
}

/** macOS: `-E` shows the environment of one's own processes (of Apple's protected programs it does not). */
function readPs({ marker }: Mark): Process[] {
  const text = execFileSync('ps', ['-A', '-E', '-ww', '-o', 'pid=,ppid=,pgid=,stat=,command='], {
    encoding: 'latin1',
    maxBuffer: 1 << 28,
  });
  return text.split('\n').flatMap((line) => {
    const [, pid, parent, group, state = '', command = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s?(.*)$/.exec(line) ?? [];
    if (pid === undefined || state.startsWith('Z')) return [];
    const marked = ` ${command} `.includes(` ${marker} `);
    return [{ pid: Number(pid), parent: Number(parent), session: Number(group), marked }];
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
