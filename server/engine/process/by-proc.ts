/** Reads the process table on Linux, from the files below /proc. */
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { isLimitOf } from './limit-mark.ts';
import { type Listener, type Mark, type Process, type ProcessTable, markersOf, nameOf } from './process-table.ts';

export const byProc: ProcessTable = {
  list: readProc,
  startOf(pid) {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  },
  listenersOn: (port) => Promise.resolve(TABLES.flatMap((path) => fromTable(path, port))),
};

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
    found.push({
      pid,
      name: command,
      parent: Number(parent),
      session: Number(session),
      paused: state === 'T',
      marked: isMarked(name, mark),
    });
  }
  return found;
}

function isMarked(pid: string, mark: Mark): boolean {
  const { session, run, pipes } = mark;
  const environ = attempt(() => readFileSync(`/proc/${pid}/environ`, 'latin1'));
  if (environ !== null && markersOf(mark).every((marker) => `\0${environ}`.includes(`\0${marker}\0`))) return true;
  const limits = attempt(() => readFileSync(`/proc/${pid}/limits`, 'latin1'));
  if (isLimitOf(/^Max realtime timeout +(\d+)/m.exec(limits ?? '')?.[1] ?? '', session, run)) return true;
  if (pipes.length === 0) return false;
  return ['1', '2'].some((fd) => {
    const name = attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`));
    return name !== null && pipes.includes(name.replace(/ \(deleted\)$/, ''));
  });
}

/** The second one is missing on a kernel without IPv6. */
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const LISTENS = '0A';

function fromTable(path: string, port: number): Listener[] {
  const table = existsSync(path) ? readFileSync(path, 'latin1') : '';
  const address = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').flatMap((line) => {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    if (state !== LISTENS || inode === undefined || !local?.endsWith(address)) return [];
    return [{ id: inode, who: () => ownerOf(`socket:[${inode}]`) }];
  });
}

function ownerOf(socket: string): string | null {
  const holds = (pid: string) =>
    (attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? []).some(
      (fd) => attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) === socket,
    );
  const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && holds(name));
  return pid === undefined ? null : nameOf(attempt(() => readFileSync(`/proc/${pid}/comm`, 'utf8'))?.trim(), pid);
}

/** Null if the system refuses: a process may end while it is read, or belong to another user. */
function attempt<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
