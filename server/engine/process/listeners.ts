/** Who listens on a TCP port of this machine: as /proc shows it where there is one, else as lsof does. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';

export interface Listener {
  /** Of its socket, or of its process: a program that listens later has another. */
  readonly id: string;
  /** As in "node (process 12)"; null where the system does not say. */
  who(): string | null;
}

/** Empty where nobody listens, and where nothing can say so. `tables` are those of /proc. */
export async function listenersOn(
  port: number,
  tables = ['/proc/net/tcp', '/proc/net/tcp6'],
): Promise<readonly Listener[]> {
  const there = tables.filter((path) => existsSync(path));
  return there.length > 0 ? there.flatMap((path) => fromTable(readFileSync(path, 'latin1'), port)) : fromLsof(port);
}

const LISTENS = '0A';

function fromTable(table: string, port: number): Listener[] {
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
  return pid === undefined ? null : words(attempt(() => readFileSync(`/proc/${pid}/comm`, 'utf8'))?.trim(), pid);
}

function fromLsof(port: number): Promise<readonly Listener[]> {
  return new Promise((resolve) => {
    execFile('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], (_, text) => {
      // One field a line: `p12` begins a process, `cnode` is its name.
      const found = [...text.matchAll(/^p(\d+)\nc(.*)$/gm)];
      resolve(found.map(([, pid = '', name]) => ({ id: pid, who: () => words(name, pid) })));
    });
  });
}

function words(name: string | undefined, pid: string): string {
  return `${name ?? 'a program'} (process ${pid})`;
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
